#include "appliance/seal/trusted_path.h"

#include <algorithm>

#include "appliance/seal/certificate_path.h"

namespace signet::seal {

bool IsValidPath(const std::vector<Certificate>& path, Time at) {
  return !path.empty() && std::all_of(path.begin(), path.end() - 1, [at](const auto& c) {
    return c.not_before() <= at && at <= c.not_after();
  });
}

std::vector<Certificate> TrustedPath(const Certificate& certificate,
                                     const std::vector<Certificate>& untrusted,
                                     const std::vector<Certificate>& anchors, Time at) {
  PathFinder finder(anchors, untrusted, at);
  const auto& path = finder.PathOf(certificate, "the certificate").certificates;
  return IsValidPath(path, at) ? path : std::vector<Certificate>();
}

}  // namespace signet::seal
