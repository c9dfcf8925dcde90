#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/seal/algorithm.h"

namespace signet::seal {

/// Which header parameter carries the claimed signing time: a setting of the seal key
/// (SEALING.md says which validators take which).
enum class TimeHeader { kSigT, kIat };
TimeHeader TimeHeaderFromName(std::string_view name);  ///< throws Error(kParameterInvalid)
std::string_view NameOf(TimeHeader header);

/// Makes the protected headers of one key; what is the same in all of them is encoded once.
/// Immutable; safe to share between threads.
class ProtectedHeaders {
 public:
  /// `chain`: signer first; at least one, trust anchors left out. Throws
  /// Error(kSealCertificateUnusable) if the algorithm is none of the certificate's key.
  ProtectedHeaders(Algorithm algorithm, TimeHeader time_header,
                   const std::vector<Certificate>& chain);
  /// As EncodeProtectedHeader, of this time to the second.
  std::string At(Time signing_time) const;

 private:
  TimeHeader time_header_;
  std::string constant_;  ///< JSON of an object
};

/// What goes into the protected header of a JAdES B-B seal (TS 119 182-1 6.3).
struct HeaderParameters {
  Algorithm algorithm = Algorithm::kEs256;
  TimeHeader time_header = TimeHeader::kSigT;
  Time signing_time;               ///< to the second
  std::vector<Certificate> chain;  ///< signer first; at least one, trust anchors left out
};

/// The `protected` string: base64url of the header's JSON. The same parameters give the same
/// octets.
std::string EncodeProtectedHeader(const HeaderParameters& parameters);

/// The signing input `protected` "." payload (RFC 7797 3), by its digests.
struct SigningInput {
  Sha256 logged;  ///< what an intention in the log names, whatever the algorithm
  Bytes to_sign;  ///< what the token signs: by the algorithm's own hash function
};
SigningInput DigestSigningInput(Algorithm algorithm, std::string_view protected_header,
                                std::string_view payload);

/// Whether `signature` (raw, as JWS has it) is the certificate's over this signing input.
bool VerifySeal(Algorithm algorithm, const Certificate& certificate,
                std::string_view protected_header, std::string_view payload, ByteView signature);

/// The sealed credential: JWS JSON General Serialization (RFC 7515 7.2.1), compact, one signature.
/// The payload is embedded by JSON escaping only.
std::string WriteContainer(std::string_view payload, std::string_view protected_header,
                           ByteView signature);
/// The same with entries in `etsiU`.
std::string WriteContainer(std::string_view payload, std::string_view protected_header,
                           ByteView signature, const std::vector<std::string>& etsi_u);

}  // namespace signet::seal
