#include "appliance/seal/trusted_path.h"

#include <algorithm>

#include "appliance/seal/certificate_path.h"

namespace signet::seal {

std::vector<Certificate> TrustedPath(const Certificate& certificate,
                                     const std::vector<Certificate>& untrusted,
                                     const std::vector<Certificate>& anchors, Time at) {
  PathFinder finder(anchors, untrusted, at);
  const auto& path = finder.PathOf(certificate, "the certificate").certificates;
  // RFC 5280 6.1.1 (d): an anchor is a name and a key, its dates are no part of it.
  const bool valid =
      !path.empty() && std::all_of(path.begin(), path.end() - 1, [at](const auto& c) {
        return c.not_before() <= at && at <= c.not_after();
      });
  return valid ? path : std::vector<Certificate>();
}

}  // namespace signet::seal
