#include "appliance/audit/proof.h"

#include <algorithm>
#include <bit>
#include <map>
#include <utility>

#include "appliance/audit/tile.h"
#include "appliance/base/error.h"

namespace signet::audit {
namespace {

// MTH of ranges of the tree, from its tiles; each tile is read once.
class Subtrees {
 public:
  Subtrees(std::uint64_t size, const TileReader& read) : size_(size), read_(read) {}

  // RFC 9162 2.1.1 over entries begin to end; `begin` is a multiple of the largest power of two
  // below the range's length, as in every split of that clause.
  Sha256 Root(std::uint64_t begin, std::uint64_t end) {
    const std::uint64_t count = end - begin;
    if (std::has_single_bit(count)) {
      const auto height = static_cast<unsigned>(std::countr_zero(count));
      return Node(height, begin >> height);
    }
    const std::uint64_t middle = begin + std::bit_floor(count);
    const Sha256 left = Root(begin, middle);
    return HashNode(left, Root(middle, end));
  }

 private:
  // The node over entries [number << height, (number + 1) << height).
  Sha256 Node(unsigned height, std::uint64_t number) {
    const unsigned level = height / kTileHeight;
    const unsigned inside = height % kTileHeight;
    const std::uint64_t first = number << inside;
    const Bytes& tile = Tile(level, first / kTileWidth);
    const auto place = static_cast<unsigned>(first % kTileWidth);
    std::vector<Sha256> nodes(std::size_t{1} << inside);
    for (unsigned i = 0; i < nodes.size(); ++i) nodes[i] = HashInTile(tile, place + i);
    for (std::size_t left = nodes.size() / 2; left != 0; left /= 2) {
      for (std::size_t i = 0; i < left; ++i) nodes[i] = HashNode(nodes[2 * i], nodes[2 * i + 1]);
    }
    return nodes.front();
  }

  const Bytes& Tile(unsigned level, std::uint64_t number) {
    const auto found = tiles_.find({level, number});
    if (found != tiles_.end()) return found->second;
    const unsigned width = TileWidthAt(level, number, size_);
    Bytes tile = read_(level, number, width);
    if (tile.size() < std::size_t{width} * kHashSize) {
      throw Error(Code::kLogInconsistent, "The log's " + TilePath(level, number, width) +
                                              " has fewer hashes than it must have.");
    }
    return tiles_.emplace(std::pair(level, number), std::move(tile)).first->second;
  }

  const std::uint64_t size_;
  const TileReader& read_;
  std::map<std::pair<unsigned, std::uint64_t>, Bytes> tiles_;
};

[[noreturn]] void RefusePlace(std::uint64_t place, std::uint64_t size) {
  throw Error(Code::kLogPlaceUnknown, "The log of " + std::to_string(size) +
                                          " entries has no place " + std::to_string(place) + ".");
}

}  // namespace

std::vector<Sha256> ProveInclusion(std::uint64_t index, std::uint64_t size,
                                   const TileReader& read) {
  if (index >= size) RefusePlace(index, size);
  Subtrees subtrees(size, read);
  std::vector<Sha256> proof;
  // PATH of RFC 9162 2.1.3.1 from the root down; the proof goes from the leaf up.
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  while (end - begin > 1) {
    const std::uint64_t middle = begin + std::bit_floor(end - begin - 1);
    if (index < middle) {
      proof.push_back(subtrees.Root(middle, end));
      end = middle;
    } else {
      proof.push_back(subtrees.Root(begin, middle));
      begin = middle;
    }
  }
  std::ranges::reverse(proof);
  return proof;
}

std::vector<Sha256> ProveConsistency(std::uint64_t older, std::uint64_t newer,
                                     const TileReader& read) {
  if (older > newer) RefusePlace(older, newer);
  if (older == 0 || older == newer) return {};
  Subtrees subtrees(newer, read);
  std::vector<Sha256> proof;
  // SUBPROOF of RFC 9162 2.1.4.1, from the root down.
  std::uint64_t begin = 0;
  std::uint64_t end = newer;
  while (older != end) {
    const std::uint64_t middle = begin + std::bit_floor(end - begin - 1);
    if (older <= middle) {
      proof.push_back(subtrees.Root(middle, end));
      end = middle;
    } else {
      proof.push_back(subtrees.Root(begin, middle));
      begin = middle;
    }
  }
  // The older tree itself is known to who asks, if it is one whole subtree.
  if (begin != 0) proof.push_back(subtrees.Root(begin, end));
  std::ranges::reverse(proof);
  return proof;
}

Sha256 RootFromTiles(std::uint64_t size, const TileReader& read) {
  if (size == 0) return EmptyRoot();
  return Subtrees(size, read).Root(0, size);
}

}  // namespace signet::audit
