#include "appliance/seal/revocation_source.h"

#include <algorithm>

namespace signet::seal {

const std::vector<RevocationAnswer>& RevocationSource::AnswersFor(const Certificate& certificate,
                                                                  const Certificate& issuer) {
  const std::pair key(certificate.fingerprint(), issuer.fingerprint());
  const auto known = answers_.find(key);
  if (known != answers_.end()) return known->second;
  return answers_.emplace(key, Find(certificate, issuer)).first->second;
}

bool RevocationSource::Mentions(const Certificate& certificate, const Certificate& issuer) {
  for (const auto& placed : evidence_.ocsp()) {
    if (placed.value.StatusOf(certificate, issuer)) return true;
  }
  for (std::size_t i = 0; i < evidence_.crls().size(); ++i) {
    if (evidence_.crls()[i].value.StatusOf(certificate) && IsIssuerOf(i, issuer)) return true;
  }
  return false;
}

std::vector<RevocationAnswer> RevocationSource::Find(const Certificate& certificate,
                                                     const Certificate& issuer) {
  std::vector<RevocationAnswer> out;
  for (std::size_t i = 0; i < evidence_.ocsp().size(); ++i) {
    const auto& [response, place] = evidence_.ocsp()[i];
    const auto status = response.StatusOf(certificate, issuer);
    if (!status) continue;
    if (const auto& responder = ResponderOf(i, issuer)) {
      out.push_back({.status = *status,
                     .signer = *responder,
                     .delegated = !(*responder == issuer),
                     .signature_hash = response.signature_hash(),
                     .place = place});
    }
  }
  for (std::size_t i = 0; i < evidence_.crls().size(); ++i) {
    const auto& [crl, place] = evidence_.crls()[i];
    const auto status = crl.StatusOf(certificate);
    if (!status || !IsIssuerOf(i, issuer)) continue;
    out.push_back({.status = *status,
                   .signer = issuer,
                   .delegated = false,
                   .signature_hash = crl.signature_hash(),
                   .place = place});
  }
  std::ranges::stable_sort(out, [](const RevocationAnswer& a, const RevocationAnswer& b) {
    return a.status.this_update > b.status.this_update;
  });
  return out;
}

const std::optional<Certificate>& RevocationSource::ResponderOf(std::size_t index,
                                                                const Certificate& issuer) {
  const std::pair key(index, issuer.fingerprint());
  const auto known = responders_.find(key);
  if (known != responders_.end()) return known->second;
  const OcspResponse& response = evidence_.ocsp()[index].value;
  return responders_.emplace(key, response.ResponderFor(issuer, evidence_.certificates(), memory_))
      .first->second;
}

bool RevocationSource::IsIssuerOf(std::size_t index, const Certificate& issuer) {
  const std::pair key(index, issuer.fingerprint());
  const auto known = issuers_.find(key);
  if (known != issuers_.end()) return known->second;
  return issuers_.emplace(key, evidence_.crls()[index].value.IsSignedBy(issuer, memory_))
      .first->second;
}

}  // namespace signet::seal
