#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "appliance/base/certificate.h"
#include "appliance/base/digest.h"

namespace signet::seal {

/// Signature algorithms of JWS (RFC 7518 3.1) that a seal may carry. Signet makes ES256, ES384,
/// PS256 and RS256 and reads all of them.
enum class Algorithm { kEs256, kEs384, kEs512, kPs256, kPs384, kPs512, kRs256, kRs384, kRs512 };

std::string_view NameOf(Algorithm algorithm);
std::optional<Algorithm> AlgorithmFromName(std::string_view name);
HashFunction HashOf(Algorithm algorithm);
/// Whether the certificate's key can have made a signature of this algorithm (curve, type).
bool Fits(Algorithm algorithm, const Certificate& certificate);

/// Verifies a JWS signature value (ECDSA: r‖s of fixed width, RFC 7518 3.4; PSS: salt as long as
/// the hash, 3.5) over the concatenation of `parts`. False for a signature that does not verify;
/// throws Error(kCryptographyFailed) only if it could not be tried.
bool VerifySignature(Algorithm algorithm, const Certificate& certificate,
                     std::initializer_list<ByteView> parts, ByteView signature);
/// The same where the digest of the signed octets, by HashOf(algorithm), is known already.
bool VerifyDigest(Algorithm algorithm, const Certificate& certificate, ByteView digest,
                  ByteView signature);

}  // namespace signet::seal
