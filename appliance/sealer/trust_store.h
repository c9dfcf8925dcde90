#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/clock.h"
#include "appliance/base/database.h"
#include "appliance/registry/trust.h"
#include "appliance/seal/list_authority.h"
#include "appliance/seal/trusted_lists.h"
#include "appliance/sealer/judgement_trust.h"

namespace signet::sealer {

/// One stored list and what became of it now.
struct StoredListJudgement {
  registry::StoredTrustedList list;  ///< without xml and facts
  seal::ListJudgement judgement;
};

/// Whom the box trusts. Qualified trust and the box's own anchors stay apart: a path that ends in
/// one of `anchors` is never qualified.
struct BoxTrust {
  std::vector<StoredListJudgement> stored;
  seal::TrustedLists lists;
  std::vector<registry::TrustAnchor> anchors;
};

/// Reads the registry and lets trust pass once more from the stored certificates of the Official
/// Journal through the stored pivots to the lists, by what their reader said when they came: no XML
/// is read. A list that does not hold (any more) is in `stored` with its reason and not in `lists`.
BoxTrust LoadTrust(SQLite::Database& database, Time at);

/// Whether a list asks for attention: 14 days before its next update it does.
enum class ListDue { kClosed, kCurrent, kDueSoon, kOverdue };
ListDue DueOf(const std::optional<Time>& next_update, Time now);
std::string_view NameOf(ListDue due);  ///< "due-soon", …

/// When the next of a list is to come.
struct ListEnd {
  std::string territory;  ///< "EU" for the list of lists
  std::optional<Time> next_update;
};

/// What a running box keeps of its trust.
struct TrustInUse {
  JudgementTrust judgements;  ///< with further private anchors
  std::vector<ListEnd> ends;  ///< of the lists in force, pivots left out
};
TrustInUse LoadTrustInUse(SQLite::Database& database, std::vector<Certificate> more, Time at);

/// Sentences for the operator about lists that are overdue or will be soon; empty if none is.
std::vector<std::string> ListNotices(const std::vector<ListEnd>& ends, Time now);

}  // namespace signet::sealer
