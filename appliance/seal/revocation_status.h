#pragma once

#include <optional>
#include <string_view>

#include "appliance/base/clock.h"

namespace signet::seal {

enum class RevocationState { kGood, kRevoked, kUnknown };

/// RFC 5280 5.3.1, with its numbers. kUnspecified also stands for a reason that was not given.
enum class RevocationReason {
  kUnspecified = 0,
  kKeyCompromise = 1,
  kCaCompromise = 2,
  kAffiliationChanged = 3,
  kSuperseded = 4,
  kCessationOfOperation = 5,
  kCertificateHold = 6,
  kRemoveFromCrl = 8,
  kPrivilegeWithdrawn = 9,
  kAaCompromise = 10,
};
std::string_view NameOf(RevocationReason reason);  ///< "keyCompromise", …

/// What an OCSP response or a CRL says of one certificate. Who said so is not part of it.
struct RevocationStatus {
  RevocationState state = RevocationState::kUnknown;
  Time this_update;                 ///< when this was known to be so
  std::optional<Time> next_update;  ///< when there will be newer knowledge
  Time produced_at;                 ///< when it was signed; thisUpdate for a CRL
  std::optional<Time> revoked_at;   ///< with kRevoked only
  RevocationReason reason = RevocationReason::kUnspecified;
  /// Certificates that expired since then are still spoken of (archiveCutoff, RFC 6960 4.4.4;
  /// expiredCertsOnCRL, X.509 9.5.2.12).
  std::optional<Time> covers_expired_since;
};

}  // namespace signet::seal
