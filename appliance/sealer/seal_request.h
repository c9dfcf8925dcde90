#pragma once

#include "appliance/base/digest.h"
#include "appliance/wire/signet.pb.h"

namespace signet::sealer {

/// Of the body and of every parameter that changes the answer: two requests with the same one are
/// the same request. It stands in the log.
Sha256 DigestOf(const wire::Seal& request);

}  // namespace signet::sealer
