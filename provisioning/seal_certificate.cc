#include "provisioning/seal_certificate.h"

#include "appliance/base/error.h"

namespace signet::provisioning {
namespace {

constexpr int kShortestGoodRsaKey = 3072;

Error Unusable(const std::string& sentence) { return {Code::kSealCertificateUnusable, sentence}; }

bool IsSelfSigned(const Certificate& certificate) {
  return (X509_get_extension_flags(certificate.x509()) & EXFLAG_SS) != 0;
}

void CheckKey(const Certificate& signer, EVP_PKEY* public_key) {
  if (EVP_PKEY_eq(signer.public_key(), public_key) == 1) return;
  throw Unusable(
      "The first certificate is for another key than the one on the token: check that "
      "the file belongs to this key and that the seal's own certificate comes first.");
}

void CheckOrder(const std::vector<Certificate>& sent) {
  for (std::size_t i = 0; i + 1 < sent.size(); ++i) {
    const bool issued = X509_check_issued(sent[i + 1].x509(), sent[i].x509()) == X509_V_OK &&
                        X509_verify(sent[i].x509(), sent[i + 1].public_key()) == 1;
    if (issued) continue;
    throw Unusable("Certificate " + std::to_string(i + 2) + " of the file (" +
                   sent[i + 1].SubjectText() + ") did not issue the one before it (" +
                   sent[i].SubjectText() +
                   "): put them in order, the seal's own first, each followed by its issuer.");
  }
}

void CheckTime(const Certificate& certificate, Time now, std::vector<std::string>& warnings) {
  if (certificate.not_after() < now) {
    throw Unusable("The certificate of " + certificate.SubjectText() + " expired on " +
                   FormatTimeSeconds(certificate.not_after()) +
                   ": ask the authority for a new one.");
  }
  if (certificate.not_before() > now) {
    warnings.push_back("The certificate of " + certificate.SubjectText() + " is valid only from " +
                       FormatTimeSeconds(certificate.not_before()) +
                       "; the key cannot seal before.");
  }
}

void CheckUsage(const Certificate& signer, std::vector<std::string>& warnings) {
  if (X509_check_ca(signer.x509()) == 1) {
    throw Unusable(
        "The first certificate belongs to a certificate authority (CA:TRUE), not to a "
        "seal: put the seal's own certificate first.");
  }
  const std::uint32_t usage = X509_get_key_usage(signer.x509());
  if (usage == UINT32_MAX) {
    warnings.emplace_back("The certificate has no keyUsage; one for seals says nonRepudiation.");
    return;
  }
  if ((usage & (KU_NON_REPUDIATION | KU_DIGITAL_SIGNATURE)) == 0) {
    throw Unusable(
        "The certificate's keyUsage allows no signatures: ask the authority for one "
        "for electronic seals (keyUsage nonRepudiation).");
  }
  if ((usage & KU_NON_REPUDIATION) == 0) {
    warnings.emplace_back("The certificate's keyUsage lacks nonRepudiation: validators warn.");
  }
}

void CheckStrength(const Certificate& signer, std::vector<std::string>& warnings) {
  if (signer.key_type() == KeyType::kRsa && signer.key_bits() < kShortestGoodRsaKey) {
    warnings.emplace_back("RSA keys below 3,072 bits are refused by some validators since 2026.");
  }
}

}  // namespace

SealCertificate CheckSealCertificate(const std::vector<Certificate>& sent, EVP_PKEY* public_key,
                                     Time now) {
  if (sent.empty()) throw Unusable("The file holds no certificate.");
  SealCertificate out;
  CheckKey(sent.front(), public_key);
  CheckOrder(sent);
  for (const Certificate& certificate : sent) CheckTime(certificate, now, out.warnings);
  CheckUsage(sent.front(), out.warnings);
  CheckStrength(sent.front(), out.warnings);
  out.chain = sent;
  // A verifier brings the anchor itself; in the seal it would only take room.
  if (out.chain.size() > 1 && IsSelfSigned(out.chain.back())) out.chain.pop_back();
  return out;
}

}  // namespace signet::provisioning
