#pragma once

#include <optional>
#include <string>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "tests/support/test_certificates.h"

namespace signet::test {

/// One answer in a test response or one certificate a test list speaks of.
struct RevocationOf {
  Certificate certificate;
  Certificate issuer;
  std::optional<Time> revoked_at;
  int reason = -1;       ///< CRLReason, -1 for none
  bool unknown = false;  ///< OCSP only
};

struct OcspOptions {
  std::vector<RevocationOf> answers;
  Time this_update;
  std::optional<Time> next_update;
  Time produced_at;
  const char* hash = "SHA1";  ///< of the CertIDs
  bool by_key = false;        ///< responderID by key hash
  bool with_certificate = true;
  std::string nonce;
};

/// A whole OCSPResponse in DER, signed by `responder`.
Bytes MakeOcspResponse(const Authority& responder, const OcspOptions& options);

/// An OCSPResponse without an answer (RFC 6960 4.2.1): status 1 to 6.
Bytes MakeOcspError(int status);

struct CrlOptions {
  std::vector<RevocationOf> revoked;  ///< `issuer` is not looked at
  Time this_update;
  std::optional<Time> next_update;
  /// In OpenSSL's configuration syntax ("critical,indirectCRL:TRUE"); empty for none.
  std::string issuing_distribution_point;
  bool delta = false;
  bool unknown_critical_extension = false;
  bool unknown_critical_entry_extension = false;
};

Bytes MakeCrl(const Authority& issuer, const CrlOptions& options);

/// Options for a certificate that may sign OCSP responses for its issuer (RFC 6960 4.2.2.2).
CertificateOptions OcspResponderOptions();

}  // namespace signet::test
