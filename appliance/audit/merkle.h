#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "appliance/base/digest.h"

namespace signet::audit {

/// RFC 9162 2.1.1: leaf SHA-256(0x00 ‖ entry), node SHA-256(0x01 ‖ left ‖ right).
Sha256 HashLeaf(ByteView entry);
Sha256 HashNode(const Sha256& left, const Sha256& right);
/// Root of an empty tree: SHA-256 of nothing.
Sha256 EmptyRoot();

/// Size and root of a tree.
struct TreeHead {
  std::uint64_t size = 0;
  Sha256 root = EmptyRoot();
  friend bool operator==(const TreeHead&, const TreeHead&) = default;
};

/// RFC 9162 2.1.3.2: whether `leaf` is at `index` of the tree.
bool VerifyInclusion(const TreeHead& head, std::uint64_t index, const Sha256& leaf,
                     std::span<const Sha256> proof);
/// RFC 9162 2.1.4.2: whether `newer` only appended to `older`.
bool VerifyConsistency(const TreeHead& older, const TreeHead& newer, std::span<const Sha256> proof);

}  // namespace signet::audit
