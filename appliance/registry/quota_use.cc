#include "appliance/registry/quota_use.h"

#include <SQLiteCpp/Exception.h>

#include "appliance/registry/stored_value.h"

namespace signet::registry {

void CreateQuotaTables(SQLite::Database& database) {
  database.exec(
      "CREATE TABLE IF NOT EXISTS quota_use (authority TEXT PRIMARY KEY, "
      "period_begin INTEGER NOT NULL, requests INTEGER NOT NULL) STRICT");
}

void StoreQuotaUse(SQLite::Database& database, const QuotaUse& use) {
  TranslateDatabaseFailures(
      "The use of a quota was not stored; see the disk's space and health.", [&] {
        SQLite::Statement insert(database, "INSERT OR REPLACE INTO quota_use VALUES (?, ?, ?)");
        insert.bind(1, use.authority);
        insert.bind(2, Milliseconds(use.period_begin));
        insert.bind(3, static_cast<std::int64_t>(use.requests));
        insert.exec();
      });
}

std::vector<QuotaUse> ListQuotaUses(SQLite::Database& database) {
  return TranslateDatabaseFailures("The use of quotas cannot be read.", [&] {
    SQLite::Statement query(database, "SELECT * FROM quota_use ORDER BY authority");
    std::vector<QuotaUse> uses;
    while (query.executeStep()) {
      uses.push_back({query.getColumn(0).getString(), TimeOf(query.getColumn(1)),
                      static_cast<std::uint64_t>(query.getColumn(2).getInt64())});
    }
    return uses;
  });
}

}  // namespace signet::registry
