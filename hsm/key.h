#pragma once

#include <p11-kit/pkcs11.h>

#include <optional>
#include <string>

#include "appliance/base/bytes.h"
#include "hsm/mechanism.h"
#include "hsm/session.h"

namespace signet::hsm {

/// The smallest RSA modulus a seal may be made with.
inline constexpr unsigned kMinRsaBits = 2048;

/// A private key of the token that may be used: it never leaves it.
struct PrivateKey {
  CK_OBJECT_HANDLE handle = CK_INVALID_HANDLE;
  CK_KEY_TYPE type = 0;              ///< CKK_RSA, CKK_EC, CKK_EC_EDWARDS
  unsigned bits = 0;                 ///< of the modulus or the curve; 0: a curve unknown here
  bool always_authenticate = false;  ///< wants the PIN between C_SignInit and C_Sign
  Bytes id;                          ///< CKA_ID, maybe empty
};

/// The private key with this CKA_LABEL; the session is logged in. Throws CallFailure, and Error
/// kTokenKeyMissing (none), kTokenFailed (two of the name, or RSA below 2048 bits), kTokenKeyUnsafe
/// (not CKA_SENSITIVE, or CKA_EXTRACTABLE, or the token does not say).
PrivateKey FindPrivateKey(const Session& session, const std::string& label);

/// As FindPrivateKey without judging it; for listing what is there.
PrivateKey DescribePrivateKey(const Session& session, CK_OBJECT_HANDLE handle);
bool NeverLeavesTheToken(const Session& session, CK_OBJECT_HANDLE handle);

/// Which of ours it is; nullopt for RSA of another size and for other curves.
std::optional<KeyKind> KindOf(const PrivateKey& key);

/// Throws Error kTokenFailed if this key cannot make such a signature.
void RequireFit(const PrivateKey& key, Mechanism mechanism);

/// The size of the signature that this key makes with this mechanism, in octets.
std::size_t SignatureSize(const PrivateKey& key, Mechanism mechanism);

}  // namespace signet::hsm
