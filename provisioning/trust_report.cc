#include "provisioning/trust_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace signet::provisioning {
namespace {

const char* NameOf(seal::JudgedFile::Kind kind) {
  switch (kind) {
    case seal::JudgedFile::Kind::kPivot:
      return "pivot";
    case seal::JudgedFile::Kind::kListOfLists:
      return "list of lists";
    case seal::JudgedFile::Kind::kList:
      break;
  }
  return "list";
}

std::string TextOf(const std::optional<Time>& time) {
  return time ? FormatTimeSeconds(*time) : std::string();
}

std::string TextOf(const std::optional<std::int64_t>& number) {
  return number ? std::to_string(*number) : std::string();
}

void PutTime(json::ObjectWriter& to, const char* name, const std::optional<Time>& time) {
  if (time) {
    to.Text(name, FormatTimeSeconds(*time));
  } else {
    to.Null(name);
  }
}

void PutInteger(json::ObjectWriter& to, const char* name,
                const std::optional<std::int64_t>& number) {
  if (number) {
    to.Integer(name, *number);
  } else {
    to.Null(name);
  }
}

void PutFacts(json::ObjectWriter& to, const seal::TrustedList& list) {
  to.Text("territory", list.territory);
  PutInteger(to, "version", list.version);
  PutInteger(to, "sequence", list.sequence);
  PutTime(to, "issued", list.issued);
  PutTime(to, "nextUpdate", list.next_update);
  to.Integer("services", static_cast<std::int64_t>(list.services.size()));
  to.Integer("sealIssuers", static_cast<std::int64_t>(seal::CountSealIssuers(list)));
  to.Integer("timeStampers", static_cast<std::int64_t>(seal::CountTimeStampers(list)));
}

void PutNoFacts(json::ObjectWriter& to) {
  for (const char* name : {"territory", "version", "sequence", "issued", "nextUpdate", "services",
                           "sealIssuers", "timeStampers"}) {
    to.Null(name);
  }
}

constexpr const char* kRow = "{:<33} {:<9} {:<10} {:<9} {:>8} {:<20} {:<20} {:>8} {:>11} {:>12}\n";

std::string Row(const seal::JudgedFile& file) {
  const seal::ListJudgement& judgement = file.judgement;
  const char* const authorised = judgement.signer_authorised ? "yes" : "no";
  if (!judgement.read.list) {
    return fmt::format(kRow, file.file.name, judgement.read.verdict, authorised, "", "", "", "", "",
                       "", "");
  }
  const seal::TrustedList& list = *judgement.read.list;
  return fmt::format(kRow, file.file.name, judgement.read.verdict, authorised, list.territory,
                     TextOf(list.sequence), TextOf(list.issued), TextOf(list.next_update),
                     list.services.size(), seal::CountSealIssuers(list),
                     seal::CountTimeStampers(list));
}

}  // namespace

json::ObjectWriter ToJson(const seal::JudgedFile& file) {
  const seal::ListJudgement& judgement = file.judgement;
  json::ObjectWriter out;
  out.Text("file", file.file.name).Text("kind", NameOf(file.kind));
  out.Text("signature", judgement.read.verdict).Boolean("authorised", judgement.signer_authorised);
  if (judgement.read.list) {
    PutFacts(out, *judgement.read.list);
  } else {
    PutNoFacts(out);
  }
  out.Text("reason", judgement.reason).Texts("warnings", judgement.warnings);
  return out;
}

std::string TrustTable(const std::vector<seal::JudgedFile>& files) {
  std::string out = fmt::format(kRow, "file", "signature", "authorised", "territory", "sequence",
                                "issued", "nextUpdate", "services", "sealIssuers", "timeStampers");
  for (const seal::JudgedFile& file : files) {
    out += Row(file);
    if (!file.good()) {
      out += fmt::format("  refused: {}\n", file.judgement.reason);
      continue;
    }
    for (const std::string& warning : file.judgement.warnings) {
      out += fmt::format("  note: {}\n", warning);
    }
  }
  const auto refused = std::ranges::count_if(files, [](const auto& file) { return !file.good(); });
  return out + (refused == 0 ? fmt::format("All {} may be used.\n", files.size())
                             : fmt::format("{} of {} refused.\n", refused, files.size()));
}

Outcome OutcomeOf(const std::vector<seal::JudgedFile>& files) {
  const bool good = std::ranges::all_of(files, [](const auto& file) { return file.good(); });
  return good ? Outcome::kGood : Outcome::kNotGood;
}

}  // namespace signet::provisioning
