#include "appliance/sealer/trust_store.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "appliance/base/bytes.h"

namespace signet::sealer {
namespace {

constexpr std::chrono::hours kNotice{14 * 24};

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

ListDue DueOf(const std::optional<Time>& next_update, Time now) {
  if (!next_update) return ListDue::kClosed;
  if (*next_update < now) return ListDue::kOverdue;
  return *next_update < now + kNotice ? ListDue::kDueSoon : ListDue::kCurrent;
}

std::string_view NameOf(ListDue due) {
  switch (due) {
    case ListDue::kClosed:
      return "closed";
    case ListDue::kCurrent:
      return "current";
    case ListDue::kDueSoon:
      return "due-soon";
    case ListDue::kOverdue:
      return "overdue";
  }
  return "";
}

TrustInUse LoadTrustInUse(SQLite::Database& database, std::vector<Certificate> more, Time at) {
  BoxTrust trust = LoadTrust(database, at);
  for (const registry::TrustAnchor& anchor : trust.anchors) more.push_back(anchor.certificate);
  std::vector<ListEnd> ends;
  for (const auto& [list, judgement] : trust.stored) {
    if (list.kind != registry::ListKind::kPivot) ends.push_back({list.territory, list.next_update});
  }
  if (trust.lists.empty()) return {JudgementTrust(std::move(more)), std::move(ends)};
  return {JudgementTrust(std::move(more), std::move(trust.lists)), std::move(ends)};
}

std::vector<std::string> ListNotices(const std::vector<ListEnd>& ends, Time now) {
  std::string overdue;
  std::string soon;
  for (const ListEnd& end : ends) {
    const ListDue due = DueOf(end.next_update, now);
    if (due != ListDue::kOverdue && due != ListDue::kDueSoon) continue;
    std::string& names = due == ListDue::kOverdue ? overdue : soon;
    names += (names.empty() ? "" : ", ") + end.territory + " (" +
             FormatTimeSeconds(*end.next_update) + ")";
  }
  std::vector<std::string> out;
  if (!overdue.empty()) {
    out.push_back("Trusted lists are overdue for their next: " + overdue +
                  ". What they say may be outdated; import the new ones.");
  }
  if (!soon.empty()) {
    out.push_back("Trusted lists are due within 14 days: " + soon + ". Import the new ones.");
  }
  return out;
}

}  // namespace signet::sealer
