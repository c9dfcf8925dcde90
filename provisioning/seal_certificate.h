#pragma once

#include <string>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/base/openssl.h"

namespace signet::provisioning {

/// The certificates of a seal key as the box will use them.
struct SealCertificate {
  std::vector<Certificate> chain;     ///< signer first; a self-signed root at the end is left out
  std::vector<std::string> warnings;  ///< a sentence each
};

/// Checks what a certificate authority sent before the box uses it: the first certificate is for
/// `public_key`, each next one issued the one before it, they are in date, the first is no
/// authority's and may make signatures (RFC 5280 4.2.1.3, 4.2.1.9; EN 319 412-2 4.3.2). Throws
/// Error(kSealCertificateUnusable) with what to ask the authority for.
SealCertificate CheckSealCertificate(const std::vector<Certificate>& sent, EVP_PKEY* public_key,
                                     Time now);

}  // namespace signet::provisioning
