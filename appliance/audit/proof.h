#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "appliance/audit/merkle.h"
#include "appliance/base/bytes.h"

namespace signet::audit {

/// Gives tile (level, number) with at least `width` hashes.
using TileReader = std::function<Bytes(unsigned level, std::uint64_t number, unsigned width)>;

// Proofs for a tree of `size` entries from its tiles; each reads about two tiles a level. Throws
// what `read` throws, and Error(kLogPlaceUnknown) for a place outside the tree.

/// RFC 9162 2.1.3.1.
std::vector<Sha256> ProveInclusion(std::uint64_t index, std::uint64_t size, const TileReader& read);
/// RFC 9162 2.1.4.1; empty where `older` is 0 or `newer`.
std::vector<Sha256> ProveConsistency(std::uint64_t older, std::uint64_t newer,
                                     const TileReader& read);
/// The root of the first `size` entries.
Sha256 RootFromTiles(std::uint64_t size, const TileReader& read);

}  // namespace signet::audit
