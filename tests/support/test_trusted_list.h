#pragma once

#include <optional>
#include <string>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/openssl.h"

namespace signet::test {

/// A state of a service (TS 119 612 5.5), written as the list will spell it.
struct ListedState {
  std::string type = "http://uri.etsi.org/TrstSvc/Svctype/CA/QC";
  std::string status = "granted";  ///< the last part of the URI
  std::string from = "2016-06-30T22:00:00Z";
  std::vector<Certificate> certificates{};
  std::vector<std::string> additional{};  ///< the last part: "ForeSeals"
  std::string qualifications{};           ///< QualificationElement elements
};
struct ListedServiceOptions {
  ListedState now{};
  std::vector<ListedState> history{};
};
struct ListPointerOptions {
  std::string territory{};
  std::vector<Certificate> signers{};
  std::string type = "EUgeneric";
  std::string mime = "application/vnd.etsi.tsl+xml";
  std::string location{};  ///< empty: one of a host that is none
};

/// What a test's trusted list says; a good national list as it stands here. What has no member of
/// its own (addresses, names) is there as the schema of TS 119 612 wants it.
struct TrustedListOptions {
  std::string version = "5";
  std::string sequence = "7";
  std::string type = "EUgeneric";  ///< the last part of the URI
  std::string territory = "XX";
  std::string issued = "2026-01-01T00:00:00Z";
  std::string next_update = "2026-07-01T00:00:00Z";
  std::vector<std::string> uris{};
  std::vector<ListPointerOptions> pointers{};
  std::vector<ListedServiceOptions> services{};
};

/// `<QualificationElement>` with these qualifiers, and criteria that all certificates with one of
/// these policies meet.
std::string QualificationFor(const std::vector<std::string>& qualifiers,
                             const std::vector<std::string>& policies);

/// How it is signed; a good signature as it stands here. URIs are written in full.
struct ListSignatureOptions {
  std::optional<Certificate> signer{};
  EVP_PKEY* key = nullptr;
  std::vector<Certificate> more_certificates{};  ///< in KeyInfo, after the signer
  std::string method = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
  std::string digest = "http://www.w3.org/2001/04/xmlenc#sha256";
  bool exclusive = true;  ///< canonicalisation: exclusive, or Canonical XML 1.0
  bool names_root_by_id = false;
  std::string certificate_digest = "http://www.w3.org/2001/04/xmlenc#sha256";
  bool old_signing_certificate = false;  ///< SigningCertificate instead of V2
  std::optional<Certificate> named{};    ///< in SigningCertificate, instead of the signer
  std::string whole_transforms{};        ///< instead of the right ones
  std::string more_references{};
};

/// The list in XML without a signature. Every octet is as canonical XML has it, so that digests are
/// those of the text itself: nothing that is under test canonicalises here.
std::string WriteTrustedList(const TrustedListOptions& list);
/// The same with an enveloped XAdES signature as its last element.
std::string SignTrustedList(const std::string& list, const ListSignatureOptions& how);

}  // namespace signet::test
