#include "appliance/registry/mandate.h"

#include <SQLiteCpp/Exception.h>

#include <algorithm>
#include <array>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/registry/client.h"
#include "appliance/registry/naming.h"
#include "appliance/registry/organisation.h"
#include "appliance/registry/stored_value.h"

namespace signet::registry {
namespace {

// `terms` is what WriteMandateTerms wrote, and `digest` is of it.
constexpr const char* kTables = R"(
CREATE TABLE IF NOT EXISTS mandate (
  name TEXT PRIMARY KEY, terms TEXT NOT NULL, digest BLOB NOT NULL, status TEXT NOT NULL,
  ever_approved INTEGER NOT NULL, created INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS mandate_document (
  mandate TEXT PRIMARY KEY REFERENCES mandate (name), content BLOB NOT NULL) STRICT;

CREATE TRIGGER IF NOT EXISTS mandate_no_delete BEFORE DELETE ON mandate
  BEGIN SELECT RAISE(ABORT, 'mandates are never deleted'); END;
CREATE TRIGGER IF NOT EXISTS mandate_identity_stays
  BEFORE UPDATE OF name, created ON mandate
  BEGIN SELECT RAISE(ABORT, 'a mandate keeps its name'); END;
CREATE TRIGGER IF NOT EXISTS mandate_terms_stay
  BEFORE UPDATE OF terms, digest ON mandate WHEN OLD.status <> 'draft'
  BEGIN SELECT RAISE(ABORT, 'terms change in a draft only'); END;
CREATE TRIGGER IF NOT EXISTS mandate_approval_stays
  BEFORE UPDATE OF ever_approved ON mandate WHEN NEW.ever_approved < OLD.ever_approved
  BEGIN SELECT RAISE(ABORT, 'that a mandate was approved is never forgotten'); END;
CREATE TRIGGER IF NOT EXISTS mandate_end_stays
  BEFORE UPDATE OF status ON mandate WHEN OLD.status = 'ended'
  BEGIN SELECT RAISE(ABORT, 'an ended mandate stays ended'); END;

CREATE TRIGGER IF NOT EXISTS mandate_document_no_delete BEFORE DELETE ON mandate_document
  BEGIN SELECT RAISE(ABORT, 'documents of mandates are never deleted'); END;
CREATE TRIGGER IF NOT EXISTS mandate_document_of_draft BEFORE INSERT ON mandate_document
  WHEN (SELECT status FROM mandate WHERE name = NEW.mandate) IS NOT 'draft'
  BEGIN SELECT RAISE(ABORT, 'a document comes into a draft only'); END;
CREATE TRIGGER IF NOT EXISTS mandate_document_stays BEFORE UPDATE ON mandate_document
  WHEN NEW.mandate <> OLD.mandate
    OR (SELECT status FROM mandate WHERE name = OLD.mandate) IS NOT 'draft'
  BEGIN SELECT RAISE(ABORT, 'a document changes in a draft only'); END;
)";

constexpr const char* kNotRead = "The mandates cannot be read.";
constexpr const char* kNotChanged = "The mandate was not changed.";

constexpr std::array<std::pair<MandateStatus, std::string_view>, 5> kStatuses{{
    {MandateStatus::kDraft, "draft"},
    {MandateStatus::kProposed, "proposed"},
    {MandateStatus::kApproved, "approved"},
    {MandateStatus::kSuspended, "suspended"},
    {MandateStatus::kEnded, "ended"},
}};

// The life of a mandate, as MANDATE.md draws it: these steps and no others.
constexpr auto kSteps = std::to_array<std::pair<MandateStatus, MandateStatus>>({
    {MandateStatus::kDraft, MandateStatus::kProposed},
    {MandateStatus::kProposed, MandateStatus::kDraft},  // its proposal was rejected
    {MandateStatus::kProposed, MandateStatus::kApproved},
    {MandateStatus::kApproved, MandateStatus::kSuspended},
    {MandateStatus::kSuspended, MandateStatus::kApproved},
    {MandateStatus::kDraft, MandateStatus::kEnded},
    {MandateStatus::kProposed, MandateStatus::kEnded},
    {MandateStatus::kApproved, MandateStatus::kEnded},
    {MandateStatus::kSuspended, MandateStatus::kEnded},
});

MandateStatus StatusFromName(const std::string& name) {
  const auto* const found =
      std::ranges::find(kStatuses, name, &std::pair<MandateStatus, std::string_view>::second);
  if (found != kStatuses.end()) return found->first;
  throw Error(Code::kDatabaseFailed, "A stored mandate has an unknown status.", name);
}

Error Unknown(std::string_view name) {
  return {Code::kMandateUnknown, "There is no mandate " + std::string(name) +
                                     " at this box; see `signetctl mandate list`."};
}

Mandate ReadRow(const SQLite::Statement& row) {
  Mandate mandate;
  mandate.name = row.getColumn(0).getString();
  const UntrustedText terms(row.getColumn(1).getString());
  mandate.terms = ReadMandateTerms(terms);
  mandate.digest = Sha256FromOctets(OctetsOf(row.getColumn(2)));
  mandate.status = StatusFromName(row.getColumn(3).getString());
  mandate.created = TimeOf(row.getColumn(4));
  if (mandate.digest == HashSha256(terms.unchecked())) return mandate;
  throw Error(Code::kDatabaseFailed, "The stored terms of mandate " + mandate.name +
                                         " are not those that were registered; restore a backup.");
}

std::vector<Mandate> ReadAll(SQLite::Statement& rows) {
  std::vector<Mandate> mandates;
  while (rows.executeStep()) mandates.push_back(ReadRow(rows));
  return mandates;
}

Mandate RequireMandate(SQLite::Database& database, std::string_view name) {
  auto found = FindMandate(database, name);
  if (!found) throw Unknown(name);
  return *std::move(found);
}

void RequireClients(SQLite::Database& database, const std::vector<std::string>& clients) {
  SQLite::Statement query(database, "SELECT 1 FROM client WHERE name = ?");
  for (const std::string& client : clients) {
    query.bind(1, client);
    if (!query.executeStep()) {
      throw Error(Code::kRegistryUnknown,
                  "There is no client " + client + " at this box; see `signetctl client list`.");
    }
    query.reset();
  }
}

// What WriteMandateTerms makes of terms that ReadMandateTerms takes.
std::string StorableTerms(const MandateTerms& terms) {
  std::string text = WriteMandateTerms(terms);
  ReadMandateTerms(UntrustedText(text));
  return text;
}

void StoreTerms(SQLite::Database& database, const std::string& name, const MandateTerms& terms) {
  const std::string text = StorableTerms(terms);
  SQLite::Statement update(database, "UPDATE mandate SET terms = ?, digest = ? WHERE name = ?");
  update.bind(1, text);
  BindOctets(update, 2, HashSha256(text).view());
  update.bind(3, name);
  update.exec();
}

void StoreDocument(SQLite::Database& database, const std::string& name, ByteView document) {
  // Not REPLACE, which would delete.
  SQLite::Statement insert(database,
                           "INSERT INTO mandate_document VALUES (?, ?) "
                           "ON CONFLICT (mandate) DO UPDATE SET content = excluded.content");
  insert.bind(1, name);
  BindOctets(insert, 2, document);
  insert.exec();
}

void RequireStep(const Mandate& mandate, MandateStatus to) {
  if (std::ranges::find(kSteps, std::pair(mandate.status, to)) == kSteps.end()) {
    throw Error(Code::kChangeForbidden, "Mandate " + mandate.name + " is " +
                                            std::string(NameOf(mandate.status)) +
                                            " and cannot become " + std::string(NameOf(to)) + ".");
  }
  if (to == MandateStatus::kProposed && !mandate.terms.document && !mandate.terms.demonstration) {
    throw Error(Code::kChangeForbidden,
                "Mandate " + mandate.name +
                    " has no signed document yet; add it, so that it is part of what is approved.");
  }
}

}  // namespace

std::string_view NameOf(MandateStatus status) {
  const auto* const found =
      std::ranges::find(kStatuses, status, &std::pair<MandateStatus, std::string_view>::first);
  return found == kStatuses.end() ? "unknown" : found->second;
}

std::string_view NameOf(MandatePhase phase) {
  switch (phase) {
    case MandatePhase::kDraft:
      return "draft";
    case MandatePhase::kProposed:
      return "proposed";
    case MandatePhase::kApproved:
      return "approved";
    case MandatePhase::kActive:
      return "active";
    case MandatePhase::kSuspended:
      return "suspended";
    case MandatePhase::kEnded:
      return "ended";
  }
  return "unknown";
}

MandatePhase PhaseOf(const Mandate& mandate, Time now) {
  if (now >= mandate.terms.valid_until) return MandatePhase::kEnded;
  switch (mandate.status) {
    case MandateStatus::kDraft:
      return MandatePhase::kDraft;
    case MandateStatus::kProposed:
      return MandatePhase::kProposed;
    case MandateStatus::kApproved:
      return now < mandate.terms.valid_from ? MandatePhase::kApproved : MandatePhase::kActive;
    case MandateStatus::kSuspended:
      return MandatePhase::kSuspended;
    case MandateStatus::kEnded:
      break;
  }
  return MandatePhase::kEnded;
}

void CreateMandateTables(SQLite::Database& database) { database.exec(kTables); }

void AddMandate(SQLite::Database& database, std::string_view name, const MandateTerms& terms,
                Time now) {
  RequireName("The mandate's name", name);
  if (terms.document) {
    throw Error(Code::kRegistryMalformed,
                "The mandate's terms: document is put there by the box when it is given the file.");
  }
  const std::string text = StorableTerms(terms);
  if (!terms.demonstration) RequireOrganisation(database, terms.issuing);
  for (const auto& organisation : terms.delivering) RequireOrganisation(database, organisation);
  try {
    RequireClients(database, terms.clients);
    SQLite::Statement insert(database, "INSERT INTO mandate VALUES (?, ?, ?, 'draft', 0, ?)");
    insert.bind(1, std::string(name));
    insert.bind(2, text);
    BindOctets(insert, 3, HashSha256(text).view());
    insert.bind(4, Milliseconds(now));
    insert.exec();
  } catch (const SQLite::Exception& failure) {
    if (!IsTaken(failure)) throw DatabaseFailure("The mandate was not added.", failure);
    throw Error(Code::kRegistryTaken,
                "There is or was a mandate " + std::string(name) +
                    " already, and a mandate's name is never used again; choose another one.",
                failure.what());
  }
}

void SetMandateDocument(SQLite::Database& database, std::string_view name,
                        std::string_view media_type, ByteView document) {
  Mandate mandate = RequireMandate(database, name);
  if (mandate.status != MandateStatus::kDraft) {
    throw Error(
        Code::kChangeForbidden,
        "Mandate " + mandate.name + " is " + std::string(NameOf(mandate.status)) +
            "; the document is set in a draft only. Make a new mandate for a new document.");
  }
  RequireMandateDocument(media_type, document);
  mandate.terms.document = MandateDocument{.sha256 = HashSha256(document),
                                           .media_type = std::string(media_type),
                                           .octets = document.size()};
  TranslateDatabaseFailures(kNotChanged, [&] {
    JointChange change(database);
    StoreTerms(database, mandate.name, mandate.terms);
    StoreDocument(database, mandate.name, document);
    change.Keep();
  });
}

void SetMandateStatus(SQLite::Database& database, std::string_view name, MandateStatus status) {
  const Mandate mandate = RequireMandate(database, name);
  RequireStep(mandate, status);
  TranslateDatabaseFailures(kNotChanged, [&] {
    SQLite::Statement update(database,
                             "UPDATE mandate SET status = ?1, "
                             "ever_approved = max(ever_approved, ?1 = 'approved') WHERE name = ?2");
    update.bind(1, std::string(NameOf(status)));
    update.bind(2, mandate.name);
    update.exec();
  });
}

std::optional<Mandate> FindMandate(SQLite::Database& database, std::string_view name) {
  return TranslateDatabaseFailures(kNotRead, [&] {
    SQLite::Statement row(
        database, "SELECT name, terms, digest, status, created FROM mandate WHERE name = ?");
    row.bind(1, std::string(name));
    return row.executeStep() ? std::optional(ReadRow(row)) : std::nullopt;
  });
}

std::vector<Mandate> ListMandates(SQLite::Database& database, std::string_view after,
                                  std::size_t limit) {
  return TranslateDatabaseFailures(kNotRead, [&] {
    SQLite::Statement rows(database,
                           "SELECT name, terms, digest, status, created FROM mandate "
                           "WHERE name > ? ORDER BY name LIMIT ?");
    rows.bind(1, std::string(after));
    rows.bind(2, static_cast<std::int64_t>(limit));
    return ReadAll(rows);
  });
}

std::vector<Mandate> ListMandatesEverApproved(SQLite::Database& database) {
  return TranslateDatabaseFailures(kNotRead, [&] {
    SQLite::Statement rows(database,
                           "SELECT name, terms, digest, status, created FROM mandate "
                           "WHERE ever_approved = 1 ORDER BY name");
    return ReadAll(rows);
  });
}

Bytes ReadMandateDocument(SQLite::Database& database, std::string_view name) {
  RequireMandate(database, name);
  return TranslateDatabaseFailures(kNotRead, [&] {
    SQLite::Statement row(database, "SELECT content FROM mandate_document WHERE mandate = ?");
    row.bind(1, std::string(name));
    return row.executeStep() ? OctetsOf(row.getColumn(0)) : Bytes();
  });
}

}  // namespace signet::registry
