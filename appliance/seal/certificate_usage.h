#pragma once

#include "appliance/base/certificate.h"
#include "appliance/seal/findings.h"

namespace signet::seal {

/// What a seal's certificate is for, by itself: key usage (RFC 5280 4.2.1.3), extended key usage
/// (4.2.1.12) and CA flag (4.2.1.9). EN 319 102-1 leaves these to the policy, so they leave the
/// conclusion; but a seal by a key that its CA has issued for something else is refused.
void JudgeUsage(const Certificate& signer, Findings& findings);

}  // namespace signet::seal
