#pragma once

#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/seal/findings.h"
#include "appliance/seal/protected_header.h"

namespace signet::seal {

/// Identification of the signing certificate (EN 319 102-1 5.2.3): the digests and kid in the
/// header against x5c, and x5c as an ordered chain (RFC 7515 4.1.6). `others` are certificates
/// known from elsewhere; a digest of sigX5ts beyond the first may be of one of them. `header.chain`
/// is not empty.
void JudgeSigningCertificate(const ProtectedHeader& header, const std::vector<Certificate>& others,
                             Findings& findings);

}  // namespace signet::seal
