#include "appliance/registry/check_rules.h"

#include <SQLiteCpp/Exception.h>

#include <utility>

#include "appliance/base/error.h"
#include "appliance/registry/organisation.h"
#include "appliance/registry/stored_value.h"

namespace signet::registry {
namespace {

constexpr const char* kTables = R"(
CREATE TABLE IF NOT EXISTS profile (
  place INTEGER PRIMARY KEY, name TEXT NOT NULL, version TEXT NOT NULL,
  digest BLOB NOT NULL UNIQUE, imported INTEGER NOT NULL, text TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS code_list (
  scheme TEXT PRIMARY KEY, digest BLOB NOT NULL, imported INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS code (
  scheme TEXT NOT NULL REFERENCES code_list (scheme), code TEXT NOT NULL,
  PRIMARY KEY (scheme, code)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS binding_advice (
  organisation TEXT NOT NULL REFERENCES organisation (name), advice TEXT NOT NULL,
  PRIMARY KEY (organisation, advice)) STRICT, WITHOUT ROWID;
)";

constexpr const char* kUnreadable = "What the box checks credentials by cannot be read.";
constexpr const char* kUnchanged = "What the box checks credentials by was not changed.";

void RemoveCodes(SQLite::Database& database, const std::string& scheme) {
  for (const char* statement :
       {"DELETE FROM code WHERE scheme = ?", "DELETE FROM code_list WHERE scheme = ?"}) {
    SQLite::Statement remove(database, statement);
    remove.bind(1, scheme);
    remove.exec();
  }
}

std::vector<std::string> CodesOf(SQLite::Database& database, const std::string& scheme) {
  SQLite::Statement rows(database, "SELECT code FROM code WHERE scheme = ? ORDER BY code");
  rows.bind(1, scheme);
  std::vector<std::string> out;
  while (rows.executeStep()) out.push_back(rows.getColumn(0).getString());
  return out;
}

}  // namespace

void CreateCheckRuleTables(SQLite::Database& database) { database.exec(kTables); }

bool AddProfile(SQLite::Database& database, const StoredProfile& profile) {
  return TranslateDatabaseFailures(kUnchanged, [&] {
    SQLite::Statement insert(database,
                             "INSERT OR IGNORE INTO profile (name, version, digest, imported, "
                             "text) VALUES (?, ?, ?, ?, ?)");
    insert.bind(1, profile.name);
    insert.bind(2, profile.version);
    BindOctets(insert, 3, profile.digest.view());
    insert.bind(4, Milliseconds(profile.imported));
    insert.bind(5, profile.text);
    return insert.exec() == 1;
  });
}

std::vector<StoredProfile> ListProfiles(SQLite::Database& database) {
  return TranslateDatabaseFailures(kUnreadable, [&] {
    SQLite::Statement rows(
        database, "SELECT name, version, digest, imported, text FROM profile ORDER BY place DESC");
    std::vector<StoredProfile> out;
    while (rows.executeStep()) {
      out.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getString(),
                     Sha256FromOctets(OctetsOf(rows.getColumn(2))), TimeOf(rows.getColumn(3)),
                     rows.getColumn(4).getString()});
    }
    return out;
  });
}

bool PutCodeList(SQLite::Database& database, const StoredCodeList& list) {
  return TranslateDatabaseFailures(kUnchanged, [&] {
    SQLite::Statement same(database, "SELECT 1 FROM code_list WHERE scheme = ? AND digest = ?");
    same.bind(1, list.scheme);
    BindOctets(same, 2, list.digest.view());
    if (same.executeStep()) return false;
    RemoveCodes(database, list.scheme);
    SQLite::Statement insert(database, "INSERT INTO code_list VALUES (?, ?, ?)");
    insert.bind(1, list.scheme);
    BindOctets(insert, 2, list.digest.view());
    insert.bind(3, Milliseconds(list.imported));
    insert.exec();
    SQLite::Statement code(database, "INSERT OR IGNORE INTO code VALUES (?, ?)");
    for (const std::string& iri : list.codes) {
      code.bind(1, list.scheme);
      code.bind(2, iri);
      code.exec();
      code.reset();
    }
    return true;
  });
}

std::vector<StoredCodeList> ListCodeLists(SQLite::Database& database) {
  return TranslateDatabaseFailures(kUnreadable, [&] {
    SQLite::Statement rows(database,
                           "SELECT scheme, digest, imported FROM code_list ORDER BY scheme");
    std::vector<StoredCodeList> out;
    while (rows.executeStep()) {
      std::string scheme = rows.getColumn(0).getString();
      std::vector<std::string> codes = CodesOf(database, scheme);
      out.push_back({std::move(scheme), Sha256FromOctets(OctetsOf(rows.getColumn(1))),
                     TimeOf(rows.getColumn(2)), std::move(codes)});
    }
    return out;
  });
}

bool SetBinding(SQLite::Database& database, const BindingAdvice& advice, Binding binding) {
  return TranslateDatabaseFailures(kUnchanged, [&] {
    RequireOrganisation(database, advice.organisation);
    SQLite::Statement change(
        database, binding == Binding::kBinding
                      ? "INSERT OR IGNORE INTO binding_advice VALUES (?, ?)"
                      : "DELETE FROM binding_advice WHERE organisation = ? AND advice = ?");
    change.bind(1, advice.organisation);
    change.bind(2, advice.advice);
    return change.exec() == 1;
  });
}

std::vector<BindingAdvice> ListBindingAdvice(SQLite::Database& database) {
  return TranslateDatabaseFailures(kUnreadable, [&] {
    SQLite::Statement rows(
        database, "SELECT organisation, advice FROM binding_advice ORDER BY organisation, advice");
    std::vector<BindingAdvice> out;
    while (rows.executeStep()) {
      out.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getString()});
    }
    return out;
  });
}

}  // namespace signet::registry
