#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/digest.h"

namespace signet::audit {

// C2SP tlog-tiles. A tile has `width` hashes of 32 octets, 256 when it is full; a hash of level L +
// 1 is the root of a full tile of level L. A bundle has the entries of a level 0 tile.

inline constexpr unsigned kTileWidth = 256;
inline constexpr unsigned kTileHeight = 8;  ///< levels of the tree from a tile's hashes to its root
inline constexpr unsigned kHashSize = 32;
inline constexpr std::size_t kLongestEntry = 65535;

/// How many hashes level `level` has in a tree of `size` entries, over all its tiles.
std::uint64_t HashesAtLevel(unsigned level, std::uint64_t size);
/// Width of tile `number` of `level` in a tree of `size`; 0 if that tree does not have it.
unsigned TileWidthAt(unsigned level, std::uint64_t number, std::uint64_t size);

/// `tile/0/x001/x234/067`, with `.p/<width>` for a partial one; the bundle's with `entries` for
/// `0`.
std::string TilePath(unsigned level, std::uint64_t number, unsigned width);
std::string BundlePath(std::uint64_t number, unsigned width);

/// The hash at `place` of a tile that has it.
Sha256 HashInTile(ByteView tile, unsigned place);
/// Root of a full tile.
Sha256 RootOfTile(ByteView tile);
Bytes TileOf(std::span<const Sha256> hashes);

/// Big-endian uint16 length and entry. Throws Error(kInternal) for an entry that is too long.
void AppendToBundle(Bytes& bundle, std::string_view entry);

/// Where an entry stands in a bundle; `entry` points into it.
struct BundledEntry {
  std::size_t offset;  ///< of its length
  std::string_view entry;
};
/// The entries in their order, up to the first that the bundle ends inside of; what is left over
/// stands behind the last one.
std::vector<BundledEntry> SplitBundle(ByteView bundle);

}  // namespace signet::audit
