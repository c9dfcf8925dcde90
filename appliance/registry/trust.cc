#include "appliance/registry/trust.h"

#include <SQLiteCpp/Exception.h>

#include <algorithm>
#include <array>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/registry/naming.h"
#include "appliance/registry/stored_value.h"

namespace signet::registry {
namespace {

constexpr const char* kTables = R"(
CREATE TABLE IF NOT EXISTS trust_origin (
  publication INTEGER NOT NULL, certificate BLOB NOT NULL, added INTEGER NOT NULL,
  PRIMARY KEY (publication, certificate)) STRICT;
CREATE TABLE IF NOT EXISTS trusted_list (
  place INTEGER PRIMARY KEY, kind TEXT NOT NULL, territory TEXT NOT NULL,
  sequence INTEGER NOT NULL, issued INTEGER NOT NULL, next_update INTEGER, digest BLOB NOT NULL,
  imported INTEGER NOT NULL, xml BLOB NOT NULL, facts BLOB NOT NULL,
  UNIQUE (kind, digest)) STRICT;
CREATE TABLE IF NOT EXISTS trust_anchor (
  name TEXT PRIMARY KEY, purpose TEXT NOT NULL, certificate BLOB NOT NULL,
  added INTEGER NOT NULL) STRICT;
)";

// All of them.
constexpr std::array kTableNames = {"trust_origin", "trusted_list", "trust_anchor"};

std::string KeepForever(const std::string& table) {
  std::string out;
  for (const std::string action : {"UPDATE", "DELETE"}) {
    out += "CREATE TRIGGER IF NOT EXISTS " + table + "_no_" + action + " BEFORE " + action +
           " ON " + table + " BEGIN SELECT RAISE(ABORT, 'trust is only ever added to'); END;";
  }
  return out;
}

constexpr auto kKinds = std::to_array<std::pair<ListKind, std::string_view>>({
    {ListKind::kPivot, "pivot"},
    {ListKind::kListOfLists, "list-of-lists"},
    {ListKind::kNational, "national"},
});

constexpr auto kPurposes = std::to_array<std::pair<AnchorPurpose, std::string_view>>({
    {AnchorPurpose::kSealIssuer, "seal-issuer"},
    {AnchorPurpose::kTimeStampAuthority, "tsa"},
});

ListKind KindFromName(std::string_view name) {
  const auto* const found =
      std::ranges::find(kKinds, name, &std::pair<ListKind, std::string_view>::second);
  if (found != kKinds.end()) return found->first;
  throw Error(Code::kDatabaseFailed, "A stored trusted list is of a kind that is not known.");
}

Certificate CertificateIn(const SQLite::Column& column) {
  return Certificate::FromDer(OctetsOf(column));
}

StoredTrustedList ReadRow(SQLite::Statement& row) {
  StoredTrustedList out{.kind = KindFromName(row.getColumn(0).getString()),
                        .territory = row.getColumn(1).getString(),
                        .sequence = row.getColumn(2).getInt64(),
                        .issued = TimeOf(row.getColumn(3)),
                        .next_update = {},
                        .digest = Sha256FromOctets(OctetsOf(row.getColumn(5))),
                        .imported = TimeOf(row.getColumn(6)),
                        .xml = row.getColumn(7).getString(),
                        .facts = row.getColumn(8).getString()};
  if (!row.getColumn(4).isNull()) {
    out.next_update = TimeOf(row.getColumn(4));
  }
  return out;
}

std::vector<StoredTrustedList> ReadLists(SQLite::Database& database, const char* query) {
  return TranslateDatabaseFailures("The trusted lists cannot be read.", [&] {
    SQLite::Statement rows(database, query);
    std::vector<StoredTrustedList> out;
    while (rows.executeStep()) out.push_back(ReadRow(rows));
    return out;
  });
}

bool IsStored(SQLite::Database& database, const StoredTrustedList& list) {
  SQLite::Statement query(database, "SELECT 1 FROM trusted_list WHERE kind = ? AND digest = ?");
  query.bind(1, std::string(NameOf(list.kind)));
  BindOctets(query, 2, list.digest.view());
  return query.executeStep();
}

// A pivot is of the past by its nature; of the others the number only grows (TS 119 612 5.3.2).
void RefuseOlder(SQLite::Database& database, const StoredTrustedList& list) {
  if (list.kind == ListKind::kPivot) return;
  const auto newest = NewestListNumber(database, list.kind, list.territory);
  if (!newest || *newest <= list.sequence) return;
  throw Error(Code::kParameterInvalid,
              "The list of " + list.territory + " has number " + std::to_string(list.sequence) +
                  ", and the box has " + std::to_string(*newest) + " already: get the newest one.");
}

}  // namespace

std::string_view NameOf(ListKind kind) {
  const auto* const found =
      std::ranges::find(kKinds, kind, &std::pair<ListKind, std::string_view>::first);
  return found == kKinds.end() ? "unknown" : found->second;
}

std::string_view NameOf(AnchorPurpose purpose) {
  const auto* const found =
      std::ranges::find(kPurposes, purpose, &std::pair<AnchorPurpose, std::string_view>::first);
  return found == kPurposes.end() ? "unknown" : found->second;
}

AnchorPurpose AnchorPurposeFromName(std::string_view name) {
  const auto* const found =
      std::ranges::find(kPurposes, name, &std::pair<AnchorPurpose, std::string_view>::second);
  if (found != kPurposes.end()) return found->first;
  throw Error(Code::kParameterInvalid, "An anchor's purpose is seal-issuer or tsa.");
}

bool AddTrustOrigins(SQLite::Database& database, const std::vector<Certificate>& certificates,
                     Time now) {
  const std::vector<Certificate> current = CurrentTrustOrigins(database);
  if (std::ranges::is_permutation(certificates, current)) return false;
  return TranslateDatabaseFailures("The Official Journal's certificates were not added.", [&] {
    SQLite::Statement last(database, "SELECT ifnull(max(publication), 0) FROM trust_origin");
    last.executeStep();
    const std::int64_t publication = last.getColumn(0).getInt64() + 1;
    for (const Certificate& certificate : certificates) {
      SQLite::Statement insert(database, "INSERT INTO trust_origin VALUES (?, ?, ?)");
      insert.bind(1, publication);
      BindOctets(insert, 2, certificate.der());
      insert.bind(3, Milliseconds(now));
      insert.exec();
    }
    return true;
  });
}

std::vector<Certificate> CurrentTrustOrigins(SQLite::Database& database) {
  return TranslateDatabaseFailures("The Official Journal's certificates cannot be read.", [&] {
    SQLite::Statement rows(database,
                           "SELECT certificate FROM trust_origin WHERE publication = "
                           "(SELECT max(publication) FROM trust_origin) ORDER BY rowid");
    std::vector<Certificate> out;
    while (rows.executeStep()) out.push_back(CertificateIn(rows.getColumn(0)));
    return out;
  });
}

std::optional<std::int64_t> NewestListNumber(SQLite::Database& database, ListKind kind,
                                             const std::string& territory) {
  return TranslateDatabaseFailures("The trusted lists cannot be read.", [&] {
    SQLite::Statement query(
        database, "SELECT max(sequence) FROM trusted_list WHERE kind = ? AND territory = ?");
    query.bind(1, std::string(NameOf(kind)));
    query.bind(2, territory);
    query.executeStep();
    return query.getColumn(0).isNull() ? std::optional<std::int64_t>()
                                       : query.getColumn(0).getInt64();
  });
}

bool AddTrustedList(SQLite::Database& database, const StoredTrustedList& list) {
  return TranslateDatabaseFailures("The trusted list was not added.", [&] {
    if (IsStored(database, list)) return false;
    RefuseOlder(database, list);
    SQLite::Statement insert(database,
                             "INSERT INTO trusted_list (kind, territory, sequence, issued, "
                             "next_update, digest, imported, xml, facts) "
                             "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(1, std::string(NameOf(list.kind)));
    insert.bind(2, list.territory);
    insert.bind(3, list.sequence);
    insert.bind(4, Milliseconds(list.issued));
    if (list.next_update) insert.bind(5, Milliseconds(*list.next_update));
    BindOctets(insert, 6, list.digest.view());
    insert.bind(7, Milliseconds(list.imported));
    BindOctets(insert, 8, AsBytes(list.xml));
    BindOctets(insert, 9, AsBytes(list.facts));
    insert.exec();
    return true;
  });
}

std::vector<StoredTrustedList> CurrentTrustedLists(SQLite::Database& database) {
  return ReadLists(database, R"(
SELECT kind, territory, sequence, issued, next_update, digest, imported, xml, facts
FROM trusted_list AS one
WHERE kind = 'pivot' OR NOT EXISTS (
  SELECT 1 FROM trusted_list AS newer
  WHERE newer.kind = one.kind AND newer.territory = one.territory
    AND (newer.sequence, newer.place) > (one.sequence, one.place))
ORDER BY CASE kind WHEN 'pivot' THEN 0 WHEN 'list-of-lists' THEN 1 ELSE 2 END,
  CASE kind WHEN 'pivot' THEN sequence ELSE 0 END, territory)");
}

std::vector<StoredTrustedList> TrustedListHistory(SQLite::Database& database) {
  return ReadLists(database, R"(
SELECT kind, territory, sequence, issued, next_update, digest, imported, x'', x''
FROM trusted_list ORDER BY place)");
}

void AddTrustAnchor(SQLite::Database& database, const TrustAnchor& anchor) {
  RequireName("The anchor's name", anchor.name);
  try {
    SQLite::Statement insert(database, "INSERT INTO trust_anchor VALUES (?, ?, ?, ?)");
    insert.bind(1, anchor.name);
    insert.bind(2, std::string(NameOf(anchor.purpose)));
    BindOctets(insert, 3, anchor.certificate.der());
    insert.bind(4, Milliseconds(anchor.added));
    insert.exec();
  } catch (const SQLite::Exception& failure) {
    if (!IsTaken(failure)) throw DatabaseFailure("The anchor was not added.", failure);
    throw Error(Code::kRegistryTaken,
                "There is an anchor " + anchor.name + " already; choose another name.",
                failure.what());
  }
}

std::vector<TrustAnchor> ListTrustAnchors(SQLite::Database& database) {
  return TranslateDatabaseFailures("The anchors cannot be read.", [&] {
    SQLite::Statement rows(
        database, "SELECT name, purpose, certificate, added FROM trust_anchor ORDER BY name");
    std::vector<TrustAnchor> out;
    while (rows.executeStep()) {
      out.push_back({.name = rows.getColumn(0).getString(),
                     .purpose = AnchorPurposeFromName(rows.getColumn(1).getString()),
                     .certificate = CertificateIn(rows.getColumn(2)),
                     .added = TimeOf(rows.getColumn(3))});
    }
    return out;
  });
}

void CreateTrustTables(SQLite::Database& database) {
  database.exec(kTables);
  for (const char* table : kTableNames) database.exec(KeepForever(table));
}

}  // namespace signet::registry
