#include "appliance/sealer/credential_judgement.h"

#include <utility>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/json.h"
#include "appliance/elm/claims.h"

namespace signet::sealer {
namespace {

// What may be sealed here has at most 4 MiB; others may have sealed more.
constexpr json::Limits kPayloadLimits{.max_octets = 64U << 20U, .max_depth = 200};

// The signers of the file, first to last.
std::vector<Certificate> Signers(const seal::Judgement& judgement) {
  std::vector<Certificate> signers;
  for (const seal::SignatureJudgement& signature : judgement.signatures) {
    if (!signature.chain.empty()) signers.push_back(signature.chain.front());
  }
  return signers;
}

void Warn(CredentialJudgement& out, const char* rule, std::string text) {
  out.seal.findings.push_back({seal::Finding::Severity::kWarning, rule, std::move(text)});
}

// What no seal can say.
void JudgeClaims(const elm::Claims& claims, Time at, CredentialJudgement& out) {
  if (claims.valid_from && at < *claims.valid_from) {
    Warn(out, "credential.validity",
         "The credential itself is valid only from " + FormatTimeSeconds(*claims.valid_from) + ".");
  }
  if (claims.valid_until && at > *claims.valid_until) {
    Warn(out, "credential.validity",
         "The credential itself was valid only until " + FormatTimeSeconds(*claims.valid_until) +
             ".");
  }
  if (!claims.other_awarding_bodies.empty() && !claims.has_mandate) {
    Warn(out, "credential.mandate",
         "The credential is awarded by somebody else than its issuer and carries no evidence of a "
         "mandate. Ask the issuer for it.");
  }
}

// Returns what is wrong with the issuer, nothing if it is one of the signers.
std::optional<std::string> CompareIssuer(const std::vector<Certificate>& signers,
                                         const json::Document& payload, CredentialJudgement& out) {
  try {
    const elm::Issuer issuer = elm::ReadIssuer(payload.root());
    for (const Certificate& signer : signers) {
      out.issuer_match = elm::MatchIssuer(issuer, signer.subject());
      out.issuer_sentence = elm::Explain(*out.issuer_match, issuer, signer.subject());
      if (elm::IsMatch(*out.issuer_match)) return std::nullopt;
    }
    return out.issuer_sentence;
  } catch (const Error& error) {
    return "The sealed text is no credential whose issuer could be compared. " + error.message();
  }
}

}  // namespace

CredentialJudgement JudgeCredential(const UntrustedText& sealed,
                                    const CredentialQuestion& question) {
  CredentialJudgement out;
  out.seal = seal::Judge(
      sealed,
      {.anchors = question.trust.anchors(), .at = question.at, .required = question.required});
  out.worths = WeighSeals(sealed, out.seal, question.trust, question.at, question.required);
  out.asked_lists = question.trust.lists() != nullptr;
  out.conclusion = out.seal.conclusion;
  out.sub_indication = out.seal.sub_indication;
  out.accepted = out.seal.accepted;
  const std::vector<Certificate> signers = Signers(out.seal);
  if (signers.empty() || out.seal.payload.empty()) return out;
  std::optional<std::string> problem;
  try {
    const json::Document payload = json::Document::Parse(out.seal.payload, kPayloadLimits);
    JudgeClaims(elm::ReadClaims(payload.root()), question.at, out);
    problem = CompareIssuer(signers, payload, out);
  } catch (const Error& error) {
    problem = "The sealed text is no credential that could be read. " + error.message();
  }
  if (!problem) return out;
  out.accepted = false;
  const bool passed = out.conclusion == seal::Conclusion::kTotalPassed;
  out.seal.findings.push_back(
      {passed ? seal::Finding::Severity::kFailure : seal::Finding::Severity::kWarning,
       "issuer.certificate", *problem});
  if (passed) {
    out.conclusion = seal::Conclusion::kIndeterminate;
    out.sub_indication = seal::SubIndication::kSigConstraintsFailure;
  }
  return out;
}

}  // namespace signet::sealer
