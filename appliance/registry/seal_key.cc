#include "appliance/registry/seal_key.h"

#include <SQLiteCpp/Exception.h>

#include "appliance/base/error.h"
#include "appliance/registry/naming.h"
#include "appliance/registry/stored_value.h"

namespace signet::registry {
namespace {

constexpr const char* kTables = R"(
CREATE TABLE IF NOT EXISTS seal_key (
  name TEXT PRIMARY KEY, algorithm TEXT NOT NULL, time_header TEXT NOT NULL,
  is_default INTEGER NOT NULL, activated BLOB) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS one_default_seal_key
  ON seal_key (is_default) WHERE is_default = 1;
CREATE TABLE IF NOT EXISTS seal_key_certificate (
  key TEXT NOT NULL REFERENCES seal_key (name), place INTEGER NOT NULL, der BLOB NOT NULL,
  PRIMARY KEY (key, place)) STRICT;
)";

void InsertChain(SQLite::Database& database, const std::string& name,
                 const std::vector<Certificate>& chain) {
  SQLite::Statement insert(database, "INSERT INTO seal_key_certificate VALUES (?, ?, ?)");
  int place = 0;
  for (const Certificate& certificate : chain) {
    insert.bind(1, name);
    insert.bind(2, place++);
    BindOctets(insert, 3, certificate.der());
    insert.exec();
    insert.reset();
  }
}

std::vector<Certificate> ReadChain(SQLite::Database& database, const std::string& name) {
  SQLite::Statement query(database,
                          "SELECT der FROM seal_key_certificate WHERE key = ? ORDER BY place");
  query.bind(1, name);
  std::vector<Certificate> chain;
  while (query.executeStep()) {
    chain.push_back(Certificate::FromDer(OctetsOf(query.getColumn(0))));
  }
  return chain;
}

void RequireKey(SQLite::Database& database, const std::string& name) {
  SQLite::Statement query(database, "SELECT 1 FROM seal_key WHERE name = ?");
  query.bind(1, name);
  if (query.executeStep()) return;
  throw Error(Code::kKeyUnknown, "There is no seal key of this name; see the list of keys.");
}

}  // namespace

void CreateSealKeyTables(SQLite::Database& database) { database.exec(kTables); }

void AddSealKey(SQLite::Database& database, const SealKey& key) {
  RequireName("The key's name", key.name);
  try {
    if (key.is_default) database.exec("UPDATE seal_key SET is_default = 0 WHERE is_default = 1");
    SQLite::Statement insert(database, "INSERT INTO seal_key VALUES (?, ?, ?, ?, ?)");
    insert.bind(1, key.name);
    insert.bind(2, key.algorithm);
    insert.bind(3, key.time_header);
    insert.bind(4, key.is_default ? 1 : 0);
    if (key.activated) BindOctets(insert, 5, key.activated->view());
    insert.exec();
    InsertChain(database, key.name, key.chain);
  } catch (const SQLite::Exception& failure) {
    if (!IsTaken(failure)) throw DatabaseFailure("The seal key was not added.", failure);
    throw Error(Code::kRegistryTaken,
                "There is a seal key " + key.name + " already; choose another name.",
                failure.what());
  }
}

void SetSealKeyChain(SQLite::Database& database, std::string_view name,
                     const std::vector<Certificate>& chain) {
  TranslateDatabaseFailures("The seal key's certificate was not stored.", [&] {
    const std::string key(name);
    RequireKey(database, key);
    SQLite::Statement remove(database, "DELETE FROM seal_key_certificate WHERE key = ?");
    remove.bind(1, key);
    remove.exec();
    InsertChain(database, key, chain);
  });
}

void ActivateSealKey(SQLite::Database& database, std::string_view name, const Sha256& certificate) {
  TranslateDatabaseFailures("The seal key was not activated.", [&] {
    const std::string key(name);
    RequireKey(database, key);
    const std::vector<Certificate> chain = ReadChain(database, key);
    if (chain.empty() || chain.front().fingerprint() != certificate) {
      throw Error(Code::kProposalDiffers, "Seal key " + key +
                                              " has another certificate, or none; propose to "
                                              "activate it with the one that it has now.");
    }
    SQLite::Statement update(database, "UPDATE seal_key SET activated = ? WHERE name = ?");
    BindOctets(update, 1, certificate.view());
    update.bind(2, key);
    update.exec();
  });
}

void SetDefaultSealKey(SQLite::Database& database, std::string_view name) {
  TranslateDatabaseFailures("The default seal key was not changed.", [&] {
    const std::string key(name);
    RequireKey(database, key);
    database.exec("UPDATE seal_key SET is_default = 0 WHERE is_default = 1");
    SQLite::Statement update(database, "UPDATE seal_key SET is_default = 1 WHERE name = ?");
    update.bind(1, key);
    update.exec();
  });
}

std::vector<SealKey> ListSealKeys(SQLite::Database& database) {
  return TranslateDatabaseFailures("The seal keys cannot be read.", [&] {
    SQLite::Statement query(database,
                            "SELECT name, algorithm, time_header, is_default, activated "
                            "FROM seal_key ORDER BY name");
    std::vector<SealKey> keys;
    while (query.executeStep()) {
      const std::string name = query.getColumn(0).getString();
      keys.push_back({.name = name,
                      .algorithm = query.getColumn(1).getString(),
                      .time_header = query.getColumn(2).getString(),
                      .is_default = query.getColumn(3).getInt() != 0,
                      .chain = ReadChain(database, name)});
      if (!query.isColumnNull(4)) {
        keys.back().activated = Sha256FromOctets(OctetsOf(query.getColumn(4)));
      }
    }
    return keys;
  });
}

}  // namespace signet::registry
