#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/clock.h"
#include "appliance/base/database.h"
#include "appliance/base/digest.h"

namespace signet::registry {

enum class SealStatus { kIntended, kCompleted, kFailed };
std::string_view NameOf(SealStatus status);

/// What the box keeps of one seal so that a repeat gets the same answer: parameters, digests and
/// the signature with its unsigned part, never the credential (DESIGN 3.2).
struct SealRecord {
  std::string id;               ///< UUID
  std::string client;           ///< name
  std::string idempotency_key;  ///< empty: none was given
  Sha256 request;               ///< of the body and every parameter that changes the answer
  std::string key;
  std::string preparation;
  std::string level;
  Time requested;
  std::string issuer_id_suffix;  ///< preparation parameter
  Time signing_time;             ///< preparation and header parameter
  std::string protected_header;  ///< base64url, as signed
  Sha256 signing_input;
  std::uint64_t intention_index = 0;

  SealStatus status = SealStatus::kIntended;
  Bytes signature;                         ///< raw; empty until completed
  std::vector<std::string> etsi_u;         ///< time-stamps and validation data, as in the file
  Sha256 sealed;                           ///< of the sealed file; zero until completed
  std::optional<std::uint64_t> log_index;  ///< of the completion
  std::optional<Time> completed;
  std::uint32_t problem = 0;  ///< code of a failed one
};

/// The table of them, with its statements kept prepared. Throws Error(kDatabaseFailed). Refers to
/// the database, which must outlive it; used by one thread, the database's.
class SealRecords {
 public:
  explicit SealRecords(SQLite::Database& database);

  /// (client, idempotency_key) is unique where a key was given: throws Error(kRequestInProgress) if
  /// another record took it first.
  void Insert(const SealRecord& record);
  std::optional<SealRecord> Find(std::string_view id);
  std::optional<SealRecord> Find(std::string_view client, std::string_view idempotency_key);
  /// Both throw Error(kSealUnknown) for an id that is not there, and Error(kInternal) for a seal
  /// that is completed or failed already.
  void Complete(std::string_view id, ByteView signature, const std::vector<std::string>& etsi_u,
                const Sha256& sealed, std::uint64_t log_index, Time completed);
  void Fail(std::string_view id, std::uint32_t problem);
  /// Those a crash left between intention and completion.
  std::vector<SealRecord> ListIntended();

 private:
  std::optional<SealRecord> ReadOne(SQLite::Statement& query);
  void InsertEtsiU(std::string_view id, const std::vector<std::string>& etsi_u);
  void RequireOpen(std::string_view id, int changed);

  SQLite::Database& database_;
  SQLite::Statement insert_;
  SQLite::Statement insert_etsi_u_;
  SQLite::Statement select_;
  SQLite::Statement select_by_idempotency_key_;
  SQLite::Statement select_etsi_u_;
  SQLite::Statement complete_;
};

/// Makes the registry's tables if they are not there (organisations, clients, keys, seals).
void CreateRegistryTables(SQLite::Database& database);

}  // namespace signet::registry
