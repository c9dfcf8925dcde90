#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>

#include "appliance/base/bytes.h"
#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/seal/revocation_status.h"

namespace signet::seal {

/// An answer about a certificate's revocation that may be relied on, and kept in a seal (TS 119
/// 182-1 5.3.5.3).
struct RevocationValue {
  enum class Kind { kOcsp, kCrl };
  Kind kind = Kind::kOcsp;
  Bytes der;  ///< the whole OCSPResponse, or the CRL
  RevocationStatus status;
  /// The certificate of an OCSP responder other than the issuer, which needs such values itself.
  std::optional<Certificate> responder;
};

/// A sentence that says why an answer cannot be used.
struct UnusableAnswer {
  std::string text;
};

struct FreshnessRules {
  Time now;
  /// An answer without nextUpdate counts this long from thisUpdate.
  std::chrono::milliseconds longest_age;
  /// thisUpdate may lie this far ahead.
  std::chrono::milliseconds tolerance;
};

/// Holds an OCSP response against what was asked: it speaks of `certificate`, is signed by `issuer`
/// or by whom that delegates (RFC 6960 3.2, 4.2.2.2), and is neither from the future nor past its
/// nextUpdate. Its status may be any. Never throws because of what it holds.
std::variant<RevocationValue, UnusableAnswer> ReadOcspAnswer(ByteView response,
                                                             const Certificate& certificate,
                                                             const Certificate& issuer,
                                                             const FreshnessRules& rules);

/// The same for a CRL (RFC 5280 6.3.3).
std::variant<RevocationValue, UnusableAnswer> ReadCrlAnswer(ByteView crl,
                                                            const Certificate& certificate,
                                                            const Certificate& issuer,
                                                            const FreshnessRules& rules);

/// When a new answer is due.
Time EndOf(const RevocationStatus& status, const FreshnessRules& rules);

}  // namespace signet::seal
