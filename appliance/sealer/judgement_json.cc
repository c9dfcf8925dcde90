#include "appliance/sealer/judgement_json.h"

#include <utility>
#include <vector>

namespace signet::sealer {

using seal::Finding;
using seal::SignatureJudgement;
using seal::TimeStampJudgement;

std::string_view NameOf(Finding::Severity severity) {
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

namespace {

const char* MatchName(elm::IssuerMatch match) {
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

json::ObjectWriter ToJson(const TimeStampJudgement& time_stamp, const TimeStampWorth& worth) {
  json::ObjectWriter out;
  out.Text("type", seal::NameOf(time_stamp.kind));
  if (time_stamp.entry) out.Integer("entry", static_cast<std::int64_t>(*time_stamp.entry));
  out.Text("conclusion", seal::NameOf(time_stamp.conclusion));
  AddIndication(time_stamp.sub_indication, out);
  if (time_stamp.time) out.Text("time", FormatTimeSeconds(*time_stamp.time));
  if (!time_stamp.path.empty()) out.Object("authority", ToJson(time_stamp.path.front()));
  out.Text("trust", NameOf(worth.trust));
  if (worth.qualified) {
    out.Boolean("qualified", *worth.qualified);
  } else {
    out.Null("qualified");
  }
  out.Objects("findings", ToJson(time_stamp.findings));
  return out;
}

void WriteWorth(const SealWorth& worth, json::ObjectWriter& to) {
  to.Text("trust", NameOf(worth.trust));
  to.Text("qualification", NameOf(worth.qualification.result));
  if (!worth.reason.empty()) to.Text("qualificationReason", worth.reason);
}

json::ObjectWriter ToJson(const SignatureJudgement& signature, const SealWorth& worth) {
  json::ObjectWriter out;
  out.Text("conclusion", seal::NameOf(signature.conclusion));
  AddIndication(signature.sub_indication, out);
  out.Text("format", seal::NameOf(signature.format));
  if (signature.level) {
    out.Text("level", seal::NameOf(*signature.level));
  } else {
    out.Null("level");
  }
  WriteWorth(worth, out);
  if (signature.claimed_time) out.Text("claimedTime", FormatTimeSeconds(*signature.claimed_time));
  out.Text("bestSignatureTime", FormatTimeSeconds(signature.best_signature_time));
  if (signature.algorithm) out.Text("algorithm", seal::NameOf(*signature.algorithm));
  if (!signature.chain.empty()) out.Object("signer", ToJson(signature.chain.front()));
  std::vector<json::ObjectWriter> time_stamps;
  for (std::size_t i = 0; i < signature.time_stamps.size(); ++i) {
    time_stamps.push_back(ToJson(signature.time_stamps[i], worth.time_stamps[i]));
  }
  out.Objects("timeStamps", std::move(time_stamps));
  out.Objects("findings", ToJson(signature.findings));
  return out;
}

}  // namespace

void WriteJudgement(const CredentialJudgement& judgement, json::ObjectWriter& to) {
  to.Boolean("accepted", judgement.accepted).Text("conclusion", seal::NameOf(judgement.conclusion));
  AddIndication(judgement.sub_indication, to);
  if (judgement.issuer_match) to.Text("issuerMatch", MatchName(*judgement.issuer_match));
  to.Objects("findings", ToJson(judgement.seal.findings));
  std::vector<json::ObjectWriter> signatures;
  for (std::size_t i = 0; i < judgement.seal.signatures.size(); ++i) {
    signatures.push_back(ToJson(judgement.seal.signatures[i], judgement.worths[i]));
  }
  to.Objects("signatures", std::move(signatures));
}

}  // namespace signet::sealer
