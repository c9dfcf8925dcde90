#include "tests/unit/seal/real_seal.h"

#include <openssl/x509v3.h>

#include <chrono>
#include <vector>

#include "appliance/seal/container.h"
#include "appliance/seal/findings.h"
#include "appliance/seal/time_stamps.h"
#include "appliance/seal/validation_data.h"

namespace signet::seal {
namespace {

// Everything that the file brings along.
Evidence EvidenceOf(const ContainedSignature& signature) {
  Findings findings;
  Evidence evidence;
  const ProtectedHeader header = ReadProtectedHeader(signature.protected_json, findings);
  for (const Certificate& certificate : header.chain) evidence.Add(certificate, kSignedPlace);
  ReadTimeStamps(signature, header, evidence, findings);
  ReadValidationData(signature.etsi_u, evidence, findings);
  return evidence;
}

std::vector<Certificate> Anchors(const UntrustedText& text) {
  Findings findings;
  const auto container = ReadContainer(text, findings);
  if (!container) return {};
  const Evidence evidence = EvidenceOf(container->signatures[0]);
  std::vector<Certificate> out;
  for (const Certificate& child : evidence.certificates()) {
    const bool is_ca = X509_check_ca(child.x509()) != 0;
    for (const Certificate& issuer : evidence.certificates()) {
      if (!is_ca && X509_NAME_cmp(X509_get_subject_name(issuer.x509()),
                                  X509_get_issuer_name(child.x509())) == 0) {
        out.push_back(issuer);
      }
    }
  }
  return out;
}

}  // namespace

JudgementSettings AtSealing(const UntrustedText& text) {
  const Judgement first = Judge(text, {.anchors = {}, .at = SystemNow()});
  const auto claimed = first.signatures.at(0).claimed_time;
  return {.anchors = Anchors(text), .at = claimed.value() + std::chrono::minutes(5)};
}

}  // namespace signet::seal
