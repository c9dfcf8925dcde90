#pragma once

#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"

namespace signet::seal {

/// The path from `certificate` to one of `anchors` that holds at `at` (RFC 5280 6.1, without
/// revocation), the certificate first and the anchor last; empty if there is none. `untrusted` may
/// serve on the way.
std::vector<Certificate> TrustedPath(const Certificate& certificate,
                                     const std::vector<Certificate>& untrusted,
                                     const std::vector<Certificate>& anchors, Time at);

}  // namespace signet::seal
