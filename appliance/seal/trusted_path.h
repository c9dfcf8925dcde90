#pragma once

#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"

namespace signet::seal {

/// Whether all of `path` but its anchor are valid at `at`. RFC 5280 6.1.1 (d): an anchor is a name
/// and a key, its dates are no part of it.
bool IsValidPath(const std::vector<Certificate>& path, Time at);

/// The path from `certificate` to one of `anchors` that holds at `at` (RFC 5280 6.1, without
/// revocation), the certificate first and the anchor last; empty if there is none. `untrusted` may
/// serve on the way.
std::vector<Certificate> TrustedPath(const Certificate& certificate,
                                     const std::vector<Certificate>& untrusted,
                                     const std::vector<Certificate>& anchors, Time at);

}  // namespace signet::seal
