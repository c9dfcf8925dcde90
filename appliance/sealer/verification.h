#pragma once

#include "appliance/base/clock.h"
#include "appliance/sealer/judgement_trust.h"
#include "appliance/wire/signet.pb.h"

namespace signet::sealer {

/// Judges a sealed file by `trust`, as `signetctl verify` does, at the time that it names, else at
/// `now`. Changes nothing, so it leaves no entry in the log. What is wrong with the file is its
/// answer; throws Error(kParameterInvalid) for a time or a level that cannot be understood. Takes
/// CPU only: call it on the sealer's pool.
wire::Verification VerifySealed(const wire::Verify& request, const JudgementTrust& trust, Time now);

}  // namespace signet::sealer
