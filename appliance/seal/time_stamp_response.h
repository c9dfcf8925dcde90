#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/seal/time_stamp_request.h"

namespace signet::seal {

/// A token that may be relied on.
struct TrustedTimeStamp {
  Bytes token;                    ///< DER, as it came
  Time time;                      ///< genTime
  std::vector<Certificate> path;  ///< authority first, anchor last
};

/// What is wrong with an answer. All but kUnreadable and kRejected are lies or grave faults of the
/// authority, or of somebody on the way.
enum class TimeStampProblem {
  kUnreadable,  ///< no TimeStampResp in DER
  kRejected,    ///< the authority says that it gives none (2.4.2: status other than 0 and 1)
  kWrongImprint,
  kWrongNonce,
  kWrongPolicy,
  kNotSound,   ///< signature, certificate's digest, key usage or validity
  kUntrusted,  ///< no path to an anchor
  kWrongTime,  ///< sound, but made at another time than now
};
std::string_view NameOf(TimeStampProblem problem);  ///< "wrong-imprint", …

struct RefusedTimeStamp {
  TimeStampProblem problem;
  std::string text;  ///< a sentence
};

struct TimeStampExpectations {
  std::vector<Certificate> anchors;
  Time asked;                           ///< when the request went out, by our clock
  Time answered;                        ///< when the response was there
  std::chrono::milliseconds tolerance;  ///< how far genTime may lie outside of these
  /// The path of an earlier token, to these anchors: if this one is by the same authority, it need
  /// not be found again. May be empty.
  std::vector<Certificate> known_path{};
};

/// Holds a TimeStampResp (RFC 3161 2.4.2) against its request and everything else that makes it
/// worth something: status, imprint, nonce, policy, signature, ESSCertIDv2 (RFC 5816), extended key
/// usage (2.3), path, time. Never throws because of what the response holds.
std::variant<TrustedTimeStamp, RefusedTimeStamp> ReadTimeStampResponse(
    ByteView response, const TimeStampRequest& request, const TimeStampExpectations& expectations);

}  // namespace signet::seal
