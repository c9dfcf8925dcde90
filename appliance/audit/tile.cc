#include "appliance/audit/tile.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "appliance/audit/merkle.h"
#include "appliance/base/error.h"

namespace signet::audit {
namespace {

std::string NumberedPath(std::string_view folder, std::uint64_t number, unsigned width) {
  std::string digits = fmt::format("{:03}", number % 1000);
  for (std::uint64_t rest = number / 1000; rest != 0; rest /= 1000) {
    digits = fmt::format("x{:03}/{}", rest % 1000, digits);
  }
  return width == kTileWidth ? fmt::format("tile/{}/{}", folder, digits)
                             : fmt::format("tile/{}/{}.p/{}", folder, digits, width);
}

}  // namespace

std::uint64_t HashesAtLevel(unsigned level, std::uint64_t size) {
  const unsigned shift = level * kTileHeight;
  return shift >= 64 ? 0 : size >> shift;
}

unsigned TileWidthAt(unsigned level, std::uint64_t number, std::uint64_t size) {
  const std::uint64_t hashes = HashesAtLevel(level, size);
  const std::uint64_t full = hashes / kTileWidth;
  if (number < full) return kTileWidth;
  return number == full ? static_cast<unsigned>(hashes % kTileWidth) : 0;
}

std::string TilePath(unsigned level, std::uint64_t number, unsigned width) {
  return NumberedPath(std::to_string(level), number, width);
}

std::string BundlePath(std::uint64_t number, unsigned width) {
  return NumberedPath("entries", number, width);
}

Sha256 HashInTile(ByteView tile, unsigned place) {
  return Sha256FromOctets(tile.subspan(std::size_t{place} * kHashSize, kHashSize));
}

Sha256 RootOfTile(ByteView tile) {
  if (tile.size() != std::size_t{kTileWidth} * kHashSize) {
    throw Error(Code::kLogInconsistent, "A full tile of the log does not have 256 hashes.");
  }
  std::array<Sha256, kTileWidth> hashes;
  for (unsigned i = 0; i < kTileWidth; ++i) hashes[i] = HashInTile(tile, i);
  for (unsigned count = kTileWidth / 2; count != 0; count /= 2) {
    for (unsigned i = 0; i < count; ++i) hashes[i] = HashNode(hashes[2 * i], hashes[2 * i + 1]);
  }
  return hashes.front();
}

Bytes TileOf(std::span<const Sha256> hashes) {
  Bytes tile;
  tile.reserve(hashes.size() * kHashSize);
  for (const Sha256& hash : hashes) {
    tile.insert(tile.end(), hash.octets.begin(), hash.octets.end());
  }
  return tile;
}

void AppendToBundle(Bytes& bundle, std::string_view entry) {
  if (entry.size() > kLongestEntry) {
    throw Error(Code::kInternal, "A log entry has more than 65,535 octets.");
  }
  bundle.push_back(static_cast<std::uint8_t>(entry.size() >> 8U));
  bundle.push_back(static_cast<std::uint8_t>(entry.size() & 0xFFU));
  bundle.insert(bundle.end(), entry.begin(), entry.end());
}

std::vector<BundledEntry> SplitBundle(ByteView bundle) {
  std::vector<BundledEntry> entries;
  std::size_t at = 0;
  while (bundle.size() - at >= 2) {
    const std::size_t length = std::size_t{bundle[at]} << 8U | bundle[at + 1];
    if (bundle.size() - at - 2 < length) break;
    entries.push_back({at, AsText(bundle.subspan(at + 2, length))});
    at += 2 + length;
  }
  return entries;
}

}  // namespace signet::audit
