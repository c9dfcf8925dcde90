#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/certificate.h"
#include "appliance/seal/revocation_value.h"

namespace signet::seal {

/// Entries of `etsiU` (TS 119 182-1 5.3.1), as they are stored: base64url of the compact JSON of an
/// object with one member. Adding one never touches a byte of what is there.

/// sigTst (5.3.4) and arcTst (5.3.6.3) around a token in DER.
std::string SignatureTimeStampEntry(ByteView token);
std::string ArchiveTimeStampEntry(ByteView token);

/// What a validator of later years needs: certificates and answers about revocation, each once.
class ValidationValues {
 public:
  void Add(const Certificate& certificate);
  void Add(const RevocationValue& value);
  bool empty() const { return certificates_.empty() && crls_.empty() && ocsps_.empty(); }

  std::string CertificatesEntry() const;  ///< xVals (5.3.5.2)
  std::string RevocationEntry() const;    ///< rVals (5.3.5.3)
  std::string TimeStampEntry() const;     ///< tstVD (5.3.6.2): both, for a time-stamp

 private:
  std::vector<Certificate> certificates_;
  std::vector<Bytes> crls_;
  std::vector<Bytes> ocsps_;
};

/// The octets that an arcTst after `entries` covers behind the payload (5.3.6.3): "." P "." S "."
/// and all entries, nothing between them.
std::string ArchivedText(std::string_view protected_text, std::string_view signature_text,
                         const std::vector<std::string>& entries);

/// `sealed` with `entries` after those it has; every other octet stays. It has one signature.
/// Throws Error(kSealMalformed) for a text that ReadContainer does not take or that has more
/// signatures.
std::string AppendEtsiU(const UntrustedText& sealed, const std::vector<std::string>& entries);

}  // namespace signet::seal
