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

// Insert binds and ReadRecord reads the columns in the table's order (tables.cc).
constexpr const char* kInsert =
    "INSERT INTO seal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* kComplete =
    "UPDATE seal SET status = 'completed', signature = ?, sealed = ?, log_index = ?, completed = ? "
    "WHERE id = ? AND status = 'intended'";

// Ready for its next use, whatever ends this one: a statement left in the middle would keep the
// transaction of its reading open.
class Use {
 public:
  explicit Use(SQLite::Statement& statement) : statement_(statement) { statement.clearBindings(); }
  ~Use() { statement_.tryReset(); }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

 private:
  SQLite::Statement& statement_;
};

SealStatus StatusFromName(const std::string& name) {
  for (const SealStatus status :
       {SealStatus::kIntended, SealStatus::kCompleted, SealStatus::kFailed}) {
    if (NameOf(status) == name) return status;
  }
  throw Error(Code::kDatabaseFailed, "The record of a seal has an unknown status.", name);
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
}

SealRecord ReadRecord(const SQLite::Statement& row) {
  SealRecord record;
  record.id = row.getColumn(0).getString();
  record.client = row.getColumn(1).getString();
  record.idempotency_key = row.getColumn(2).getString();
  record.request = Sha256FromOctets(OctetsOf(row.getColumn(3)));
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
  return record;
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
    const Use use(insert_);
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
    const Use use(select_);
    select_.bind(1, std::string(id));
    return ReadOne(select_);
  });
}

std::optional<SealRecord> SealRecords::Find(std::string_view client,
                                            std::string_view idempotency_key) {
  return TranslateDatabaseFailures(kNotRead, [&] {
    const Use use(select_by_idempotency_key_);
    select_by_idempotency_key_.bind(1, std::string(client));
    select_by_idempotency_key_.bind(2, std::string(idempotency_key));
    return ReadOne(select_by_idempotency_key_);
  });
}

void SealRecords::Complete(std::string_view id, ByteView signature,
                           const std::vector<std::string>& etsi_u, const Sha256& sealed,
                           std::uint64_t log_index, Time completed) {
  const int changed = TranslateDatabaseFailures(kNotWritten, [&] {
    const Use use(complete_);
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

std::vector<SealRecord> SealRecords::ListIntended() {
  return TranslateDatabaseFailures(kNotRead, [&] {
    SQLite::Statement query(
        database_, "SELECT * FROM seal WHERE status = 'intended' ORDER BY intention_index");
    std::vector<SealRecord> records;
    while (query.executeStep()) records.push_back(ReadRecord(query));
    return records;
  });
}

std::optional<SealRecord> SealRecords::ReadOne(SQLite::Statement& query) {
  if (!query.executeStep()) return std::nullopt;
  SealRecord record = ReadRecord(query);
  const Use use(select_etsi_u_);
  select_etsi_u_.bind(1, record.id);
  if (select_etsi_u_.executeStep()) {
    record.etsi_u = SplitLines(select_etsi_u_.getColumn(0).getString());
  }
  return record;
}

void SealRecords::InsertEtsiU(std::string_view id, const std::vector<std::string>& etsi_u) {
  if (etsi_u.empty()) return;
  const Use use(insert_etsi_u_);
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
