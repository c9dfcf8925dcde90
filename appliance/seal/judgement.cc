#include "appliance/seal/judgement.h"

#include <openssl/x509v3.h>

#include <algorithm>
#include <utility>

#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/base/json.h"
#include "appliance/seal/certificate_path.h"
#include "appliance/seal/container.h"
#include "appliance/seal/cryptographic_suite.h"
#include "appliance/seal/findings.h"
#include "appliance/seal/protected_header.h"
#include "appliance/seal/signing_certificate.h"
#include "appliance/seal/time_stamps.h"
#include "appliance/seal/validation_data.h"

namespace signet::seal {
namespace {

std::size_t SignatureSize(Algorithm algorithm, const Certificate& certificate) {
  const auto octets = static_cast<std::size_t>(certificate.key_bits() + 7) / 8;
  return NameOf(algorithm).starts_with("ES") ? 2 * octets : octets;
}

// EN 319 102-1 5.2.7.
void JudgeValue(const Container& container, const ContainedSignature& signature,
                const ProtectedHeader& header, Findings& findings) {
  const Certificate& signer = header.chain.front();
  const Algorithm algorithm = *header.algorithm;
  if (!Fits(algorithm, signer)) {
    return findings.Fail(SubIndication::kSigCryptoFailure, "signature.algorithm",
                         "The certificate's key cannot have made a signature of the algorithm " +
                             std::string(NameOf(algorithm)) +
                             " that the header names. The file was changed or made wrongly.");
  }
  if (signature.signature.size() != SignatureSize(algorithm, signer)) {
    return findings.Fail(SubIndication::kSigCryptoFailure, "signature.value",
                         "The signature does not have the length that its key gives. It was cut, "
                         "re-encoded or taken from elsewhere.");
  }
  bool verified = false;
  try {
    verified = VerifySeal(algorithm, signer, signature.protected_text, container.payload,
                          signature.signature);
  } catch (const Error& error) {
    return findings.Fail(
        SubIndication::kSigCryptoFailure, "signature.value",
        "The signature cannot be verified with this certificate's key: " + error.message());
  }
  if (!verified) {
    findings.Fail(SubIndication::kHashFailure, "signature.value",
                  "The signature does not verify: the credential, the header or the signature was "
                  "changed after sealing. Do not rely on this file; ask its issuer for it again.");
  }
}

// EN 319 102-1 5.2.8: what the signer says and what its certificate is for.
void JudgeAcceptance(const ProtectedHeader& header, Time at, Findings& findings) {
  const Certificate& signer = header.chain.front();
  const auto claimed = header.claimed_time;
  if (claimed && (*claimed < signer.not_before() || *claimed > signer.not_after())) {
    findings.Fail(SubIndication::kSigConstraintsFailure, "time.claimed",
                  "The claimed signing time " + FormatTimeSeconds(*claimed) +
                      " is outside the validity of the certificate.");
  }
  if (claimed && *claimed > at) {
    findings.Warn("time.future",
                  "The claimed signing time is later than the time of this judgement. Check the "
                  "clocks of the signer and of this machine.");
  }
  if ((X509_get_key_usage(signer.x509()) & KU_NON_REPUDIATION) == 0 ||
      (X509_get_extension_flags(signer.x509()) & EXFLAG_KUSAGE) == 0) {
    findings.Warn("certificate.key-usage",
                  "The certificate does not say that its key is for seals (nonRepudiation).");
  }
}

void JudgeCertificates(const ProtectedHeader& header, const std::vector<Certificate>& others,
                       const JudgementSettings& settings, Findings& findings) {
  std::vector<Certificate> untrusted(header.chain.begin() + 1, header.chain.end());
  untrusted.insert(untrusted.end(), others.begin(), others.end());
  const std::vector<Certificate> path =
      JudgePath(header.chain.front(), untrusted, settings.anchors, settings.at, findings);
  JudgePathStrength(path, settings.at, findings);
  if (!path.empty()) {
    findings.Warn("revocation.not-judged",
                  "Whether the certificate was revoked is not judged yet. Ask its CA if that "
                  "matters now.");
  }
}

struct JudgedSignature {
  SignatureJudgement judgement;
  std::optional<bool> payload_encoded;
};

JudgedSignature JudgeSignature(const Container& container, const ContainedSignature& signature,
                               const JudgementSettings& settings) {
  Findings findings;
  const ProtectedHeader header = ReadProtectedHeader(signature.protected_json, findings);
  const std::vector<Certificate> embedded = ReadValidationData(signature.etsi_u, findings);
  std::vector<Certificate> known = embedded;
  known.insert(known.end(), settings.anchors.begin(), settings.anchors.end());
  if (!header.chain.empty()) {
    JudgeSigningCertificate(header, known, findings);
    if (header.algorithm) {
      JudgeValue(container, signature, header, findings);
      JudgeSealStrength(*header.algorithm, header.chain.front(), settings.at, findings);
    }
    JudgeCertificates(header, embedded, settings, findings);
    JudgeAcceptance(header, settings.at, findings);
  }
  known.insert(known.end(), header.chain.begin(), header.chain.end());
  JudgeTimeStamps(container.payload, signature, header, known, findings);
  return {.judgement = {.conclusion = ConclusionOf(findings.first()),
                        .sub_indication = findings.first(),
                        .algorithm = header.algorithm,
                        .claimed_time = header.claimed_time,
                        .chain = header.chain,
                        .findings = findings.all()},
          .payload_encoded = header.payload_encoded};
}

// The credential's text: the payload itself, or what its base64url stands for (RFC 7797 3). It must
// be one JSON object, strictly read, since two readings of it would be two credentials.
std::string ReadPayload(const std::string& payload, bool encoded, Findings& findings) {
  std::string text = payload;
  if (encoded) {
    const auto octets = DecodeBase64Url(payload);
    if (!octets) {
      findings.Fail(SubIndication::kFormatFailure, "payload.base64url",
                    "The header says that the payload is in base64url, and it is not.");
      return {};
    }
    text = ToString(*octets);
  }
  try {
    if (!json::Document::Parse(text, ContainerLimits()).root().is_object()) {
      findings.Fail(SubIndication::kFormatFailure, "payload.json",
                    "The sealed text is not a JSON object, so it is no credential.");
    }
  } catch (const Error& error) {
    findings.Fail(SubIndication::kFormatFailure, "payload.json",
                  "The sealed text is not a credential: " + error.message());
  }
  return text;
}

void TakeWorst(Judgement& judgement, SubIndication indication) {
  const Conclusion conclusion = ConclusionOf(indication);
  if (conclusion > judgement.conclusion) {
    judgement.conclusion = conclusion;
    judgement.sub_indication = indication;
  }
}

}  // namespace

std::string_view NameOf(Conclusion conclusion) {
  switch (conclusion) {
    case Conclusion::kTotalPassed:
      return "TOTAL-PASSED";
    case Conclusion::kIndeterminate:
      return "INDETERMINATE";
    case Conclusion::kTotalFailed:
      return "TOTAL-FAILED";
  }
  return "";
}

std::string_view NameOf(SubIndication indication) {
  switch (indication) {
    case SubIndication::kNone:
      return "";
    case SubIndication::kFormatFailure:
      return "FORMAT_FAILURE";
    case SubIndication::kHashFailure:
      return "HASH_FAILURE";
    case SubIndication::kSigCryptoFailure:
      return "SIG_CRYPTO_FAILURE";
    case SubIndication::kSigConstraintsFailure:
      return "SIG_CONSTRAINTS_FAILURE";
    case SubIndication::kNoSigningCertificateFound:
      return "NO_SIGNING_CERTIFICATE_FOUND";
    case SubIndication::kNoCertificateChainFound:
      return "NO_CERTIFICATE_CHAIN_FOUND";
    case SubIndication::kChainConstraintsFailure:
      return "CHAIN_CONSTRAINTS_FAILURE";
    case SubIndication::kCertificateChainGeneralFailure:
      return "CERTIFICATE_CHAIN_GENERAL_FAILURE";
    case SubIndication::kCryptoConstraintsFailure:
      return "CRYPTO_CONSTRAINTS_FAILURE";
    case SubIndication::kOutOfBoundsNoPoe:
      return "OUT_OF_BOUNDS_NO_POE";
    case SubIndication::kNotYetValid:
      return "NOT_YET_VALID";
  }
  return "";
}

Judgement Judge(const UntrustedText& sealed, const JudgementSettings& settings) {
  Findings findings;
  Judgement out{.conclusion = Conclusion::kTotalPassed,
                .sub_indication = SubIndication::kNone,
                .findings = {},
                .signatures = {},
                .payload = {}};
  if (const auto container = ReadContainer(sealed, findings)) {
    std::optional<bool> encoded;
    for (const ContainedSignature& signature : container->signatures) {
      JudgedSignature judged = JudgeSignature(*container, signature, settings);
      if (encoded && judged.payload_encoded && *encoded != *judged.payload_encoded) {
        findings.Fail(SubIndication::kFormatFailure, "payload.b64",
                      "The signatures do not agree on how the payload is spelt (b64).");
      }
      if (!encoded) encoded = judged.payload_encoded;
      out.signatures.push_back(std::move(judged.judgement));
    }
    // Without a header that can be read nobody knows what the payload is.
    out.payload =
        encoded ? ReadPayload(container->payload, *encoded, findings) : container->payload;
  }
  TakeWorst(out, findings.first());
  for (const SignatureJudgement& signature : out.signatures) {
    TakeWorst(out, signature.sub_indication);
  }
  out.findings = findings.all();
  return out;
}

}  // namespace signet::seal
