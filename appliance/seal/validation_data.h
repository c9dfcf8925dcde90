#pragma once

#include <string_view>

#include "appliance/seal/container.h"
#include "appliance/seal/evidence.h"
#include "appliance/seal/findings.h"

namespace signet::seal {

/// Adds what `etsiU` brings along (xVals, rVals, and those in tstVD and anyValData; TS 119 182-1
/// 5.3.5) to `evidence`. What cannot be read, and an entry of a name that the standard does not
/// have, is refused. Never throws because of the content.
void ReadValidationData(const std::vector<EtsiUEntry>& etsi_u, Evidence& evidence,
                        Findings& findings);

/// Whether an entry of this name refers to validation data in place of carrying it, or time-stamps
/// such references (xRefs, rRefs, axRefs, arRefs, sigRTst, rfsTst).
bool IsReference(std::string_view name);

}  // namespace signet::seal
