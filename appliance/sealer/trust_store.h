#pragma once

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

/// The same as judgements use it, with further private anchors.
JudgementTrust LoadJudgementTrust(SQLite::Database& database, std::vector<Certificate> more,
                                  Time at);

}  // namespace signet::sealer
