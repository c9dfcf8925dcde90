#include "provisioning/verify_credential.h"

#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/json.h"

namespace signet::provisioning {
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

// Returns what is wrong with the issuer, nothing if it is one of the signers.
std::optional<std::string> CompareIssuer(const std::vector<Certificate>& signers,
                                         CredentialJudgement& out) {
  try {
    const json::Document payload = json::Document::Parse(out.seal.payload, kPayloadLimits);
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
                                    const seal::JudgementSettings& settings) {
  CredentialJudgement out;
  out.seal = seal::Judge(sealed, settings);
  out.conclusion = out.seal.conclusion;
  out.sub_indication = out.seal.sub_indication;
  const std::vector<Certificate> signers = Signers(out.seal);
  if (signers.empty() || out.seal.payload.empty()) return out;
  const auto problem = CompareIssuer(signers, out);
  if (!problem) return out;
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

}  // namespace signet::provisioning
