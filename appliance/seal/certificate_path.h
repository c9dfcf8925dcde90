#pragma once

#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/seal/findings.h"

namespace signet::seal {

/// X.509 certificate validation (EN 319 102-1 5.2.6 without revocation; RFC 5280 6.1): a path from
/// the signer to one of the anchors, valid at `at`. Only `anchors` are trusted: a root that the
/// file brings along is not. Any certificate can be an anchor, one below a root or the signer's own
/// too, and an anchor's own validity is not asked for. `untrusted` may serve on the way.
///
/// The path with signer first and anchor last; empty if there is none that holds, which `findings`
/// then explains.
std::vector<Certificate> JudgePath(const Certificate& signer,
                                   const std::vector<Certificate>& untrusted,
                                   const std::vector<Certificate>& anchors, Time at,
                                   Findings& findings);

}  // namespace signet::seal
