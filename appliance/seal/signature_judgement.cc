#include "appliance/seal/signature_judgement.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/seal/certificate_usage.h"
#include "appliance/seal/certificate_validation.h"
#include "appliance/seal/cryptographic_suite.h"
#include "appliance/seal/findings.h"
#include "appliance/seal/level_judgement.h"
#include "appliance/seal/protected_header.h"
#include "appliance/seal/signing_certificate.h"
#include "appliance/seal/time_stamp_judgement.h"
#include "appliance/seal/validation_data.h"

namespace signet::seal {
namespace {

constexpr const char* kWhose = "the seal";

// DSS 5.11.1, which the Commission's open EDC code pins, refuses RSA below 3000 bits from then on.
constexpr Time kRsa2048Refused(std::chrono::sys_days(std::chrono::year(2026) / 1 / 1));

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

// EN 319 102-1 5.2.8: what the signer says.
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
}

// What was changed, where a time-stamp that still fits shows what was not.
void NameTheChange(const std::vector<TimeStamp>& time_stamps, Findings& findings) {
  for (const TimeStamp& time_stamp : time_stamps) {
    const bool fits =
        time_stamp.token && std::ranges::none_of(time_stamp.faults, [](const TokenFault& fault) {
          return fault.indication == SubIndication::kHashFailure;
        });
    if (fits && time_stamp.kind == TimeStampKind::kSignature) {
      findings.Warn("signature.changed",
                    "The signature is still the one that was time-stamped, so it is the credential "
                    "or the header that was changed.");
    }
    if (fits && time_stamp.kind == TimeStampKind::kContent) {
      findings.Warn("signature.changed",
                    "The credential is still the one that was time-stamped before sealing, so it "
                    "is the header or the signature that was changed.");
    }
  }
}

// EN 319 102-1 5.6: everything that is said of one signature.
class SignatureJudge {
 public:
  SignatureJudge(const Container& container, const ContainedSignature& signature,
                 const JudgementSettings& settings)
      : container_(container),
        signature_(signature),
        settings_(settings),
        header_(ReadProtectedHeader(signature.protected_json, findings_)) {}

  JudgedSignature Judge() {
    CollectEvidence();
    JudgeSeal();
    const bool sound = !findings_.failed() && !header_.chain.empty();
    PathFinder paths(settings_.anchors, evidence_.certificates(), settings_.at);
    RevocationSource revocations(evidence_, settings_.memory);
    Proofs proofs(settings_.at);
    Materials materials{evidence_, paths, revocations, proofs};
    out_.time_stamps = JudgeTimeStamps(time_stamps_, materials);
    if (!header_.chain.empty()) JudgeSigner(materials);
    JudgeOrder(time_stamps_, out_.time_stamps, header_.claimed_time, findings_);
    JudgeCoverage();
    JudgeLevels(sound, materials);
    return Take(proofs);
  }

 private:
  void CollectEvidence() {
    for (const Certificate& certificate : header_.chain) evidence_.Add(certificate, kSignedPlace);
    // Values first: the certificates in a token that somebody has appended may not crowd them out.
    ReadValidationData(signature_.etsi_u, evidence_, findings_);
    time_stamps_ = ReadTimeStamps(signature_, header_, evidence_, findings_);
    WeighTimeStamps(container_.payload, signature_, evidence_, time_stamps_, findings_);
  }

  void JudgeSeal() {
    if (header_.chain.empty()) return;
    std::vector<Certificate> known = evidence_.certificates();
    known.insert(known.end(), settings_.anchors.begin(), settings_.anchors.end());
    JudgeSigningCertificate(header_, known, findings_);
    JudgeUsage(header_.chain.front(), findings_);
    if (header_.algorithm) JudgeValue(container_, signature_, header_, findings_);
    if (findings_.first() == SubIndication::kHashFailure) NameTheChange(time_stamps_, findings_);
    JudgeAcceptance(header_, settings_.at, findings_);
  }

  // The latest time at which the signature cannot have been made yet: when a time-stamp of its
  // content was made that holds (EN 319 102-1 5.5.4, 4).
  std::optional<Time> NotSignedBefore() const {
    std::optional<Time> latest;
    for (const TimeStampJudgement& judgement : out_.time_stamps) {
      if (judgement.kind == TimeStampKind::kContent &&
          judgement.conclusion == Conclusion::kTotalPassed &&
          (!latest || *judgement.time > *latest)) {
        latest = judgement.time;
      }
    }
    return latest;
  }

  void JudgeSigner(Materials& materials) {
    const Certificate& signer = header_.chain.front();
    const Time proven = materials.proofs.Of(kSignedPlace);
    const CertificatePath& path = materials.paths.PathOf(signer, kWhose);
    findings_.Add(path.findings);
    out_.path = path.certificates;
    const bool needed = settings_.required >= Level::kLt;
    if (!path.certificates.empty()) {
      const CertificateAnswer answer =
          ValidateCertificate({.path = path.certificates,
                               .whose = kWhose,
                               .signed_at = proven,
                               .fresh_at = proven,
                               .needs_revocation = needed,
                               .needs_fresh = needed},
                              materials.evidence, materials.revocations, materials.proofs);
      findings_.Add(answer.findings);
      JudgeTooLate(answer, signer, proven);
    }
    if (header_.algorithm) JudgeStrength(signer, proven);
    SayWhatIsProven(signer, proven);
  }

  // What a time-stamp of the content proves against the seal.
  void JudgeTooLate(const CertificateAnswer& answer, const Certificate& signer, Time proven) {
    const auto earliest = NotSignedBefore();
    if (!earliest) return;
    if (answer.revoked_at && *earliest > *answer.revoked_at) {
      findings_.Fail(SubIndication::kRevoked, "revocation.before-sealing",
                     "The certificate was revoked before the seal was made: adoTst in the header "
                     "is later than that.");
    }
    if (proven > signer.not_after() && *earliest > signer.not_after()) {
      findings_.Fail(SubIndication::kExpired, "chain.validity",
                     "The certificate had expired before the seal was made: adoTst in the header "
                     "is later than that.");
    }
  }

  void JudgeStrength(const Certificate& signer, Time proven) {
    const Algorithm algorithm = *header_.algorithm;
    const int bits = signer.key_bits();
    const std::string what = "The key of the seal (" + std::string(NameOf(algorithm)) + ", " +
                             std::to_string(bits) + " bits) ";
    if (const auto weakness = WeaknessOfKey(SchemeOf(algorithm), bits, proven)) {
      const auto earliest = NotSignedBefore();
      const bool too_late = earliest && WeaknessOfKey(SchemeOf(algorithm), bits, *earliest);
      if (weakness->indication == SubIndication::kNone) {
        findings_.Warn("strength.key", what + weakness->text + ".");
      } else {
        findings_.Fail(too_late ? SubIndication::kCryptoConstraintsFailure : weakness->indication,
                       "strength.key", what + weakness->text + ".");
      }
    }
    if (signer.key_type() == KeyType::kRsa && bits < 3000 && settings_.at >= kRsa2048Refused) {
      findings_.Warn("strength.rsa2048",
                     "Older validators refuse RSA keys of less than 3000 bits since 2026. Ask for "
                     "a certificate with P-256 or RSA-3072 when this one is renewed.");
    }
  }

  void SayWhatIsProven(const Certificate& signer, Time proven) {
    if (settings_.at > signer.not_after() && proven <= signer.not_after()) {
      findings_.Warn("time.proven",
                     "The certificate has expired since; a time-stamp proves that the seal existed "
                     "before, at " +
                         FormatTimeSeconds(proven) + ".");
    }
  }

  // Entries after the last archive time-stamp can come and go unseen.
  void JudgeCoverage() {
    const TimeStamp* const last = LastArchive(time_stamps_);
    if (last == nullptr) return;
    for (std::size_t i = last->place; i < signature_.etsi_u.size(); ++i) {
      findings_.Refuse("etsiu.uncovered",
                       "Entry " + std::to_string(i) +
                           " of etsiU stands after the last archive time-stamp, which does not "
                           "cover it: anybody may have added it. Remove it, or renew the archive "
                           "time-stamp.");
    }
  }

  void JudgeLevels(bool sound, Materials& materials) {
    const bool has_references = std::ranges::any_of(
        signature_.etsi_u, [](const EtsiUEntry& entry) { return IsReference(entry.name); });
    const LevelQuestion question{header_,          out_.path, time_stamps_,
                                 out_.time_stamps, sound,     has_references};
    const LevelAnswer answer = JudgeLevel(question, materials);
    out_.level = answer.level;
    out_.format = JudgeFormat(question, materials);
    if (sound && *answer.level < settings_.required) {
      findings_.Refuse("level", "The seal reaches " + std::string(NameOf(*answer.level)) +
                                    ", and " + std::string(NameOf(settings_.required)) +
                                    " is required. " + answer.missing);
    }
    if (sound && out_.format == Format::kNotEtsi) {
      findings_.Warn("format",
                     "Newer validators do not call this seal a baseline one, since its header "
                     "carries a claimed time after 15 July 2025 as sigT. Its level does not depend "
                     "on that.");
    }
  }

  JudgedSignature Take(const Proofs& proofs) {
    out_.conclusion = ConclusionOf(findings_.first());
    out_.sub_indication = findings_.first();
    out_.value = signature_.signature;
    out_.algorithm = header_.algorithm;
    out_.claimed_time = header_.claimed_time;
    out_.best_signature_time = proofs.Of(kSignedPlace);
    out_.chain = header_.chain;
    out_.findings = findings_.all();
    return {.judgement = std::move(out_), .payload_encoded = header_.payload_encoded};
  }

  const Container& container_;
  const ContainedSignature& signature_;
  const JudgementSettings& settings_;
  Findings findings_;
  ProtectedHeader header_;
  Evidence evidence_;
  std::vector<TimeStamp> time_stamps_;
  SignatureJudgement out_;
};

}  // namespace

JudgedSignature JudgeSignature(const Container& container, const ContainedSignature& signature,
                               const JudgementSettings& settings) {
  return SignatureJudge(container, signature, settings).Judge();
}

}  // namespace signet::seal
