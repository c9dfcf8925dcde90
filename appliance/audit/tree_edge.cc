#include "appliance/audit/tree_edge.h"

#include <algorithm>
#include <utility>

#include "appliance/audit/tile.h"
#include "appliance/base/error.h"

namespace signet::audit {
namespace {

// Complete subtrees of `count` hashes from left to right, one for each set bit of `count`.
void AppendSubtrees(std::span<const Sha256> hashes, std::vector<Sha256>& subtrees) {
  for (unsigned bit = kTileHeight; bit-- > 0;) {
    const std::size_t width = std::size_t{1} << bit;
    if ((hashes.size() & width) == 0) continue;
    std::vector<Sha256> nodes(hashes.begin(), hashes.begin() + static_cast<std::ptrdiff_t>(width));
    for (std::size_t left = width / 2; left != 0; left /= 2) {
      for (std::size_t i = 0; i < left; ++i) nodes[i] = HashNode(nodes[2 * i], nodes[2 * i + 1]);
    }
    subtrees.push_back(nodes.front());
    // The lower bits' subtrees stand to the right.
    hashes = hashes.subspan(width);
    if (hashes.empty()) break;
  }
}

}  // namespace

Sha256 TreeEdge::Root() const {
  if (subtrees_.empty()) return EmptyRoot();
  Sha256 root = subtrees_.back();
  for (std::size_t i = subtrees_.size() - 1; i-- > 0;) root = HashNode(subtrees_[i], root);
  return root;
}

void TreeEdge::Append(const Sha256& leaf, std::vector<FullTile>& filled) {
  Sha256 node = leaf;
  unsigned height = 0;
  while (true) {
    if (height % kTileHeight == 0) {
      const unsigned level = height / kTileHeight;
      if (partial_.size() <= level) partial_.emplace_back().reserve(kTileWidth);
      std::vector<Sha256>& tile = partial_[level];
      tile.push_back(node);
      if (tile.size() == kTileWidth) {
        filled.push_back({level, size_ >> (height + kTileHeight), std::move(tile)});
        tile.clear();
      }
    }
    if ((size_ >> height & 1U) == 0) break;
    node = HashNode(subtrees_.back(), node);
    subtrees_.pop_back();
    ++height;
  }
  subtrees_.push_back(node);
  ++size_;
}

std::span<const Sha256> TreeEdge::PartialTile(unsigned level) const {
  if (level >= partial_.size()) return {};
  return partial_[level];
}

TreeEdge TreeEdge::FromPartialTiles(std::uint64_t size, std::vector<std::vector<Sha256>> partial) {
  TreeEdge edge;
  edge.size_ = size;
  for (unsigned level = 0; level < partial.size() || HashesAtLevel(level, size) != 0; ++level) {
    const std::uint64_t hashes = HashesAtLevel(level, size);
    if (level >= partial.size() || partial[level].size() != hashes % kTileWidth) {
      throw Error(Code::kInternal, "The log's edge does not fit its size.");
    }
  }
  for (std::size_t level = partial.size(); level-- > 0;) {
    AppendSubtrees(partial[level], edge.subtrees_);
  }
  edge.partial_ = std::move(partial);
  return edge;
}

}  // namespace signet::audit
