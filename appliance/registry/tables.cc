#include <SQLiteCpp/Exception.h>

#include "appliance/registry/check_rules.h"
#include "appliance/registry/seal_record.h"
#include "appliance/registry/trust.h"

namespace signet::registry {
namespace {

// Times are milliseconds since 1970, digests 32 octets. Of a seal there are parameters, digests and
// the signature, never the credential (DESIGN 3.2). seal_etsi_u has what stands in etsiU, a line an
// entry, of the seals that have any.
constexpr const char* kTables = R"(
CREATE TABLE IF NOT EXISTS organisation (
  name TEXT PRIMARY KEY, legal_name TEXT NOT NULL, identifier TEXT NOT NULL,
  country TEXT NOT NULL, is_sealing_organisation INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS one_sealing_organisation
  ON organisation (is_sealing_organisation) WHERE is_sealing_organisation = 1;

CREATE TABLE IF NOT EXISTS client (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, status TEXT NOT NULL,
  certificate BLOB NOT NULL UNIQUE, not_before INTEGER NOT NULL, not_after INTEGER NOT NULL,
  any_awarding_body INTEGER NOT NULL) STRICT;

CREATE TABLE IF NOT EXISTS seal_key (
  name TEXT PRIMARY KEY, algorithm TEXT NOT NULL, time_header TEXT NOT NULL,
  is_default INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS one_default_seal_key
  ON seal_key (is_default) WHERE is_default = 1;
CREATE TABLE IF NOT EXISTS seal_key_certificate (
  key TEXT NOT NULL REFERENCES seal_key (name), place INTEGER NOT NULL, der BLOB NOT NULL,
  PRIMARY KEY (key, place)) STRICT;

CREATE TABLE IF NOT EXISTS seal (
  id TEXT PRIMARY KEY, client TEXT NOT NULL, idempotency_key TEXT, request BLOB NOT NULL,
  key TEXT NOT NULL, preparation TEXT NOT NULL, level TEXT NOT NULL, requested INTEGER NOT NULL,
  issuer_id_suffix TEXT NOT NULL, signing_time INTEGER NOT NULL, protected_header TEXT NOT NULL,
  signing_input BLOB NOT NULL, intention_index INTEGER NOT NULL, status TEXT NOT NULL,
  signature BLOB, sealed BLOB, log_index INTEGER, completed INTEGER,
  problem INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS seal_of_idempotency_key
  ON seal (client, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX IF NOT EXISTS seal_intended ON seal (id) WHERE status = 'intended';

CREATE TABLE IF NOT EXISTS seal_etsi_u (
  seal TEXT PRIMARY KEY REFERENCES seal (id), entries TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS quota_use (
  authority TEXT PRIMARY KEY, period_begin INTEGER NOT NULL, requests INTEGER NOT NULL) STRICT;
)";

}  // namespace

void CreateRegistryTables(SQLite::Database& database) {
  TranslateDatabaseFailures(
      "The registry's tables cannot be made; see the disk's space and health.",
      [&] { database.exec(kTables); });
  CreateTrustTables(database);
  CreateCheckRuleTables(database);
}

}  // namespace signet::registry
