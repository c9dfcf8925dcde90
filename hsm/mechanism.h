#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace signet::hsm {

/// What a token key can be asked for. The input is a digest of the size named here, except for
/// EdDSA, which signs the message itself (PKCS#11 3.0 2.3.14).
enum class Mechanism : std::uint8_t {
  kEcdsaP256 = 1,       ///< CKM_ECDSA over 32 octets; signature r‖s, 64 octets
  kEcdsaP384 = 2,       ///< CKM_ECDSA over 48 octets; signature r‖s, 96 octets
  kRsaPssSha256 = 3,    ///< CKM_RSA_PKCS_PSS over 32 octets, MGF1 SHA-256, salt 32
  kRsaPkcs1Sha256 = 4,  ///< CKM_RSA_PKCS over a DigestInfo made of 32 octets
  kEd25519 = 5,         ///< CKM_EDDSA over a message of at most 64 KiB
};

/// Which octets a key on the token has: what `key generate` makes.
enum class KeyKind : std::uint8_t { kP256, kP384, kRsa2048, kRsa3072, kRsa4096, kEd25519 };

/// The longest message that kEd25519 takes.
inline constexpr std::size_t kMaxEd25519Message = 64U << 10U;

/// Whether an input of this many octets is what the mechanism signs.
bool Takes(Mechanism mechanism, std::size_t input_size);

std::string_view NameOf(Mechanism mechanism);
std::string_view NameOf(KeyKind kind);

}  // namespace signet::hsm
