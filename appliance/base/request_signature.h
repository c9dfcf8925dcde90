#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "appliance/base/bytes.h"
#include "appliance/base/digest.h"
#include "appliance/base/openssl.h"

namespace signet {

/// How requests are signed: the key alone decides, so that no request can choose. A signature that
/// names its algorithm can only agree (RFC 9421 3.2).
enum class RequestAlgorithm : std::uint8_t {
  kEcdsaP256,  ///< ecdsa-p256-sha256 (3.3.4): r‖s, 64 octets
  kEcdsaP384,  ///< ecdsa-p384-sha384 (3.3.5): r‖s, 96 octets
  kEd25519,    ///< ed25519 (3.3.6)
  kRsaPss,     ///< rsa-pss-sha512 (3.3.1): salt of 64 octets; a key of 3,072 bits at least
};

/// The SubjectPublicKeyInfo and nothing after it; null for what is none.
openssl::Handle<EVP_PKEY> ReadPublicKey(ByteView der);

/// Nothing for a key whose signatures are not taken, and for none at all.
std::optional<RequestAlgorithm> RequestAlgorithmOf(const EVP_PKEY* key);
/// What RFC 9421 6.2.2 calls it.
std::string_view NameOf(RequestAlgorithm algorithm);

/// Whether `signature` is the one that `public_key_der` makes over `base`, by the key's algorithm.
/// False for whatever cannot be read; throws only Error(kCryptographyFailed) if OpenSSL itself
/// cannot work.
bool VerifySignatureOver(ByteView base, ByteView signature, ByteView public_key_der);
/// The same with a key that was read already; null verifies nothing.
bool VerifySignatureOver(ByteView base, ByteView signature, EVP_PKEY* key);

/// The signature that VerifySignatureOver takes. Throws Error(kCryptographyFailed), also for a key
/// whose signatures are not taken.
Bytes SignOver(ByteView base, EVP_PKEY* key);

}  // namespace signet
