#include "appliance/sealer/trust_import.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/registry/trust.h"

namespace signet::sealer {
namespace {

using seal::JudgedFile;

registry::ListKind KindOf(const JudgedFile& file) {
  if (file.kind == JudgedFile::Kind::kPivot) return registry::ListKind::kPivot;
  return (*file.judgement.authorised)->is_list_of_lists() ? registry::ListKind::kListOfLists
                                                          : registry::ListKind::kNational;
}

registry::StoredTrustedList ToStore(const JudgedFile& file, Time now) {
  const seal::TrustedList& list = **file.judgement.authorised;
  const std::string_view xml = file.file.xml.unchecked();
  return {.kind = KindOf(file),
          .territory = list.territory,
          .sequence = *list.sequence,
          .issued = *list.issued,
          .next_update = list.next_update,
          .digest = HashSha256(xml),
          .imported = now,
          .xml = std::string(xml),
          .facts = file.judgement.read.answer};
}

audit::TrustedListImported EntryFor(const registry::StoredTrustedList& list) {
  return {std::string(NameOf(list.kind)),
          list.territory,
          static_cast<std::uint64_t>(std::max<std::int64_t>(list.sequence, 0)),
          list.digest,
          list.issued,
          list.next_update};
}

// A pivot is of the past by its nature; of the others the number only grows (TS 119 612 5.3.2).
void RefuseOlder(SQLite::Database& database, std::vector<JudgedFile>& files) {
  for (JudgedFile& file : files) {
    if (!file.good() || file.kind == JudgedFile::Kind::kPivot) continue;
    const seal::TrustedList& list = **file.judgement.authorised;
    const auto newest = registry::NewestListNumber(database, KindOf(file), list.territory);
    if (!newest || *newest <= *list.sequence) continue;
    file.judgement.reason = "it has number " + std::to_string(*list.sequence) +
                            ", and the box has " + std::to_string(*newest) +
                            " already: get the newest one";
    file.judgement.authorised.reset();
  }
}

bool IsWhole(const std::vector<JudgedFile>& files) {
  return std::ranges::all_of(files, [](const JudgedFile& file) {
    return file.kind == JudgedFile::Kind::kList || file.good();
  });
}

const char* NameOf(JudgedFile::Kind kind) {
  switch (kind) {
    case JudgedFile::Kind::kPivot:
      return "pivot";
    case JudgedFile::Kind::kListOfLists:
      return "list of lists";
    case JudgedFile::Kind::kList:
      break;
  }
  return "list";
}

void DescribeFacts(const seal::TrustedList& list, wire::JudgedList::Facts& facts) {
  facts.set_territory(list.territory);
  if (list.version) facts.set_version(*list.version);
  if (list.sequence) facts.set_sequence(*list.sequence);
  if (list.issued) facts.set_issued(FormatTimeSeconds(*list.issued));
  if (list.next_update) facts.set_next_update(FormatTimeSeconds(*list.next_update));
  facts.set_services(static_cast<std::uint32_t>(list.services.size()));
  facts.set_seal_issuers(static_cast<std::uint32_t>(seal::CountSealIssuers(list)));
  facts.set_time_stampers(static_cast<std::uint32_t>(seal::CountTimeStampers(list)));
}

}  // namespace

seal::TrustSources WithStored(SQLite::Database& database, seal::TrustSources sources) {
  if (sources.official_journal.empty()) {
    sources.official_journal = registry::CurrentTrustOrigins(database);
  }
  if (sources.official_journal.empty()) {
    throw Error(Code::kParameterInvalid,
                "The box has no certificate of the Official Journal yet: give those that it "
                "publishes for the list of lists with --oj CERT.");
  }
  std::map<std::int64_t, std::string> pivots;
  for (auto& list : registry::CurrentTrustedLists(database)) {
    if (list.kind == registry::ListKind::kPivot) pivots[list.sequence] = std::move(list.xml);
  }
  sources.pivot = [given = std::move(sources.pivot), pivots = std::move(pivots)](
                      const seal::Pivot& pivot) -> std::optional<seal::ListFile> {
    if (auto file = given(pivot)) return file;
    const auto stored = pivots.find(pivot.number);
    if (stored == pivots.end()) return std::nullopt;
    return seal::ListFile{"pivot " + std::to_string(pivot.number) + " of the box",
                          UntrustedText(stored->second)};
  };
  return sources;
}

TrustImport StoreTrust(SQLite::Database& database, const std::vector<Certificate>& origins,
                       std::vector<JudgedFile>& files, Time now) {
  TrustImport out;
  RefuseOlder(database, files);
  out.taken = IsWhole(files);
  if (!out.taken) return out;
  if (registry::AddTrustOrigins(database, origins, now)) {
    for (const Certificate& certificate : origins) {
      out.events.emplace_back(audit::TrustOriginAdded{certificate.fingerprint()});
    }
  }
  for (const JudgedFile& file : files) {
    if (!file.good()) continue;
    const registry::StoredTrustedList list = ToStore(file, now);
    if (!registry::AddTrustedList(database, list)) continue;
    out.events.emplace_back(EntryFor(list));
    ++out.added;
  }
  return out;
}

wire::JudgedList Describe(const JudgedFile& file) {
  const seal::ListJudgement& judgement = file.judgement;
  wire::JudgedList out;
  out.set_file(file.file.name);
  out.set_kind(NameOf(file.kind));
  out.set_signature(judgement.read.verdict);
  out.set_authorised(judgement.signer_authorised);
  out.set_usable(file.good());
  out.set_reason(judgement.reason);
  for (const std::string& warning : judgement.warnings) out.add_warnings(warning);
  if (judgement.read.list) DescribeFacts(*judgement.read.list, *out.mutable_facts());
  return out;
}

}  // namespace signet::sealer
