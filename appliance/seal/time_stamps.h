#pragma once

#include <string_view>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/seal/container.h"
#include "appliance/seal/findings.h"
#include "appliance/seal/protected_header.h"

namespace signet::seal {

/// Whether the time-stamps of a signature (adoTst, sigTst, arcTst; TS 119
/// 182-1 5.2.6, 5.3.4, 5.3.6) are whole: made over the octets they should cover, in an order of
/// times that can be, with a signature that verifies. So a change in what an archive time-stamp
/// covers is seen. Their authorities are not judged and nothing is concluded from their times; a
/// warning says so. A time-stamp that is not whole fails with SIG_CONSTRAINTS_FAILURE. `known` may
/// hold certificates of authorities.
void JudgeTimeStamps(std::string_view payload, const ContainedSignature& signature,
                     const ProtectedHeader& header, const std::vector<Certificate>& known,
                     Findings& findings);

}  // namespace signet::seal
