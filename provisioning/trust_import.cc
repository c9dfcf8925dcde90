#include "provisioning/trust_import.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/registry/trust.h"

namespace signet::provisioning {
namespace {

registry::ListKind KindOf(const seal::JudgedFile& file) {
  if (file.kind == seal::JudgedFile::Kind::kPivot) return registry::ListKind::kPivot;
  return (*file.judgement.authorised)->is_list_of_lists() ? registry::ListKind::kListOfLists
                                                          : registry::ListKind::kNational;
}

registry::StoredTrustedList ToStore(const seal::JudgedFile& file, Time now) {
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

// What the box knows stands in for what the sources lack.
void FillFromBox(Box& box, seal::TrustSources& sources) {
  std::map<std::int64_t, std::string> pivots;
  box.Read([&](SQLite::Database& database) {
    if (sources.official_journal.empty()) {
      sources.official_journal = registry::CurrentTrustOrigins(database);
    }
    for (auto& list : registry::CurrentTrustedLists(database)) {
      if (list.kind == registry::ListKind::kPivot) pivots[list.sequence] = std::move(list.xml);
    }
  });
  sources.pivot = [given = std::move(sources.pivot), pivots = std::move(pivots)](
                      const seal::Pivot& pivot) -> std::optional<seal::ListFile> {
    if (auto file = given(pivot)) return file;
    const auto stored = pivots.find(pivot.number);
    if (stored == pivots.end()) return std::nullopt;
    return seal::ListFile{"pivot " + std::to_string(pivot.number) + " of the box",
                          UntrustedText(stored->second)};
  };
}

bool IsWhole(const std::vector<seal::JudgedFile>& files) {
  return std::ranges::all_of(files, [](const seal::JudgedFile& file) {
    return file.kind == seal::JudgedFile::Kind::kList || file.good();
  });
}

}  // namespace

TrustImport ImportTrust(Box& box, seal::TrustSources sources,
                        const seal::ListReaderSettings& reader, Time now) {
  FillFromBox(box, sources);
  const std::vector<Certificate> origins = sources.official_journal;
  if (origins.empty()) {
    throw Error(Code::kParameterInvalid,
                "The box has no certificate of the Official Journal yet: give those that it "
                "publishes for the list of lists with --oj CERT.");
  }
  TrustImport out;
  out.files = seal::JudgeTrust(std::move(sources), reader, now);
  out.taken = IsWhole(out.files);
  if (!out.taken) return out;
  std::vector<audit::Event> events;
  box.Record(
      [&](SQLite::Database& database) {
        if (registry::AddTrustOrigins(database, origins, now)) {
          for (const Certificate& certificate : origins) {
            events.emplace_back(audit::TrustOriginAdded{certificate.fingerprint()});
          }
        }
        for (const seal::JudgedFile& file : out.files) {
          if (!file.good()) continue;
          const registry::StoredTrustedList list = ToStore(file, now);
          if (!registry::AddTrustedList(database, list)) continue;
          events.emplace_back(EntryFor(list));
          ++out.added;
        }
      },
      events);
  return out;
}

}  // namespace signet::provisioning
