#include "appliance/registry/organisation.h"

#include <SQLiteCpp/Exception.h>

#include <algorithm>

#include "appliance/base/error.h"
#include "appliance/registry/naming.h"
#include "appliance/registry/owned_rows.h"

namespace signet::registry {
namespace {

constexpr const char* kTables = R"(
CREATE TABLE IF NOT EXISTS organisation (
  name TEXT PRIMARY KEY, legal_name TEXT NOT NULL, identifier TEXT NOT NULL,
  country TEXT NOT NULL, is_sealing_organisation INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS one_sealing_organisation
  ON organisation (is_sealing_organisation) WHERE is_sealing_organisation = 1;
CREATE TABLE IF NOT EXISTS organisation_known_by (
  organisation TEXT NOT NULL REFERENCES organisation (name), kind TEXT NOT NULL,
  place INTEGER NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY (organisation, kind, place)) STRICT, WITHOUT ROWID;
)";

constexpr const char* kNotRead = "The organisations cannot be read.";
constexpr const char* kIdentifierKind = "identifier";
constexpr const char* kNameKind = "name";

bool IsCountry(std::string_view country) {
  return country.size() == 2 &&
         std::ranges::all_of(country, [](char c) { return c >= 'A' && c <= 'Z'; });
}

// A URN's first two parts are the same in any case (RFC 8141 3.1).
bool IsEditorId(std::string_view identifier) {
  constexpr std::string_view kPrefix = "urn:epass:";
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; };
  return identifier.size() >= kPrefix.size() &&
         std::ranges::equal(identifier.substr(0, kPrefix.size()), kPrefix, same);
}

Error Malformed(std::string message) { return {Code::kRegistryMalformed, std::move(message)}; }

void RequireIdentifiers(const Organisation& organisation) {
  std::vector<std::string_view> all(organisation.other_identifiers.begin(),
                                    organisation.other_identifiers.end());
  for (const std::string_view other : all) RequireLine("Each other identifier", other);
  if (!organisation.identifier.empty()) {
    RequireLine("The organisation's identifier", organisation.identifier);
    all.emplace_back(organisation.identifier);
  }
  if (std::ranges::any_of(all, IsEditorId)) {
    throw Malformed(
        "An id that begins with urn:epass: identifies nobody, since each credential's editor makes "
        "new ones; register the organisation's own identifier.");
  }
  if (HasRepeats(std::move(all))) {
    throw Malformed("The organisation's identifiers must differ from each other.");
  }
}

void RequireNames(const Organisation& organisation) {
  RequireLine("The organisation's legal name", organisation.legal_name);
  std::vector<std::string_view> all(organisation.names.begin(), organisation.names.end());
  for (const std::string_view name : all) RequireLine("Each other name", name);
  all.emplace_back(organisation.legal_name);
  if (HasRepeats(std::move(all))) {
    throw Malformed("The organisation's names must differ from each other and the legal name.");
  }
}

void InsertTexts(SQLite::Database& database, const std::string& organisation, const char* kind,
                 const std::vector<std::string>& texts) {
  SQLite::Statement insert(database, "INSERT INTO organisation_known_by VALUES (?, ?, ?, ?)");
  int place = 0;
  for (const std::string& text : texts) {
    insert.bind(1, organisation);
    insert.bind(2, kind);
    insert.bind(3, place++);
    insert.bind(4, text);
    insert.exec();
    insert.reset();
  }
}

void InsertKnownBy(SQLite::Database& database, const Organisation& organisation) {
  InsertTexts(database, organisation.name, kIdentifierKind, organisation.other_identifiers);
  InsertTexts(database, organisation.name, kNameKind, organisation.names);
}

Error Taken(const Organisation& organisation, const SQLite::Exception& failure) {
  return {Code::kRegistryTaken,
          "There is an organisation " + organisation.name +
              (organisation.is_sealing_organisation ? " or another sealing organisation" : "") +
              " already; see `signetctl organisation list`.",
          failure.what()};
}

Error Unknown(std::string_view name) {
  return {Code::kRegistryUnknown, "There is no organisation " + std::string(name) +
                                      " at this box; see `signetctl organisation list`."};
}

// All of them, or the one whose name is given.
std::vector<Organisation> Read(SQLite::Database& database,
                               const std::optional<std::string_view>& name) {
  const auto prepare = [&](const std::string& sql, const char* one, const char* order) {
    SQLite::Statement query(database, sql + (name ? one : "") + order);
    if (name) query.bind(1, std::string(*name));
    return query;
  };
  auto rows = prepare(
      "SELECT name, legal_name, identifier, country, is_sealing_organisation FROM organisation",
      " WHERE name = ?", " ORDER BY name");
  std::vector<Organisation> organisations;
  while (rows.executeStep()) {
    organisations.push_back({.name = rows.getColumn(0).getString(),
                             .legal_name = rows.getColumn(1).getString(),
                             .identifier = rows.getColumn(2).getString(),
                             .country = rows.getColumn(3).getString(),
                             .is_sealing_organisation = rows.getColumn(4).getInt() != 0});
  }
  auto texts = prepare("SELECT organisation, kind, text FROM organisation_known_by",
                       " WHERE organisation = ?", " ORDER BY organisation, kind, place");
  GiveToOwners(texts, organisations, [](Organisation& owner, SQLite::Statement& row) {
    auto& list = row.getColumn(1).getString() == kNameKind ? owner.names : owner.other_identifiers;
    list.push_back(row.getColumn(2).getString());
  });
  return organisations;
}

}  // namespace

void CreateOrganisationTables(SQLite::Database& database) { database.exec(kTables); }

void RequireWellFormed(const Organisation& organisation) {
  RequireName("The organisation's short name", organisation.name);
  if (!IsCountry(organisation.country)) {
    throw Malformed(
        "The organisation's country must be two capital letters (ISO 3166-1), as in PT.");
  }
  if (organisation.names.size() > kLongestList ||
      organisation.other_identifiers.size() > kLongestList) {
    throw Malformed("An organisation has at most 1,000 other names and other identifiers.");
  }
  RequireNames(organisation);
  RequireIdentifiers(organisation);
}

void AddOrganisation(SQLite::Database& database, const Organisation& organisation) {
  RequireWellFormed(organisation);
  try {
    JointChange change(database);
    SQLite::Statement insert(database, "INSERT INTO organisation VALUES (?, ?, ?, ?, ?)");
    insert.bind(1, organisation.name);
    insert.bind(2, organisation.legal_name);
    insert.bind(3, organisation.identifier);
    insert.bind(4, organisation.country);
    insert.bind(5, organisation.is_sealing_organisation ? 1 : 0);
    insert.exec();
    InsertKnownBy(database, organisation);
    change.Keep();
  } catch (const SQLite::Exception& failure) {
    if (!IsTaken(failure)) throw DatabaseFailure("The organisation was not added.", failure);
    throw Taken(organisation, failure);
  }
}

void ChangeOrganisation(SQLite::Database& database, const Organisation& organisation) {
  RequireWellFormed(organisation);
  TranslateDatabaseFailures("The organisation was not changed.", [&] {
    JointChange change(database);
    SQLite::Statement update(database,
                             "UPDATE organisation SET legal_name = ?, identifier = ?, country = ? "
                             "WHERE name = ?");
    update.bind(1, organisation.legal_name);
    update.bind(2, organisation.identifier);
    update.bind(3, organisation.country);
    update.bind(4, organisation.name);
    if (update.exec() == 0) throw Unknown(organisation.name);
    SQLite::Statement remove(database, "DELETE FROM organisation_known_by WHERE organisation = ?");
    remove.bind(1, organisation.name);
    remove.exec();
    InsertKnownBy(database, organisation);
    change.Keep();
  });
}

std::vector<Organisation> ListOrganisations(SQLite::Database& database) {
  return TranslateDatabaseFailures(kNotRead, [&] { return Read(database, std::nullopt); });
}

std::optional<Organisation> FindOrganisation(SQLite::Database& database, std::string_view name) {
  return TranslateDatabaseFailures(kNotRead, [&] {
    auto found = Read(database, name);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
  });
}

void RequireOrganisation(SQLite::Database& database, std::string_view name) {
  const bool known = TranslateDatabaseFailures(kNotRead, [&] {
    SQLite::Statement query(database, "SELECT 1 FROM organisation WHERE name = ?");
    query.bind(1, std::string(name));
    return query.executeStep();
  });
  if (!known) throw Unknown(name);
}

}  // namespace signet::registry
