#pragma once

#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/seal/container.h"
#include "appliance/seal/findings.h"

namespace signet::seal {

/// The certificates that `etsiU` brings along (xVals, and those of tstVD and anyValData; TS 119
/// 182-1 5.3.5). CRLs and OCSP responses are read too, and dropped: revocation is not judged yet.
/// What cannot be read fails with SIG_CONSTRAINTS_FAILURE. Never throws because of the content.
std::vector<Certificate> ReadValidationData(const std::vector<EtsiUEntry>& etsi_u,
                                            Findings& findings);

}  // namespace signet::seal
