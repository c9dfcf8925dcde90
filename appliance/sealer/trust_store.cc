#include "appliance/sealer/trust_store.h"

#include <algorithm>
#include <utility>

#include "appliance/base/bytes.h"

namespace signet::sealer {
namespace {

seal::ListJudgement Admit(seal::ListAuthority& authority,
                          const registry::StoredTrustedList& stored) {
  seal::ReadList read = seal::ReadListAnswer(UntrustedText(stored.facts));
  switch (stored.kind) {
    case registry::ListKind::kPivot:
      return authority.AdmitPivot(std::move(read));
    case registry::ListKind::kListOfLists:
      return authority.AdmitListOfLists(std::move(read));
    case registry::ListKind::kNational:
      break;
  }
  return authority.Judge(std::move(read));
}

// The pivots from before the present publication of the Official Journal: the list of lists names
// them no more.
void DropOldPivots(std::vector<registry::StoredTrustedList>& lists) {
  using registry::ListKind;
  const auto newest =
      std::ranges::find(lists, ListKind::kListOfLists, &registry::StoredTrustedList::kind);
  std::vector<seal::Pivot> named;
  if (newest != lists.end()) {
    const auto read = seal::ReadListAnswer(UntrustedText(newest->facts));
    if (read.list) named = seal::PivotsOf(*read.list);
  }
  std::erase_if(lists, [&](const registry::StoredTrustedList& list) {
    return list.kind == ListKind::kPivot &&
           std::ranges::find(named, list.sequence, &seal::Pivot::number) == named.end();
  });
}

}  // namespace

BoxTrust LoadTrust(SQLite::Database& database, Time at) {
  seal::ListAuthority authority(registry::CurrentTrustOrigins(database), at);
  std::vector<registry::StoredTrustedList> lists = registry::CurrentTrustedLists(database);
  DropOldPivots(lists);
  std::vector<StoredListJudgement> stored;
  std::vector<seal::AuthorisedList> authorised;
  for (registry::StoredTrustedList& list : lists) {
    seal::ListJudgement judgement = Admit(authority, list);
    if (judgement.authorised) authorised.push_back(*judgement.authorised);
    list.xml.clear();
    list.facts.clear();
    judgement.read.answer.clear();
    stored.push_back({std::move(list), std::move(judgement)});
  }
  return {std::move(stored), seal::TrustedLists(authorised), registry::ListTrustAnchors(database)};
}

JudgementTrust LoadJudgementTrust(SQLite::Database& database, std::vector<Certificate> more,
                                  Time at) {
  BoxTrust trust = LoadTrust(database, at);
  for (const registry::TrustAnchor& anchor : trust.anchors) more.push_back(anchor.certificate);
  if (trust.lists.empty()) return JudgementTrust(std::move(more));
  return {std::move(more), std::move(trust.lists)};
}

}  // namespace signet::sealer
