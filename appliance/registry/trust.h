#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/base/database.h"
#include "appliance/base/digest.h"

namespace signet::registry {

/// What the box was given to trust, and when. Nothing of it is ever changed or taken away; what is
/// newer counts (triggers refuse UPDATE and DELETE).

enum class ListKind { kPivot, kListOfLists, kNational };
std::string_view NameOf(ListKind kind);  ///< "pivot", "list-of-lists", "national"

/// One trusted list that was verified when it came. `facts` is what its reader said of it, from
/// which it is used; `xml` is what was signed, for those who want to verify it again.
struct StoredTrustedList {
  ListKind kind = ListKind::kNational;
  std::string territory;
  std::int64_t sequence = 0;
  Time issued;
  std::optional<Time> next_update;  ///< absent in a closed list
  Sha256 digest;                    ///< of `xml`
  Time imported;
  std::string xml;
  std::string facts;
};

/// A CA that this box trusts by itself, for a closed circle or a test: never qualified.
enum class AnchorPurpose { kSealIssuer, kTimeStampAuthority };
std::string_view NameOf(AnchorPurpose purpose);              ///< "seal-issuer", "tsa"
AnchorPurpose AnchorPurposeFromName(std::string_view name);  ///< throws Error(kParameterInvalid)
struct TrustAnchor {
  std::string name;  ///< unique: letters, digits, '-', '.', '_'
  AnchorPurpose purpose = AnchorPurpose::kSealIssuer;
  Certificate certificate;
  Time added;
};

/// The certificates that a publication of the Official Journal names for the list of lists: where
/// trust in lists begins. The newest publication counts alone. False, and nothing happens, if these
/// are the ones that count already.
bool AddTrustOrigins(SQLite::Database& database, const std::vector<Certificate>& certificates,
                     Time now);
/// Those that count.
std::vector<Certificate> CurrentTrustOrigins(SQLite::Database& database);

/// The highest sequence number of a kind and territory; nullopt if there is none.
std::optional<std::int64_t> NewestListNumber(SQLite::Database& database, ListKind kind,
                                             const std::string& territory);
/// False, and nothing happens, if the very same list is there already. Throws
/// Error(kParameterInvalid) for one that is older than the newest of its kind and territory: lists
/// only ever go forward.
bool AddTrustedList(SQLite::Database& database, const StoredTrustedList& list);
/// All pivots (oldest first), then the newest list of lists and national lists, by territory.
std::vector<StoredTrustedList> CurrentTrustedLists(SQLite::Database& database);
/// Every list ever imported, oldest first, without `xml` and `facts`.
std::vector<StoredTrustedList> TrustedListHistory(SQLite::Database& database);

/// Throws Error(kParameterInvalid) for a name that is taken or badly formed.
void AddTrustAnchor(SQLite::Database& database, const TrustAnchor& anchor);
std::vector<TrustAnchor> ListTrustAnchors(SQLite::Database& database);

/// Makes these tables if they are not there; a part of CreateRegistryTables.
void CreateTrustTables(SQLite::Database& database);

}  // namespace signet::registry
