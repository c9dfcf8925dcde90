#include "provisioning/credential_report.h"

#include <fmt/format.h>

#include <vector>

namespace signet::provisioning {
namespace {

using seal::Conclusion;
using seal::Finding;
using seal::SignatureJudgement;

const char* NameOf(elm::IssuerMatch match) {
  switch (match) {
    case elm::IssuerMatch::kByIdentifier:
      return "by-identifier";
    case elm::IssuerMatch::kByName:
      return "by-name";
    case elm::IssuerMatch::kDifferentIdentifier:
      return "different-identifier";
    case elm::IssuerMatch::kDifferentName:
      return "different-name";
  }
  return "";
}

const char* NameOf(Finding::Severity severity) {
  return severity == Finding::Severity::kFailure ? "failure" : "warning";
}

const char* InWords(Conclusion conclusion) {
  switch (conclusion) {
    case Conclusion::kTotalPassed:
      return "the seal is good";
    case Conclusion::kIndeterminate:
      return "the seal cannot be decided on";
    case Conclusion::kTotalFailed:
      return "the seal is broken";
  }
  return "";
}

std::vector<Finding> AllFindings(const CredentialJudgement& judgement) {
  std::vector<Finding> all = judgement.seal.findings;
  for (const SignatureJudgement& signature : judgement.seal.signatures) {
    all.insert(all.end(), signature.findings.begin(), signature.findings.end());
  }
  return all;
}

// What the signer's certificate and header claim; who reads it has to look at the conclusion first.
std::string ClaimsOf(const SignatureJudgement& signature) {
  std::string text;
  if (!signature.chain.empty()) {
    text +=
        fmt::format("  sealed by   {}\n  issued by   {}\n", signature.chain.front().SubjectText(),
                    signature.chain.front().IssuerText());
  }
  if (signature.claimed_time) {
    text += fmt::format("  claims time {}\n", FormatTimeSeconds(*signature.claimed_time));
  }
  if (signature.algorithm) {
    text += fmt::format("  algorithm   {}\n", seal::NameOf(*signature.algorithm));
  }
  return text;
}

std::string Heading(const VerifiedFile& file) {
  const CredentialJudgement& judgement = file.judgement;
  std::string text = fmt::format("{}: {}", file.file.string(), seal::NameOf(judgement.conclusion));
  if (judgement.sub_indication != seal::SubIndication::kNone) {
    text += fmt::format(" ({})", seal::NameOf(judgement.sub_indication));
  }
  return text + fmt::format(", {}\n", InWords(judgement.conclusion));
}

json::ObjectWriter ToJson(const Finding& finding) {
  json::ObjectWriter out;
  out.Text("severity", NameOf(finding.severity))
      .Text("rule", finding.rule)
      .Text("text", finding.text);
  return out;
}

void AddClaims(const SignatureJudgement& signature, json::ObjectWriter& out) {
  if (!signature.chain.empty()) {
    const Certificate& certificate = signature.chain.front();
    out.Object("signer", std::move(json::ObjectWriter()
                                       .Text("subject", certificate.SubjectText())
                                       .Text("issuer", certificate.IssuerText())
                                       .Text("sha256", certificate.fingerprint().hex())));
  }
  if (signature.claimed_time) out.Text("claimedTime", FormatTimeSeconds(*signature.claimed_time));
  if (signature.algorithm) out.Text("algorithm", seal::NameOf(*signature.algorithm));
}

}  // namespace

Outcome OutcomeOf(const VerifiedFile& file) {
  if (!file.not_judged.empty()) return Outcome::kNotDone;
  switch (file.judgement.conclusion) {
    case Conclusion::kTotalPassed:
      return Outcome::kGood;
    case Conclusion::kIndeterminate:
      return Outcome::kIndeterminate;
    case Conclusion::kTotalFailed:
      return Outcome::kNotGood;
  }
  return Outcome::kNotDone;
}

std::string ShortReport(const VerifiedFile& file) {
  if (!file.not_judged.empty()) {
    return fmt::format("{}: not judged. {}\n", file.file.string(), file.not_judged);
  }
  std::string text = Heading(file);
  for (const Finding& finding : AllFindings(file.judgement)) {
    if (finding.severity == Finding::Severity::kFailure)
      text += "  why         " + finding.text + "\n";
  }
  for (const SignatureJudgement& signature : file.judgement.seal.signatures) {
    text += ClaimsOf(signature);
  }
  if (!file.judgement.issuer_sentence.empty() && OutcomeOf(file) == Outcome::kGood) {
    text += "  issuer      " + file.judgement.issuer_sentence + "\n";
  }
  return text;
}

std::string FullReport(const VerifiedFile& file) {
  std::string text = ShortReport(file);
  for (const Finding& finding : AllFindings(file.judgement)) {
    text += fmt::format("  {} {}: {}\n", NameOf(finding.severity), finding.rule, finding.text);
  }
  return text;
}

json::ObjectWriter ToJson(const VerifiedFile& file) {
  json::ObjectWriter out;
  out.Text("file", file.file.string());
  if (!file.not_judged.empty()) {
    out.Text("notJudged", file.not_judged);
    return out;
  }
  const CredentialJudgement& judgement = file.judgement;
  out.Text("conclusion", seal::NameOf(judgement.conclusion));
  if (judgement.sub_indication == seal::SubIndication::kNone) {
    out.Null("subIndication");
  } else {
    out.Text("subIndication", seal::NameOf(judgement.sub_indication));
  }
  if (judgement.issuer_match) out.Text("issuerMatch", NameOf(*judgement.issuer_match));
  if (!judgement.seal.signatures.empty()) AddClaims(judgement.seal.signatures.front(), out);
  std::vector<json::ObjectWriter> findings;
  for (const Finding& finding : AllFindings(judgement)) findings.push_back(ToJson(finding));
  out.Objects("findings", std::move(findings));
  out.Integer("signatures", static_cast<std::int64_t>(judgement.seal.signatures.size()));
  return out;
}

}  // namespace signet::provisioning
