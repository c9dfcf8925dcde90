#include "appliance/registry/migration.h"

#include "appliance/base/digest.h"
#include "appliance/registry/client.h"
#include "appliance/registry/stored_value.h"

namespace signet::registry {
namespace {

bool HasColumn(SQLite::Database& database, const char* table, const char* column) {
  SQLite::Statement query(database, "SELECT 1 FROM pragma_table_info(?) WHERE name = ?");
  query.bind(1, table);
  query.bind(2, column);
  return query.executeStep();
}

// The table is there, and as it was before it had `column`.
bool Lacks(SQLite::Database& database, const char* table, const char* column) {
  return database.tableExists(table) && !HasColumn(database, table, column);
}

// SQLite does not drop a column that is UNIQUE, so the clients move into a new table.
void MigrateClients(SQLite::Database& database) {
  database.exec("ALTER TABLE client RENAME TO client_before");
  CreateClientTables(database);
  database.exec(R"(
INSERT INTO client (name, role, status, signatures_required)
  SELECT name, role, status, 0 FROM client_before;
INSERT INTO client_certificate
  (client, id, matched_by, digest, subject, issuer, not_before, not_after)
  SELECT name, lower(substr(hex(certificate), 1, 16)), 'certificate', certificate, x'', x'',
    not_before, not_after
  FROM client_before ORDER BY rowid;
DROP TABLE client_before;
)");
}

void MigrateSeals(SQLite::Database& database) {
  database.exec(
      "ALTER TABLE seal ADD COLUMN authority TEXT NOT NULL DEFAULT '';"
      "ALTER TABLE seal ADD COLUMN mandates TEXT NOT NULL DEFAULT '';");
}

void MigrateSealKeys(SQLite::Database& database) {
  database.exec("ALTER TABLE seal_key ADD COLUMN activated BLOB");
  SQLite::Statement update(database, "UPDATE seal_key SET activated = ? WHERE name = ?");
  SQLite::Statement keys(database, "SELECT key, der FROM seal_key_certificate WHERE place = 0");
  while (keys.executeStep()) {
    BindOctets(update, 1, HashSha256(OctetsOf(keys.getColumn(1))).view());
    update.bind(2, keys.getColumn(0).getString());
    update.exec();
    update.reset();
  }
}

}  // namespace

void MigrateRegistry(SQLite::Database& database) {
  if (Lacks(database, "client", "signatures_required")) MigrateClients(database);
  if (Lacks(database, "seal", "authority")) MigrateSeals(database);
  if (Lacks(database, "seal_key", "activated")) MigrateSealKeys(database);
}

}  // namespace signet::registry
