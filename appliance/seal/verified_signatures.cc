#include "appliance/seal/verified_signatures.h"

#include <cstring>

namespace signet::seal {
namespace {

constexpr std::size_t kMost = 4096;

}  // namespace

// A digest is as good a hash as any.
std::size_t VerifiedSignatures::FirstOctets::operator()(const Sha256& digest) const {
  std::size_t out = 0;
  std::memcpy(&out, digest.octets.data(), sizeof out);
  return out;
}

bool VerifiedSignatures::Check(VerifiedSignatures* memory, ByteView der, const Certificate& signer,
                               const std::function<bool()>& check) {
  if (memory == nullptr) return check();
  const Sha256 key = HashSha256({signer.fingerprint().view(), der});
  {
    const std::lock_guard lock(memory->mutex_);
    if (memory->good_.contains(key)) return true;
  }
  if (!check()) return false;
  const std::lock_guard lock(memory->mutex_);
  if (memory->good_.size() >= kMost) memory->good_.clear();
  memory->good_.insert(key);
  return true;
}

}  // namespace signet::seal
