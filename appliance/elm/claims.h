#pragma once

#include <optional>
#include <string>
#include <vector>

#include "appliance/base/clock.h"
#include "appliance/base/json.h"

namespace signet::elm {

/// What a credential says of its own validity and of who stands behind it. Anything that cannot be
/// read is left out: a profile's check is where that is told.
struct Claims {
  std::optional<Time> valid_from;   ///< the later of validFrom and issuanceDate
  std::optional<Time> valid_until;  ///< the earlier of validUntil and expirationDate
  /// Ids or names of awarding bodies (awardedBy.awardingBody, at any depth) that are not the
  /// issuer.
  std::vector<std::string> other_awarding_bodies;
  /// Whether there is evidence of a mandate (dcType …/evidence-type/c_18016257), which the
  /// Commission's issuer adds when one organisation seals for another.
  bool has_mandate = false;
};

Claims ReadClaims(json::Value credential);

}  // namespace signet::elm
