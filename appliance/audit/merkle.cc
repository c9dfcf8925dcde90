#include "appliance/audit/merkle.h"

#include <array>
#include <bit>

namespace signet::audit {
namespace {

constexpr std::array<std::uint8_t, 1> kLeafPrefix{0x00};
constexpr std::array<std::uint8_t, 1> kNodePrefix{0x01};

}  // namespace

Sha256 HashLeaf(ByteView entry) { return HashSha256({kLeafPrefix, entry}); }

Sha256 HashNode(const Sha256& left, const Sha256& right) {
  return HashSha256({kNodePrefix, left.view(), right.view()});
}

Sha256 EmptyRoot() {
  static const Sha256 root = HashSha256(ByteView{});
  return root;
}

bool VerifyInclusion(const TreeHead& head, std::uint64_t index, const Sha256& leaf,
                     std::span<const Sha256> proof) {
  if (index >= head.size) return false;
  // fn and sn of RFC 9162 2.1.3.2, as r is folded upwards.
  std::uint64_t node = index;
  std::uint64_t last = head.size - 1;
  Sha256 root = leaf;
  for (const Sha256& sibling : proof) {
    if (last == 0) return false;
    if ((node & 1U) != 0 || node == last) {
      root = HashNode(sibling, root);
      while ((node & 1U) == 0 && node != 0) {
        node >>= 1U;
        last >>= 1U;
      }
    } else {
      root = HashNode(root, sibling);
    }
    node >>= 1U;
    last >>= 1U;
  }
  return last == 0 && root == head.root;
}

bool VerifyConsistency(const TreeHead& older, const TreeHead& newer,
                       std::span<const Sha256> proof) {
  if (older.size > newer.size) return false;
  if (older.size == newer.size) return proof.empty() && older.root == newer.root;
  // RFC 9162 2.1.4.1 starts at m = 1; every tree appends to the empty one.
  if (older.size == 0) return proof.empty() && older.root == EmptyRoot();
  std::uint64_t node = older.size - 1;
  std::uint64_t last = newer.size - 1;
  const int complete = std::countr_one(node);
  node >>= complete;
  last >>= complete;
  // An older tree that is one complete subtree is its own first hash.
  if (node != 0 && proof.empty()) return false;
  const Sha256 first = node == 0 ? older.root : proof.front();
  if (node != 0) proof = proof.subspan(1);
  Sha256 older_root = first;
  Sha256 newer_root = first;
  for (const Sha256& hash : proof) {
    if (last == 0) return false;
    if ((node & 1U) != 0 || node == last) {
      older_root = HashNode(hash, older_root);
      newer_root = HashNode(hash, newer_root);
      while ((node & 1U) == 0 && node != 0) {
        node >>= 1U;
        last >>= 1U;
      }
    } else {
      newer_root = HashNode(newer_root, hash);
    }
    node >>= 1U;
    last >>= 1U;
  }
  return last == 0 && older_root == older.root && newer_root == newer.root;
}

}  // namespace signet::audit
