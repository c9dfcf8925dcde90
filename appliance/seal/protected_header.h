#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/base/digest.h"
#include "appliance/seal/algorithm.h"
#include "appliance/seal/findings.h"

namespace signet::seal {

/// A digest by which the header names a certificate (TS 119 182-1 5.1.7, 5.2.2).
struct CertificateReference {
  HashFunction function;
  Bytes digest;
};

/// What a protected header says, as far as it could be read.
struct ProtectedHeader {
  std::optional<Algorithm> algorithm;
  /// b64 (RFC 7797 3): whether the payload is base64url. Nullopt if the header cannot be read.
  std::optional<bool> payload_encoded;
  std::optional<Time> claimed_time;
  std::vector<Certificate> chain;                ///< x5c, signer first
  std::vector<CertificateReference> references;  ///< the first one is the signer's
  std::optional<std::string> kid;
  std::vector<Bytes> content_time_stamps;  ///< adoTst (5.2.6), tokens in DER
  /// Whether newer validators take the header for a baseline one (6.3): iat, or sigT before 15 July
  /// 2025, and crit as it should be.
  bool is_baseline = false;
};

/// Reads the header and holds it against every rule of TS 119 182-1 5.1 and 5.2, RFC 7515 4 and
/// RFC 7797 6 that needs the header alone. What breaks JWS itself is FORMAT_FAILURE, what breaks
/// JAdES is SIG_CONSTRAINTS_FAILURE. Never throws because of what the text holds.
ProtectedHeader ReadProtectedHeader(std::string_view json, Findings& findings);

}  // namespace signet::seal
