#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "appliance/base/json_writer.h"
#include "appliance/sealer/trust_store.h"
#include "provisioning/box.h"
#include "provisioning/commands/commands.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
What the box trusts, since when and until when. Trust by the EU's lists and the box's own anchors are
two kinds: only the first can make a seal or time-stamp qualified. Reads the registry only; the
sealer may run. A list is best renewed before its next update is due.

Example:
  signetctl --box /srv/signet trust list)";

std::string Until(const registry::StoredTrustedList& list) {
  return list.next_update ? FormatTimeSeconds(*list.next_update) : std::string("-");
}

json::ObjectWriter ToJson(const sealer::StoredListJudgement& one, Time now) {
  json::ObjectWriter out;
  out.Text("kind", NameOf(one.list.kind)).Text("territory", one.list.territory);
  out.Integer("sequence", one.list.sequence).Text("sha256", one.list.digest.hex());
  out.Text("issued", FormatTimeSeconds(one.list.issued));
  out.Text("imported", FormatTimeSeconds(one.list.imported));
  if (one.list.next_update) {
    out.Text("nextUpdate", FormatTimeSeconds(*one.list.next_update));
  } else {
    out.Null("nextUpdate");
  }
  out.Text("due", NameOf(sealer::DueOf(one.list.next_update, now)))
      .Boolean("used", one.judgement.authorised.has_value());
  if (one.judgement.authorised) {
    const seal::TrustedList& list = **one.judgement.authorised;
    out.Integer("sealIssuers", static_cast<std::int64_t>(seal::CountSealIssuers(list)));
    out.Integer("timeStampers", static_cast<std::int64_t>(seal::CountTimeStampers(list)));
  }
  out.Text("reason", one.judgement.reason);
  return out;
}

json::ObjectWriter ToJson(const registry::TrustAnchor& anchor) {
  json::ObjectWriter out;
  out.Text("name", anchor.name).Text("purpose", NameOf(anchor.purpose));
  out.Text("subject", anchor.certificate.SubjectText());
  out.Text("certificateSha256", anchor.certificate.fingerprint().hex());
  out.Text("added", FormatTimeSeconds(anchor.added));
  out.Text("notAfter", FormatTimeSeconds(anchor.certificate.not_after()));
  return out;
}

void PrintLists(const sealer::BoxTrust& trust, Time now) {
  constexpr const char* kRow = "{:<14} {:<9} {:>8} {:<20} {:<20} {:<20} {}\n";
  fmt::print("By the EU's trusted lists:\n");
  fmt::print(kRow, "kind", "territory", "sequence", "issued", "imported", "nextUpdate", "");
  for (const auto& [list, judgement] : trust.stored) {
    const bool pivot = list.kind == registry::ListKind::kPivot;
    fmt::print(kRow, NameOf(list.kind), list.territory, list.sequence,
               FormatTimeSeconds(list.issued), FormatTimeSeconds(list.imported), Until(list),
               pivot ? "" : NameOf(sealer::DueOf(list.next_update, now)));
    if (!judgement.authorised) fmt::print("  not used: {}\n", judgement.reason);
  }
}

void PrintAnchors(const std::vector<registry::TrustAnchor>& anchors) {
  if (anchors.empty()) return;
  fmt::print("By this box's own decision (never qualified):\n");
  for (const registry::TrustAnchor& anchor : anchors) {
    fmt::print("{:<20} {:<12} since {} until {}  {}\n", anchor.name, NameOf(anchor.purpose),
               FormatTimeSeconds(anchor.added), FormatTimeSeconds(anchor.certificate.not_after()),
               anchor.certificate.SubjectText());
  }
}

Outcome ListTrust(const Invocation& invocation) {
  const Time now = SystemNow();
  SQLite::Database database = OpenRegistryReadOnly(ReadBoxConfig(invocation.Box()));
  const sealer::BoxTrust trust = sealer::LoadTrust(database, now);
  if (invocation.json) {
    std::vector<json::ObjectWriter> lists;
    for (const auto& one : trust.stored) lists.push_back(ToJson(one, now));
    std::vector<json::ObjectWriter> anchors;
    for (const auto& one : trust.anchors) anchors.push_back(ToJson(one));
    json::ObjectWriter out;
    out.Objects("lists", std::move(lists)).Objects("anchors", std::move(anchors));
    fmt::print("{}\n", out.WriteIndented());
    return Outcome::kGood;
  }
  if (trust.stored.empty()) {
    fmt::print("No trusted lists yet. Import them: signetctl trust import --help\n");
  } else {
    PrintLists(trust, now);
  }
  PrintAnchors(trust.anchors);
  return Outcome::kGood;
}

Outcome ListAnchors(const Invocation& invocation) {
  SQLite::Database database = OpenRegistryReadOnly(ReadBoxConfig(invocation.Box()));
  const auto anchors = registry::ListTrustAnchors(database);
  if (invocation.json) {
    std::vector<json::ObjectWriter> list;
    for (const auto& one : anchors) list.push_back(ToJson(one));
    fmt::print("{}\n", json::ObjectWriter().Objects("anchors", std::move(list)).WriteIndented());
  } else if (anchors.empty()) {
    fmt::print("No anchors of the box's own.\n");
  } else {
    PrintAnchors(anchors);
  }
  return Outcome::kGood;
}

}  // namespace

void AddTrustList(CLI::App& trust, Invocation& invocation) {
  CLI::App* const command = trust.add_subcommand("list", "Show what the box trusts (--box)");
  command->footer(kFooter);
  command->callback([&invocation] { invocation.outcome = ListTrust(invocation); });
}

void AddTrustAnchorList(CLI::App& anchor, Invocation& invocation) {
  CLI::App* const command = anchor.add_subcommand("list", "Show the box's own anchors (--box)");
  command->footer("\nExample:\n  signetctl --box /srv/signet trust anchor list");
  command->callback([&invocation] { invocation.outcome = ListAnchors(invocation); });
}

}  // namespace signet::provisioning
