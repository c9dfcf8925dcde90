#include "appliance/registry/seal_key.h"

#include <SQLiteCpp/Exception.h>

#include "appliance/base/error.h"
#include "appliance/registry/naming.h"

namespace signet::registry {
namespace {

void InsertChain(SQLite::Database& database, const std::string& name,
                 const std::vector<Certificate>& chain) {
  SQLite::Statement insert(database, "INSERT INTO seal_key_certificate VALUES (?, ?, ?)");
  int place = 0;
  for (const Certificate& certificate : chain) {
    insert.bind(1, name);
    insert.bind(2, place++);
    insert.bind(3, certificate.der().data(), static_cast<int>(certificate.der().size()));
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
    chain.push_back(Certificate::FromDer(AsBytes(query.getColumn(0).getString())));
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

void AddSealKey(SQLite::Database& database, const SealKey& key) {
  RequireName("The key's name", key.name);
  try {
    if (key.is_default) database.exec("UPDATE seal_key SET is_default = 0 WHERE is_default = 1");
    SQLite::Statement insert(database, "INSERT INTO seal_key VALUES (?, ?, ?, ?)");
    insert.bind(1, key.name);
    insert.bind(2, key.algorithm);
    insert.bind(3, key.time_header);
    insert.bind(4, key.is_default ? 1 : 0);
    insert.exec();
    InsertChain(database, key.name, key.chain);
  } catch (const SQLite::Exception& failure) {
    if (!IsTaken(failure)) throw DatabaseFailure("The seal key was not added.", failure);
    throw Error(Code::kParameterInvalid,
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
    SQLite::Statement query(
        database, "SELECT name, algorithm, time_header, is_default FROM seal_key ORDER BY name");
    std::vector<SealKey> keys;
    while (query.executeStep()) {
      const std::string name = query.getColumn(0).getString();
      keys.push_back({.name = name,
                      .algorithm = query.getColumn(1).getString(),
                      .time_header = query.getColumn(2).getString(),
                      .is_default = query.getColumn(3).getInt() != 0,
                      .chain = ReadChain(database, name)});
    }
    return keys;
  });
}

}  // namespace signet::registry
