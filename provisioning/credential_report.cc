#include "provisioning/credential_report.h"

#include <fmt/format.h>

#include <vector>

namespace signet::provisioning {
namespace {

using seal::Conclusion;
using seal::Finding;
using seal::SignatureJudgement;
using seal::TimeStampJudgement;

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
  switch (severity) {
    case Finding::Severity::kFailure:
      return "failure";
    case Finding::Severity::kRefusal:
      return "refusal";
    case Finding::Severity::kWarning:
      return "warning";
  }
  return "";
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

std::string QualificationOf(const CredentialJudgement& judgement, std::size_t signature) {
  return signature < judgement.qualifications.size() ? judgement.qualifications[signature] : "N/A";
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
  for (const TimeStampJudgement& time_stamp : signature.time_stamps) {
    if (time_stamp.conclusion == Conclusion::kTotalPassed &&
        time_stamp.time == signature.best_signature_time) {
      text += fmt::format("  proven at   {} by {}\n", FormatTimeSeconds(*time_stamp.time),
                          time_stamp.path.front().SubjectText());
      break;
    }
  }
  text += fmt::format("  level       {}, format {}\n", Levelled(signature),
                      seal::NameOf(signature.format));
  if (!judgement.qualifications.empty()) {
    text += fmt::format("  qualified   {}\n", QualificationOf(judgement, index));
  }
  if (signature.algorithm) {
    text += fmt::format("  algorithm   {}\n", seal::NameOf(*signature.algorithm));
  }
  return text;
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

void AddIndication(seal::SubIndication indication, json::ObjectWriter& out) {
  if (indication == seal::SubIndication::kNone) {
    out.Null("subIndication");
  } else {
    out.Text("subIndication", seal::NameOf(indication));
  }
}

std::vector<json::ObjectWriter> ToJson(const std::vector<Finding>& findings) {
  std::vector<json::ObjectWriter> list;
  for (const Finding& finding : findings) {
    json::ObjectWriter& out = list.emplace_back();
    out.Text("severity", NameOf(finding.severity))
        .Text("rule", finding.rule)
        .Text("text", finding.text);
    AddIndication(finding.indication, out);
  }
  return list;
}

json::ObjectWriter ToJson(const Certificate& certificate) {
  json::ObjectWriter out;
  out.Text("subject", certificate.SubjectText())
      .Text("issuer", certificate.IssuerText())
      .Text("sha256", certificate.fingerprint().hex());
  return out;
}

json::ObjectWriter ToJson(const TimeStampJudgement& time_stamp) {
  json::ObjectWriter out;
  out.Text("type", seal::NameOf(time_stamp.kind));
  if (time_stamp.entry) out.Integer("entry", static_cast<std::int64_t>(*time_stamp.entry));
  out.Text("conclusion", seal::NameOf(time_stamp.conclusion));
  AddIndication(time_stamp.sub_indication, out);
  if (time_stamp.time) out.Text("time", FormatTimeSeconds(*time_stamp.time));
  if (!time_stamp.path.empty()) out.Object("authority", ToJson(time_stamp.path.front()));
  out.Objects("findings", ToJson(time_stamp.findings));
  return out;
}

json::ObjectWriter ToJson(const CredentialJudgement& judgement, std::size_t index) {
  const SignatureJudgement& signature = judgement.seal.signatures[index];
  json::ObjectWriter out;
  out.Text("conclusion", seal::NameOf(signature.conclusion));
  AddIndication(signature.sub_indication, out);
  out.Text("format", seal::NameOf(signature.format));
  if (signature.level) {
    out.Text("level", seal::NameOf(*signature.level));
  } else {
    out.Null("level");
  }
  out.Text("qualification", QualificationOf(judgement, index));
  if (signature.claimed_time) out.Text("claimedTime", FormatTimeSeconds(*signature.claimed_time));
  out.Text("bestSignatureTime", FormatTimeSeconds(signature.best_signature_time));
  if (signature.algorithm) out.Text("algorithm", seal::NameOf(*signature.algorithm));
  if (!signature.chain.empty()) out.Object("signer", ToJson(signature.chain.front()));
  std::vector<json::ObjectWriter> time_stamps;
  for (const TimeStampJudgement& one : signature.time_stamps) time_stamps.push_back(ToJson(one));
  out.Objects("timeStamps", std::move(time_stamps));
  out.Objects("findings", ToJson(signature.findings));
  return out;
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
      text += fmt::format("{}{} {}: {}\n", indent, NameOf(finding.severity), finding.rule,
                          finding.text);
    }
  };
  list(file.judgement.seal.findings, "  ");
  for (const SignatureJudgement& signature : file.judgement.seal.signatures) {
    list(signature.findings, "  ");
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
  const CredentialJudgement& judgement = file.judgement;
  out.Boolean("accepted", judgement.accepted)
      .Text("conclusion", seal::NameOf(judgement.conclusion));
  AddIndication(judgement.sub_indication, out);
  if (judgement.issuer_match) out.Text("issuerMatch", NameOf(*judgement.issuer_match));
  out.Objects("findings", ToJson(judgement.seal.findings));
  std::vector<json::ObjectWriter> signatures;
  for (std::size_t i = 0; i < judgement.seal.signatures.size(); ++i) {
    signatures.push_back(ToJson(judgement, i));
  }
  out.Objects("signatures", std::move(signatures));
  return out;
}

}  // namespace signet::provisioning
