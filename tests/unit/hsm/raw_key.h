#pragma once

#include <p11-kit/pkcs11.h>

#include <string>

#include "tests/support/softhsm_token.h"

namespace signet::test {

/// A key pair that Signet itself would not make.
struct RawKey {
  std::string label;
  CK_ULONG rsa_bits = 0;  ///< 0: P-256
  CK_BBOOL sensitive = CK_TRUE;
  CK_BBOOL extractable = CK_FALSE;
  CK_BBOOL always_authenticate = CK_FALSE;
};

void MakeRawKey(const SoftHsmToken& token, const RawKey& key);

}  // namespace signet::test
