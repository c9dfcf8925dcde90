#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "appliance/audit/merkle.h"

namespace signet::audit {

// RFC 9162 2.1 written down as it stands, recursive and slow, to hold the real code against.

inline Sha256 NaiveRoot(std::span<const Sha256> leaves) {
  if (leaves.empty()) return HashSha256(ByteView{});
  if (leaves.size() == 1) return leaves.front();
  const std::size_t k = std::bit_floor(leaves.size() - 1);
  return HashNode(NaiveRoot(leaves.first(k)), NaiveRoot(leaves.subspan(k)));
}

/// PATH(m, D_n), 2.1.3.1.
inline std::vector<Sha256> NaivePath(std::size_t m, std::span<const Sha256> leaves) {
  if (leaves.size() <= 1) return {};
  const std::size_t k = std::bit_floor(leaves.size() - 1);
  std::vector<Sha256> path;
  if (m < k) {
    path = NaivePath(m, leaves.first(k));
    path.push_back(NaiveRoot(leaves.subspan(k)));
  } else {
    path = NaivePath(m - k, leaves.subspan(k));
    path.push_back(NaiveRoot(leaves.first(k)));
  }
  return path;
}

/// SUBPROOF(m, D_n, b), 2.1.4.1.
inline std::vector<Sha256> NaiveSubproof(std::size_t m, std::span<const Sha256> leaves,
                                         bool complete) {
  if (m == leaves.size()) {
    return complete ? std::vector<Sha256>{} : std::vector<Sha256>{NaiveRoot(leaves)};
  }
  const std::size_t k = std::bit_floor(leaves.size() - 1);
  std::vector<Sha256> proof;
  if (m <= k) {
    proof = NaiveSubproof(m, leaves.first(k), complete);
    proof.push_back(NaiveRoot(leaves.subspan(k)));
  } else {
    proof = NaiveSubproof(m - k, leaves.subspan(k), false);
    proof.push_back(NaiveRoot(leaves.first(k)));
  }
  return proof;
}

/// Leaf hashes of the entries "0", "1", …
inline std::vector<Sha256> NumberedLeaves(std::size_t count) {
  std::vector<Sha256> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(HashLeaf(AsBytes(std::to_string(i))));
  return leaves;
}

}  // namespace signet::audit
