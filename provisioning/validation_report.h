#pragma once

#include <string>

#include "appliance/base/clock.h"
#include "appliance/sealer/credential_judgement.h"

namespace signet::provisioning {

/// The judgement as an ETSI TS 119 102-2 v1.4.1 validation report (XML, not signed): for each
/// signature its value, times, signer, status with sub-indication, path, and every finding; beside
/// them the certificates and the time-stamps with their own status. `at` is the time of judgement.
std::string ValidationReport(const sealer::CredentialJudgement& judgement, Time at);

}  // namespace signet::provisioning
