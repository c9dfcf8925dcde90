#include "appliance/seal/signing_certificate.h"

#include <openssl/x509.h>

#include <algorithm>

#include "appliance/base/encoding.h"
#include "appliance/base/openssl.h"

namespace signet::seal {
namespace {

bool Matches(const CertificateReference& reference, const Certificate& certificate) {
  return Hash(reference.function, {certificate.der()}) == reference.digest;
}

bool MatchesAny(const CertificateReference& reference,
                const std::vector<Certificate>& certificates) {
  return std::ranges::any_of(certificates,
                             [&](const Certificate& c) { return Matches(reference, c); });
}

// TS 119 182-1 5.2.2.3: the first digest is the signer's, the others are of its path.
void JudgeReferences(const ProtectedHeader& header, const std::vector<Certificate>& others,
                     Findings& findings) {
  if (header.references.empty()) return;  // the header's reader has said so
  if (!Matches(header.references.front(), header.chain.front())) {
    findings.Fail(SubIndication::kNoSigningCertificateFound, "certificate.digest",
                  "The certificate in the file is not the one that the seal was made for: its "
                  "digest in the header is another one. It may have been exchanged.");
  }
  for (auto it = header.references.begin() + 1; it != header.references.end(); ++it) {
    if (!MatchesAny(*it, header.chain) && !MatchesAny(*it, others)) {
      findings.Fail(SubIndication::kSigConstraintsFailure, "certificate.digest",
                    "The header names the digest of a certificate that is not in the file.");
    }
  }
}

void JudgeKeyId(const ProtectedHeader& header, Findings& findings) {
  if (!header.kid) return;
  const auto der = DecodeBase64(*header.kid);
  if (!der || *der != header.chain.front().IssuerSerial()) {
    findings.Warn("certificate.kid",
                  "The key's name in the header (kid) is not the issuer and serial number of the "
                  "certificate. It proves nothing either way; the digest counts.");
  }
}

void JudgeOrder(const std::vector<Certificate>& chain, Findings& findings) {
  for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
    X509* const child = chain[i].x509();
    X509* const parent = chain[i + 1].x509();
    const bool issued =
        X509_NAME_cmp(X509_get_issuer_name(child), X509_get_subject_name(parent)) == 0 &&
        X509_verify(child, chain[i + 1].public_key()) == 1;
    openssl::TakeErrors();
    if (!issued) {
      findings.Fail(SubIndication::kSigConstraintsFailure, "certificate.order",
                    "The certificates in x5c are not a chain in order: certificate " +
                        std::to_string(i + 2) + " did not issue the one before it.");
    }
  }
}

}  // namespace

void JudgeSigningCertificate(const ProtectedHeader& header, const std::vector<Certificate>& others,
                             Findings& findings) {
  JudgeReferences(header, others, findings);
  JudgeKeyId(header, findings);
  JudgeOrder(header.chain, findings);
}

}  // namespace signet::seal
