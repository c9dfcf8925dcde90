#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "appliance/base/clock.h"
#include "appliance/base/database.h"

namespace signet::registry {

/// What was asked of a time-stamp authority in the period under way. It is kept, so that a box that
/// starts again does not ask more of it than was agreed: some block who does, for a day.
struct QuotaUse {
  std::string authority;  ///< its name in sealer.toml
  Time period_begin;
  std::uint64_t requests = 0;
};

/// In place of what was stored for this authority. Both throw Error(kDatabaseFailed).
void StoreQuotaUse(SQLite::Database& database, const QuotaUse& use);
std::vector<QuotaUse> ListQuotaUses(SQLite::Database& database);

/// Makes this table if it is not there; a part of CreateRegistryTables.
void CreateQuotaTables(SQLite::Database& database);

}  // namespace signet::registry
