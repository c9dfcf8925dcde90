#include "provisioning/trust_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "appliance/sealer/trust_import.h"

namespace signet::provisioning {
namespace {

using Facts = wire::JudgedList::Facts;

void PutFacts(json::ObjectWriter& to, const Facts& facts) {
  const auto integer = [&](const char* name, bool there, std::int64_t value) {
    there ? to.Integer(name, value) : to.Null(name);
  };
  const auto text = [&](const char* name, bool there, const std::string& value) {
    there ? to.Text(name, value) : to.Null(name);
  };
  to.Text("territory", facts.territory());
  integer("version", facts.has_version(), facts.version());
  integer("sequence", facts.has_sequence(), facts.sequence());
  text("issued", facts.has_issued(), facts.issued());
  text("nextUpdate", facts.has_next_update(), facts.next_update());
  to.Integer("services", facts.services());
  to.Integer("sealIssuers", facts.seal_issuers());
  to.Integer("timeStampers", facts.time_stampers());
}

void PutNoFacts(json::ObjectWriter& to) {
  for (const char* name : {"territory", "version", "sequence", "issued", "nextUpdate", "services",
                           "sealIssuers", "timeStampers"}) {
    to.Null(name);
  }
}

json::ObjectWriter ToJson(const wire::JudgedList& row) {
  json::ObjectWriter out;
  out.Text("file", row.file()).Text("kind", row.kind());
  out.Text("signature", row.signature()).Boolean("authorised", row.authorised());
  if (row.has_facts()) {
    PutFacts(out, row.facts());
  } else {
    PutNoFacts(out);
  }
  out.Text("reason", row.reason());
  out.Texts("warnings", {row.warnings().begin(), row.warnings().end()});
  return out;
}

constexpr const char* kRow = "{:<33} {:<9} {:<10} {:<9} {:>8} {:<20} {:<20} {:>8} {:>11} {:>12}\n";

std::string Row(const wire::JudgedList& row) {
  const char* const authorised = row.authorised() ? "yes" : "no";
  if (!row.has_facts()) {
    return fmt::format(kRow, row.file(), row.signature(), authorised, "", "", "", "", "", "", "");
  }
  const Facts& facts = row.facts();
  return fmt::format(kRow, row.file(), row.signature(), authorised, facts.territory(),
                     facts.has_sequence() ? std::to_string(facts.sequence()) : "", facts.issued(),
                     facts.next_update(), facts.services(), facts.seal_issuers(),
                     facts.time_stampers());
}

}  // namespace

TrustRows RowsOf(const std::vector<seal::JudgedFile>& files) {
  TrustRows out;
  for (const seal::JudgedFile& file : files) out.push_back(sealer::Describe(file));
  return out;
}

std::vector<json::ObjectWriter> ToJson(const TrustRows& rows) {
  std::vector<json::ObjectWriter> out;
  for (const wire::JudgedList& row : rows) out.push_back(ToJson(row));
  return out;
}

std::string TrustTable(const TrustRows& rows) {
  std::string out = fmt::format(kRow, "file", "signature", "authorised", "territory", "sequence",
                                "issued", "nextUpdate", "services", "sealIssuers", "timeStampers");
  for (const wire::JudgedList& row : rows) {
    out += Row(row);
    if (!row.usable()) {
      out += fmt::format("  refused: {}\n", row.reason());
      continue;
    }
    for (const std::string& warning : row.warnings()) out += fmt::format("  note: {}\n", warning);
  }
  const auto refused = std::ranges::count_if(rows, [](const auto& row) { return !row.usable(); });
  return out + (refused == 0 ? fmt::format("All {} may be used.\n", rows.size())
                             : fmt::format("{} of {} refused.\n", refused, rows.size()));
}

Outcome OutcomeOf(const TrustRows& rows) {
  const bool good = std::ranges::all_of(rows, [](const auto& row) { return row.usable(); });
  return good ? Outcome::kGood : Outcome::kNotGood;
}

}  // namespace signet::provisioning
