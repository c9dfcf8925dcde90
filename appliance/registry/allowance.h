#pragma once

#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/clock.h"
#include "appliance/base/database.h"
#include "appliance/registry/client.h"
#include "appliance/registry/mandate_terms.h"

namespace signet::registry {

/// What was sealed under a mandate so far.
struct MandateUse {
  std::uint64_t total = 0;   ///< seals made, and those that may still be made
  std::uint64_t period = 0;  ///< of these in the period under way
};

/// One mandate that a seal is to be made under.
struct MandateShare {
  std::string_view mandate;
  const MandateTerms* terms = nullptr;
};

/// What a client has left of its rate: its `units` at `as_of`.
struct ClientBucket {
  std::int64_t units = 0;
  Time as_of;
};

/// What clients and mandates have left. Counts change in the transaction that logs a seal's
/// intention or its failure and in no other, so they agree with the log whatever is killed; nothing
/// is kept in memory, so a transaction may be run again. A clock that steps back gives nothing
/// back. Used by one thread, the database's; statements are kept prepared. Refers to the database,
/// which must outlive it. All throw Error(kDatabaseFailed).
class Allowances {
 public:
  explicit Allowances(SQLite::Database& database);

  /// Takes one seal of the client's rate, if it has one, and of each mandate, each of which stands
  /// there once. Looks at the mandates' stored status once more, since it may have changed since
  /// the request came in. If this throws, nothing was changed, so the transaction need not be
  /// undone: Error kClientRateReached, kMandatePeriodUsedUp (both with the time after which there
  /// is one, if the mandate still holds then), kMandateUsedUp, kMandateUnknown,
  /// kMandateNotApproved, kMandateSuspended, kMandateEnded, kMandateNotYetValid.
  void Take(const Client& client, const std::vector<MandateShare>& mandates, Time now);
  /// An interrupted seal goes on: its units are taken already, so this throws for the status and
  /// the validity alone.
  void RequireUsable(const std::vector<MandateShare>& mandates, Time now);
  /// A seal for which units were taken at `taken` will not come. Once for each seal.
  void GiveBack(const std::vector<MandateShare>& mandates, Time taken);

  MandateUse UseOf(std::string_view mandate, const MandateTerms& terms, Time now);

 private:
  struct StoredUse {
    std::uint64_t total = 0;
    std::int64_t period = 0;  ///< counted from 0 at valid_from
    std::uint64_t in_period = 0;
  };
  void RequireStatus(const MandateShare& share, Time now);
  std::optional<ClientBucket> AfterOneOf(const Client& client, Time now);
  StoredUse AfterOneOf(const MandateShare& share, Time now);
  void Store(const Client& client, const ClientBucket& bucket);
  void Store(const MandateShare& share, const StoredUse& use);
  StoredUse ReadUse(std::string_view mandate);

  SQLite::Statement select_client_;
  SQLite::Statement store_client_;
  SQLite::Statement select_status_;
  SQLite::Statement select_mandate_;
  SQLite::Statement store_mandate_;
  SQLite::Statement give_back_;
};

/// Makes these tables if they are not there; a part of CreateRegistryTables.
void CreateAllowanceTables(SQLite::Database& database);

}  // namespace signet::registry
