#include "appliance/registry/seal_record.h"

#include <SQLiteCpp/Exception.h>

#include "appliance/base/error.h"
#include "appliance/registry/naming.h"
#include "appliance/registry/stored_value.h"

namespace signet::registry {
namespace {

constexpr const char* kNotRead = "The records of seals cannot be read.";
constexpr const char* kNotWritten =
    "The record of the seal was not stored; see the disk's space and health.";

// Of a seal there are parameters, digests and the signature, never the credential (DESIGN 3.2).
// seal_etsi_u has what stands in etsiU, a line an entry, of the seals that have any. What was
// forgotten is empty, and its `request` shows that. Insert binds and ReadRecord reads the columns
// in this order.
constexpr const char* kTables = R"(
CREATE TABLE IF NOT EXISTS seal (
  id TEXT PRIMARY KEY, client TEXT NOT NULL, idempotency_key TEXT, request BLOB NOT NULL,
  key TEXT NOT NULL, preparation TEXT NOT NULL, level TEXT NOT NULL, requested INTEGER NOT NULL,
  issuer_id_suffix TEXT NOT NULL, signing_time INTEGER NOT NULL, protected_header TEXT NOT NULL,
  signing_input BLOB NOT NULL, intention_index INTEGER NOT NULL, status TEXT NOT NULL,
  signature BLOB, sealed BLOB, log_index INTEGER, completed INTEGER, problem INTEGER NOT NULL,
  authority TEXT NOT NULL DEFAULT '', mandates TEXT NOT NULL DEFAULT '') STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS seal_of_idempotency_key
  ON seal (client, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX IF NOT EXISTS seal_intended ON seal (id) WHERE status = 'intended';
CREATE INDEX IF NOT EXISTS seal_repeatable ON seal (requested) WHERE request <> x'';

CREATE TABLE IF NOT EXISTS seal_etsi_u (
  seal TEXT PRIMARY KEY REFERENCES seal (id), entries TEXT NOT NULL) STRICT, WITHOUT ROWID;
)";

constexpr const char* kInsert =
    "INSERT INTO seal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* kComplete =
    "UPDATE seal SET status = 'completed', signature = ?, sealed = ?, log_index = ?, completed = ? "
    "WHERE id = ? AND status = 'intended'";
constexpr const char* kListIntended =
    "SELECT * FROM seal WHERE status = 'intended' AND requested < ? ORDER BY intention_index";
constexpr const char* kListForgettable =
    "SELECT id FROM seal WHERE request <> x'' AND requested < ? AND status <> 'intended' "
    "ORDER BY requested LIMIT ?";
constexpr const char* kForget =
    "UPDATE seal SET idempotency_key = NULL, request = x'', issuer_id_suffix = '', "
    "signing_time = 0, protected_header = '', signature = NULL WHERE id = ?";

SealStatus StatusFromName(const std::string& name) {
  for (const SealStatus status :
       {SealStatus::kIntended, SealStatus::kCompleted, SealStatus::kFailed}) {
    if (NameOf(status) == name) return status;
  }
  throw Error(Code::kDatabaseFailed, "The record of a seal has an unknown status.", name);
}

std::string JoinLines(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += line + '\n';
  return out;
}

std::vector<std::string> SplitLines(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    out.push_back(text.substr(at, end - at));
    at = end == std::string::npos ? text.size() : end + 1;
  }
  return out;
}

void BindRecord(SQLite::Statement& insert, const SealRecord& record) {
  insert.bind(1, record.id);
  insert.bind(2, record.client);
  // NULL: any number of seals may have no key.
  if (!record.idempotency_key.empty()) insert.bind(3, record.idempotency_key);
  BindOctets(insert, 4, record.request.view());
  insert.bind(5, record.key);
  insert.bind(6, record.preparation);
  insert.bind(7, record.level);
  insert.bind(8, Milliseconds(record.requested));
  insert.bind(9, record.issuer_id_suffix);
  insert.bind(10, Milliseconds(record.signing_time));
  insert.bind(11, record.protected_header);
  BindOctets(insert, 12, record.signing_input.view());
  insert.bind(13, static_cast<std::int64_t>(record.intention_index));
  insert.bind(14, std::string(NameOf(record.status)));
  if (record.status == SealStatus::kCompleted) {
    BindOctets(insert, 15, record.signature);
    BindOctets(insert, 16, record.sealed.view());
  }
  if (record.log_index) insert.bind(17, static_cast<std::int64_t>(*record.log_index));
  if (record.completed) insert.bind(18, Milliseconds(*record.completed));
  insert.bind(19, record.problem);
  insert.bind(20, record.authority);
  insert.bind(21, JoinLines(record.mandates));
}

SealRecord ReadRecord(const SQLite::Statement& row) {
  SealRecord record;
  record.id = row.getColumn(0).getString();
  record.client = row.getColumn(1).getString();
  record.idempotency_key = row.getColumn(2).getString();
  if (const Bytes request = OctetsOf(row.getColumn(3)); !request.empty()) {
    record.request = Sha256FromOctets(request);
  }
  record.key = row.getColumn(4).getString();
  record.preparation = row.getColumn(5).getString();
  record.level = row.getColumn(6).getString();
  record.requested = TimeOf(row.getColumn(7));
  record.issuer_id_suffix = row.getColumn(8).getString();
  record.signing_time = TimeOf(row.getColumn(9));
  record.protected_header = row.getColumn(10).getString();
  record.signing_input = Sha256FromOctets(OctetsOf(row.getColumn(11)));
  record.intention_index = static_cast<std::uint64_t>(row.getColumn(12).getInt64());
  record.status = StatusFromName(row.getColumn(13).getString());
  record.signature = OctetsOf(row.getColumn(14));
  if (!row.isColumnNull(15)) record.sealed = Sha256FromOctets(OctetsOf(row.getColumn(15)));
  if (!row.isColumnNull(16)) {
    record.log_index = static_cast<std::uint64_t>(row.getColumn(16).getInt64());
  }
  if (!row.isColumnNull(17)) record.completed = TimeOf(row.getColumn(17));
  record.problem = row.getColumn(18).getUInt();
  record.authority = row.getColumn(19).getString();
  record.mandates = SplitLines(row.getColumn(20).getString());
  return record;
}

}  // namespace

std::string_view NameOf(SealStatus status) {
  switch (status) {
    case SealStatus::kIntended:
      return "intended";
    case SealStatus::kCompleted:
      return "completed";
    case SealStatus::kFailed:
      return "failed";
  }
  return "unknown";
}

void CreateSealRecordTables(SQLite::Database& database) { database.exec(kTables); }

SealRecords::SealRecords(SQLite::Database& database) try
    : database_(database),
      insert_(database, kInsert),
      insert_etsi_u_(database, "INSERT INTO seal_etsi_u VALUES (?, ?)"),
      select_(database, "SELECT * FROM seal WHERE id = ?"),
      select_by_idempotency_key_(database,
                                 "SELECT * FROM seal WHERE client = ? AND idempotency_key = ?"),
      select_etsi_u_(database, "SELECT entries FROM seal_etsi_u WHERE seal = ?"),
      complete_(database, kComplete) {
} catch (const SQLite::Exception& failure) {
  throw DatabaseFailure(kNotRead, failure);
}

void SealRecords::Insert(const SealRecord& record) {
  try {
    const StatementUse use(insert_);
    BindRecord(insert_, record);
    insert_.exec();
    InsertEtsiU(record.id, record.etsi_u);
  } catch (const SQLite::Exception& failure) {
    if (!IsTaken(failure)) throw DatabaseFailure(kNotWritten, failure);
    throw Error(Code::kRequestInProgress,
                "A request with this Idempotency-Key is in progress; repeat it in a few seconds.",
                failure.what());
  }
}

std::optional<SealRecord> SealRecords::Find(std::string_view id) {
  return TranslateDatabaseFailures(kNotRead, [&] {
    const StatementUse use(select_);
    select_.bind(1, std::string(id));
    return ReadOne(select_);
  });
}

std::optional<SealRecord> SealRecords::Find(std::string_view client,
                                            std::string_view idempotency_key) {
  return TranslateDatabaseFailures(kNotRead, [&] {
    const StatementUse use(select_by_idempotency_key_);
    select_by_idempotency_key_.bind(1, std::string(client));
    select_by_idempotency_key_.bind(2, std::string(idempotency_key));
    return ReadOne(select_by_idempotency_key_);
  });
}

void SealRecords::Complete(std::string_view id, ByteView signature,
                           const std::vector<std::string>& etsi_u, const Sha256& sealed,
                           std::uint64_t log_index, Time completed) {
  const int changed = TranslateDatabaseFailures(kNotWritten, [&] {
    const StatementUse use(complete_);
    BindOctets(complete_, 1, signature);
    BindOctets(complete_, 2, sealed.view());
    complete_.bind(3, static_cast<std::int64_t>(log_index));
    complete_.bind(4, Milliseconds(completed));
    complete_.bind(5, std::string(id));
    const int rows = complete_.exec();
    if (rows == 1) InsertEtsiU(id, etsi_u);
    return rows;
  });
  RequireOpen(id, changed);
}

void SealRecords::Fail(std::string_view id, std::uint32_t problem) {
  const int changed = TranslateDatabaseFailures(kNotWritten, [&] {
    SQLite::Statement update(database_,
                             "UPDATE seal SET status = 'failed', problem = ? "
                             "WHERE id = ? AND status = 'intended'");
    update.bind(1, problem);
    update.bind(2, std::string(id));
    return update.exec();
  });
  RequireOpen(id, changed);
}

std::vector<SealRecord> SealRecords::ListIntended() { return ListIntendedBefore(Time::max()); }

std::vector<SealRecord> SealRecords::ListIntendedBefore(Time time) {
  return TranslateDatabaseFailures(kNotRead, [&] {
    SQLite::Statement query(database_, kListIntended);
    query.bind(1, Milliseconds(time));
    std::vector<SealRecord> records;
    while (query.executeStep()) records.push_back(ReadRecord(query));
    return records;
  });
}

std::uint64_t SealRecords::ForgetRepeats(Time time) {
  return TranslateDatabaseFailures(kNotWritten, [&] {
    JointChange change(database_);
    SQLite::Statement forget_etsi_u(database_, "DELETE FROM seal_etsi_u WHERE seal = ?");
    SQLite::Statement forget(database_, kForget);
    const std::vector<std::string> ids = ListForgettable(time);
    for (const std::string& id : ids) {
      for (SQLite::Statement* statement : {&forget_etsi_u, &forget}) {
        statement->bind(1, id);
        statement->exec();
        statement->reset();
      }
    }
    change.Keep();
    return std::uint64_t{ids.size()};
  });
}

std::vector<std::string> SealRecords::ListForgettable(Time time) {
  SQLite::Statement query(database_, kListForgettable);
  query.bind(1, Milliseconds(time));
  query.bind(2, static_cast<std::int64_t>(kForgottenAtOnce));
  std::vector<std::string> ids;
  while (query.executeStep()) ids.push_back(query.getColumn(0).getString());
  return ids;
}

std::optional<SealRecord> SealRecords::ReadOne(SQLite::Statement& query) {
  if (!query.executeStep()) return std::nullopt;
  SealRecord record = ReadRecord(query);
  const StatementUse use(select_etsi_u_);
  select_etsi_u_.bind(1, record.id);
  if (select_etsi_u_.executeStep()) {
    record.etsi_u = SplitLines(select_etsi_u_.getColumn(0).getString());
  }
  return record;
}

void SealRecords::InsertEtsiU(std::string_view id, const std::vector<std::string>& etsi_u) {
  if (etsi_u.empty()) return;
  const StatementUse use(insert_etsi_u_);
  insert_etsi_u_.bind(1, std::string(id));
  insert_etsi_u_.bind(2, JoinLines(etsi_u));
  insert_etsi_u_.exec();
}

// `changed` rows of the one that a change from `intended` was for.
void SealRecords::RequireOpen(std::string_view id, int changed) {
  if (changed == 1) return;
  if (Find(id)) {
    throw Error(Code::kInternal, "The seal is completed or failed already.", std::string(id));
  }
  throw Error(Code::kSealUnknown, "There is no seal of this id at this box.", std::string(id));
}

}  // namespace signet::registry
