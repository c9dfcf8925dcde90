#pragma once

#include <functional>
#include <mutex>
#include <unordered_set>

#include "appliance/base/bytes.h"
#include "appliance/base/certificate.h"
#include "appliance/base/digest.h"

namespace signet::seal {

/// Remembers which certificates, lists and responses were found to be signed by whom, for someone
/// who judges thousands of seals with the same ones. What is remembered is the octets and the
/// signer's certificate, so nothing else can pass for them; what failed is checked again. Keeps a
/// few thousand and then forgets all. Safe from any thread.
class VerifiedSignatures {
 public:
  /// Whether `signer` signed `der`: as remembered, else as `check` finds. `memory` may be null.
  static bool Check(VerifiedSignatures* memory, ByteView der, const Certificate& signer,
                    const std::function<bool()>& check);

 private:
  struct FirstOctets {
    std::size_t operator()(const Sha256& digest) const;
  };
  std::mutex mutex_;
  std::unordered_set<Sha256, FirstOctets> good_;
};

}  // namespace signet::seal
