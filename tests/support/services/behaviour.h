#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace signet::test {

/// How a test service answers. The first group fits every service, the second time-stamp
/// authorities, the third what tells of revocation; where one does not fit, the answer is good.
enum class Behaviour : std::uint8_t {
  kGood,
  kDown,      ///< ends the connection without an answer
  kSlow,      ///< never answers
  kHttp500,   ///< a good answer under the wrong status
  kRedirect,  ///< 302 to the same place
  kRubbish,   ///< octets that are nothing
  kEmpty,
  kHuge,  ///< two mebibytes
  kWrongType,

  kRejected,  ///< PKIStatus rejection
  kWrongImprint,
  kWrongNonce,
  kNoNonce,
  kWrongPolicy,
  kWrongTime,     ///< an hour ahead
  kWrongUsage,    ///< a certificate that is not for time-stamping alone
  kBadSignature,  ///< of a token, an OCSP response, a CRL
  kUntrusted,     ///< by somebody whom no anchor vouches for

  kRevoked,
  kUnknown,
  kStale,  ///< nextUpdate is over
  kTryLater,
  kOtherCertificate,  ///< tells of another certificate than was asked for
};

std::string_view NameOf(Behaviour behaviour);  ///< "wrong-nonce"
std::optional<Behaviour> BehaviourFromName(std::string_view name);

}  // namespace signet::test
