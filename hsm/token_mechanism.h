#pragma once

#include <p11-kit/pkcs11.h>

#include "appliance/base/bytes.h"
#include "hsm/mechanism.h"

namespace signet::hsm {

/// A mechanism as C_SignInit takes it, with its parameters. It points into itself: it stays where
/// it was made.
class TokenMechanism {
 public:
  explicit TokenMechanism(Mechanism mechanism);
  TokenMechanism(const TokenMechanism&) = delete;
  TokenMechanism& operator=(const TokenMechanism&) = delete;

  CK_MECHANISM* get() { return &mechanism_; }

  /// What C_Sign is given for this digest or message: for CKM_RSA_PKCS a DigestInfo (RFC 8017 9.2),
  /// else the same octets.
  Bytes InputFor(ByteView input) const;

 private:
  CK_MECHANISM mechanism_{};
  CK_RSA_PKCS_PSS_PARAMS pss_{};
};

}  // namespace signet::hsm
