#include "appliance/seal/trusted_path.h"

#include "appliance/seal/certificate_path.h"

namespace signet::seal {

std::vector<Certificate> TrustedPath(const Certificate& certificate,
                                     const std::vector<Certificate>& untrusted,
                                     const std::vector<Certificate>& anchors, Time at) {
  Findings findings;
  return JudgePath(certificate, untrusted, anchors, at, findings);
}

}  // namespace signet::seal
