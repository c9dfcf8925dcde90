#pragma once

#include <optional>
#include <string>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/seal/evidence.h"
#include "appliance/seal/findings.h"
#include "appliance/seal/proofs.h"
#include "appliance/seal/revocation_source.h"

namespace signet::seal {

/// What is asked about a certificate that signed something.
struct CertificateQuestion {
  const std::vector<Certificate>& path;  ///< the certificate first, its anchor last
  std::string whose;                     ///< for findings: "the seal"
  Time signed_at;  ///< when what it signed is proven to exist: everything must have been good then
  Time fresh_at;   ///< when revocation data must have been fresh
  bool needs_revocation;  ///< whether its absence fails or only warns
  bool needs_fresh;       ///< the same for data that is too old
};

struct CertificateAnswer {
  Findings findings;
  std::optional<Time> revoked_at;  ///< of the certificate itself, if that is among the findings
};

/// X.509 certificate validation for one moment (EN 319 102-1 5.2.6) and, when `proofs` hold more
/// than the present, past certificate validation with its sliding of the control-time (5.6.2.2,
/// 5.6.2.3): every certificate of the path valid, not revoked and strong enough when what it signed
/// is proven to exist; revocation data likewise, and fresh. The anchor is not asked about. Failures
/// are named as at the present (…_NO_POE), since missing proofs are what is wrong.
CertificateAnswer ValidateCertificate(const CertificateQuestion& question, const Evidence& evidence,
                                      RevocationSource& revocations, const Proofs& proofs);

/// Whether the signature brings all that is needed to judge the path later, by itself: each
/// certificate below the anchor and revocation data for it, and the same for OCSP responders
/// (TS 119 182-1 6.3, B-LT). With `fresh_at`, data about the certificates must be fresh then.
bool IsComplete(const std::vector<Certificate>& path, const Evidence& evidence,
                RevocationSource& revocations, std::optional<Time> fresh_at = std::nullopt);

}  // namespace signet::seal
