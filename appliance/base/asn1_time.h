#pragma once

#include <openssl/types.h>

#include <optional>

#include "appliance/base/clock.h"

namespace signet {

/// UTCTime or GeneralizedTime (RFC 5280 4.1.2.5), a fraction of a second dropped; nullopt for null
/// and for what is no time.
std::optional<Time> TimeFromAsn1(const ASN1_TIME* time);

}  // namespace signet
