#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "appliance/audit/merkle.h"

namespace signet::audit {

/// A tile that the last Append filled.
struct FullTile {
  unsigned level;
  std::uint64_t number;
  std::vector<Sha256> hashes;
};

/// The right edge of a growing tree: all that is needed to append, to know the root and to serve
/// the partial tiles. It holds the roots of the complete subtrees (RFC 9162 2.1.1 read from the
/// right) and at most 255 hashes a tile level. A value; copying costs some tens of kilobytes.
class TreeEdge {
 public:
  std::uint64_t size() const { return size_; }
  Sha256 Root() const;
  /// One leaf hash more: amortised one node hash. Tiles that this fills are added to `filled`.
  void Append(const Sha256& leaf, std::vector<FullTile>& filled);
  /// Hashes of the partial tile of `level`; empty if there is none now.
  std::span<const Sha256> PartialTile(unsigned level) const;

  /// The edge of a tree of `size` whose partial tiles hold `partial`, by level; each level must
  /// have the width that `size` asks for (Error(kInternal)).
  static TreeEdge FromPartialTiles(std::uint64_t size, std::vector<std::vector<Sha256>> partial);

 private:
  std::uint64_t size_ = 0;
  std::vector<Sha256> subtrees_;  // complete ones from left to right, one for each set bit of size_
  std::vector<std::vector<Sha256>> partial_;
};

}  // namespace signet::audit
