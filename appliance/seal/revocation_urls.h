#pragma once

#include <string>
#include <vector>

#include "appliance/base/certificate.h"

namespace signet::seal {

/// Where a certificate says that its status is told, http and https only, in its order: OCSP
/// responders (RFC 5280 4.2.2.1) and whole CRLs (4.2.1.13; points for some reasons only or by
/// another issuer are left out).
std::vector<std::string> OcspUrls(const Certificate& certificate);
std::vector<std::string> CrlUrls(const Certificate& certificate);

}  // namespace signet::seal
