#include "appliance/seal/certificate_usage.h"

#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include "appliance/base/openssl.h"

namespace signet::seal {
namespace {

// Purposes under which documents are signed: anyExtendedKeyUsage and emailProtection (RFC 5280
// 4.2.1.12), documentSigning (RFC 9336), and those of Microsoft and Adobe, which are older than
// it. Code is no document.
constexpr std::array<std::string_view, 5> kSigningPurposes = {
    "2.5.29.37.0", "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36", "1.3.6.1.4.1.311.10.3.12",
    "1.2.840.113583.1.1.5"};

struct FreeUsage {
  void operator()(EXTENDED_KEY_USAGE* usage) const { EXTENDED_KEY_USAGE_free(usage); }
};

bool IsForSigning(const ASN1_OBJECT* purpose) {
  std::array<char, 128> text{};
  OBJ_obj2txt(text.data(), static_cast<int>(text.size()), purpose, 1);
  return std::ranges::find(kSigningPurposes, std::string_view(text.data())) !=
         kSigningPurposes.end();
}

void JudgeKeyUsage(const Certificate& signer, Findings& findings) {
  const bool stated = (X509_get_extension_flags(signer.x509()) & EXFLAG_KUSAGE) != 0;
  const std::uint32_t usage = stated ? X509_get_key_usage(signer.x509()) : 0;
  if (stated && (usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0) {
    findings.Refuse("certificate.key-usage",
                    "The certificate forbids its key to sign documents: its key usage has neither "
                    "digitalSignature nor nonRepudiation.");
  } else if ((usage & KU_NON_REPUDIATION) == 0) {
    findings.Warn("certificate.key-usage",
                  "The certificate does not say that its key is for seals (nonRepudiation).");
  }
}

void JudgeExtendedKeyUsage(const Certificate& signer, Findings& findings) {
  int critical = -1;
  const std::unique_ptr<EXTENDED_KEY_USAGE, FreeUsage> usage(static_cast<EXTENDED_KEY_USAGE*>(
      X509_get_ext_d2i(signer.x509(), NID_ext_key_usage, &critical, nullptr)));
  openssl::TakeErrors();
  if (critical == -1) return;  // there is none
  for (int i = 0; usage && i < sk_ASN1_OBJECT_num(usage.get()); ++i) {
    if (IsForSigning(sk_ASN1_OBJECT_value(usage.get(), i))) return;
  }
  if (critical != 0) {
    findings.Refuse("certificate.extended-key-usage",
                    "The certificate forbids its key to sign documents: its extended key usage is "
                    "critical and for other purposes only.");
  } else {
    findings.Warn("certificate.extended-key-usage",
                  "The certificate's extended key usage names other purposes than documents.");
  }
}

}  // namespace

void JudgeUsage(const Certificate& signer, Findings& findings) {
  JudgeKeyUsage(signer, findings);
  JudgeExtendedKeyUsage(signer, findings);
  if ((X509_get_extension_flags(signer.x509()) & EXFLAG_CA) != 0) {
    findings.Warn("certificate.ca",
                  "The certificate is that of a CA. Its key should sign certificates, not seals.");
  }
}

}  // namespace signet::seal
