#include "appliance/registry/request_nonce.h"

#include <SQLiteCpp/Exception.h>

#include <string>

#include "appliance/registry/stored_value.h"

namespace signet::registry {
namespace {

constexpr const char* kTables = R"(
CREATE TABLE IF NOT EXISTS request_nonce (
  client TEXT NOT NULL, nonce TEXT NOT NULL, keep_until INTEGER NOT NULL,
  PRIMARY KEY (client, nonce)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS request_nonce_by_time ON request_nonce (keep_until);
)";

constexpr const char* kNotStored =
    "The request's nonce was not stored; see the disk's space and health.";

}  // namespace

void CreateNonceTables(SQLite::Database& database) { database.exec(kTables); }

bool NoteNonce(SQLite::Database& database, std::string_view client, std::string_view nonce,
               Time keep_until) {
  return TranslateDatabaseFailures(kNotStored, [&] {
    SQLite::Statement insert(database, "INSERT OR IGNORE INTO request_nonce VALUES (?, ?, ?)");
    insert.bind(1, std::string(client));
    insert.bind(2, std::string(nonce));
    insert.bind(3, Milliseconds(keep_until));
    return insert.exec() == 1;
  });
}

void ForgetNonces(SQLite::Database& database, Time now) {
  TranslateDatabaseFailures(kNotStored, [&] {
    SQLite::Statement remove(database, "DELETE FROM request_nonce WHERE keep_until < ?");
    remove.bind(1, Milliseconds(now));
    remove.exec();
  });
}

}  // namespace signet::registry
