#include "provisioning/credential_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "appliance/sealer/judgement_json.h"

namespace signet::provisioning {
namespace {

using seal::Conclusion;
using seal::Finding;
using seal::SignatureJudgement;
using seal::TimeStampJudgement;
using sealer::CredentialJudgement;
using sealer::SealWorth;
using sealer::TrustKind;

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

std::string Levelled(const SignatureJudgement& signature) {
  return signature.level ? std::string(seal::NameOf(*signature.level)) : "none";
}

std::vector<Finding> AllFindings(const CredentialJudgement& judgement) {
  std::vector<Finding> all = judgement.seal.findings;
  for (const SignatureJudgement& signature : judgement.seal.signatures) {
    all.insert(all.end(), signature.findings.begin(), signature.findings.end());
  }
  return all;
}

std::string ProofOf(const CredentialJudgement& judgement, std::size_t index) {
  const SignatureJudgement& signature = judgement.seal.signatures[index];
  for (std::size_t i = 0; i < signature.time_stamps.size(); ++i) {
    const TimeStampJudgement& time_stamp = signature.time_stamps[i];
    if (time_stamp.conclusion != Conclusion::kTotalPassed ||
        time_stamp.time != signature.best_signature_time) {
      continue;
    }
    const auto& qualified = judgement.worths[index].time_stamps[i].qualified;
    return fmt::format("  proven at   {} by {}{}\n", FormatTimeSeconds(*time_stamp.time),
                       time_stamp.path.front().SubjectText(),
                       !qualified   ? ""
                       : *qualified ? " (qualified time-stamp)"
                                    : " (time-stamp not qualified)");
  }
  return {};
}

const char* InWords(TrustKind kind) {
  switch (kind) {
    case TrustKind::kNone:
      return "nobody who is trusted";
    case TrustKind::kPrivate:
      return "private anchors";
    case TrustKind::kTrustedList:
      return "trusted lists";
  }
  return "";
}

// What seal and time-stamps rest on: one kind of trust, or the kinds of each.
std::string TrustOf(const SealWorth& worth) {
  const bool alike = std::ranges::all_of(worth.time_stamps,
                                         [&](const auto& one) { return one.trust == worth.trust; });
  if (alike) return InWords(worth.trust);
  std::string text = fmt::format("{} (the seal)", InWords(worth.trust));
  for (const TrustKind kind : {TrustKind::kTrustedList, TrustKind::kPrivate, TrustKind::kNone}) {
    const auto count = std::ranges::count(worth.time_stamps, kind, &sealer::TimeStampWorth::trust);
    if (count > 0) text += fmt::format(", {} ({} of its time-stamps)", InWords(kind), count);
  }
  return text;
}

std::string WorthOf(const CredentialJudgement& judgement, std::size_t index) {
  const SealWorth& worth = judgement.worths[index];
  std::string text = fmt::format("  rests on    {}\n", TrustOf(worth));
  if (!judgement.asked_lists) return text;
  text += fmt::format("  qualified   {}", NameOf(worth.qualification.result));
  return text + (worth.reason.empty() ? "\n" : fmt::format(" ({})\n", worth.reason));
}

// What the signer's certificate and header claim; who reads it has to look at the conclusion first.
std::string ClaimsOf(const CredentialJudgement& judgement, std::size_t index) {
  const SignatureJudgement& signature = judgement.seal.signatures[index];
  std::string text;
  if (!signature.chain.empty()) {
    text +=
        fmt::format("  sealed by   {}\n  issued by   {}\n", signature.chain.front().SubjectText(),
                    signature.chain.front().IssuerText());
  }
  if (signature.claimed_time) {
    text += fmt::format("  claims time {}\n", FormatTimeSeconds(*signature.claimed_time));
  }
  text += ProofOf(judgement, index);
  text += fmt::format("  level       {}, format {}\n", Levelled(signature),
                      seal::NameOf(signature.format));
  text += WorthOf(judgement, index);
  if (signature.algorithm) {
    text += fmt::format("  algorithm   {}\n", seal::NameOf(*signature.algorithm));
  }
  return text;
}

// TS 119 615 4.4 and 4.5, at both times that count.
std::string CertificateOf(const seal::Qualification& qualification) {
  return fmt::format("  certificate when issued: {}\n  certificate when proven: {}\n",
                     TextOf(qualification.at_issuance), TextOf(qualification.at_signature));
}

std::string Heading(const VerifiedFile& file) {
  const CredentialJudgement& judgement = file.judgement;
  std::string text = fmt::format("{}: {}. {}", file.file.string(),
                                 judgement.accepted ? "accepted" : "NOT accepted",
                                 seal::NameOf(judgement.conclusion));
  if (judgement.sub_indication != seal::SubIndication::kNone) {
    text += fmt::format(" ({})", seal::NameOf(judgement.sub_indication));
  }
  return text + fmt::format(": {}\n", InWords(judgement.conclusion));
}

}  // namespace

Outcome OutcomeOf(const VerifiedFile& file) {
  if (!file.not_judged.empty()) return Outcome::kNotDone;
  switch (file.judgement.conclusion) {
    case Conclusion::kTotalPassed:
      return file.judgement.accepted ? Outcome::kGood : Outcome::kNotAccepted;
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
    const bool of_credential = finding.rule.starts_with("credential.");
    if (finding.severity != Finding::Severity::kWarning)
      text += "  why         " + finding.text + "\n";
    if (of_credential) text += "  note        " + finding.text + "\n";
  }
  for (std::size_t i = 0; i < file.judgement.seal.signatures.size(); ++i) {
    text += ClaimsOf(file.judgement, i);
  }
  if (!file.judgement.issuer_sentence.empty() && OutcomeOf(file) == Outcome::kGood) {
    text += "  issuer      " + file.judgement.issuer_sentence + "\n";
  }
  return text;
}

std::string FullReport(const VerifiedFile& file) {
  std::string text = ShortReport(file);
  const auto list = [&](const std::vector<Finding>& findings, const char* indent) {
    for (const Finding& finding : findings) {
      text += fmt::format("{}{} {}: {}\n", indent, sealer::NameOf(finding.severity), finding.rule,
                          finding.text);
    }
  };
  list(file.judgement.seal.findings, "  ");
  for (std::size_t i = 0; i < file.judgement.seal.signatures.size(); ++i) {
    const SignatureJudgement& signature = file.judgement.seal.signatures[i];
    list(signature.findings, "  ");
    if (file.judgement.asked_lists) text += CertificateOf(file.judgement.worths[i].qualification);
    for (const Certificate& certificate : signature.path) {
      text += fmt::format("  path {}\n", certificate.SubjectText());
    }
    for (const TimeStampJudgement& time_stamp : signature.time_stamps) {
      text +=
          fmt::format("  time-stamp {}{}{}: {} {}\n", seal::NameOf(time_stamp.kind),
                      time_stamp.entry ? fmt::format(" in entry {}", *time_stamp.entry) : "",
                      time_stamp.time ? " of " + FormatTimeSeconds(*time_stamp.time) : "",
                      seal::NameOf(time_stamp.conclusion), seal::NameOf(time_stamp.sub_indication));
      list(time_stamp.findings, "    ");
    }
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
  sealer::WriteJudgement(file.judgement, out);
  return out;
}

}  // namespace signet::provisioning
