#pragma once

#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/seal/algorithm.h"
#include "appliance/seal/findings.h"

namespace signet::seal {

/// Whether algorithm and key of the seal were still strong enough at `at` (TS 119 312 v1.5.1,
/// clause 9). What ended before that text was written fails, what it lets end later warns.
void JudgeSealStrength(Algorithm algorithm, const Certificate& signer, Time at, Findings& findings);

/// The same for the signature on each certificate of a path, whose last one is the anchor.
void JudgePathStrength(const std::vector<Certificate>& path, Time at, Findings& findings);

}  // namespace signet::seal
