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
/// the signature with its unsigned part, never the credential (DESIGN 3.2). What a repeat needs is
/// kept for a time that the box's configuration names; then those members are empty.
struct SealRecord {
  std::string id;               ///< UUID
  std::string client;           ///< name
  std::string idempotency_key;  ///< empty: none was given
  Sha256 request;               ///< of the body and every parameter that changes the answer
  std::string key;
  std::string preparation;
  std::string level;
  std::string authority;              ///< as in seal.intended
  std::vector<std::string> mandates;  ///< names, in the order of their evidence
  Time requested;                     ///< units of the mandates were taken then
  std::string issuer_id_suffix;       ///< preparation parameter
  Time signing_time;                  ///< preparation and header parameter
  std::string protected_header;       ///< base64url, as signed
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
  /// Those among them that were requested before `time`.
  std::vector<SealRecord> ListIntendedBefore(Time time);
  /// Takes away what only a repeat needs (Idempotency-Key, request digest, issuer_id_suffix,
  /// signing_time, protected header, signature, etsiU) of seals that are completed or failed and
  /// were requested before `time`; who asked, when, for what, the other digests and the places in
  /// the log stay. The octets are overwritten in the file. Works on the oldest ones,
  /// kForgottenAtOnce at most, so that seals do not wait for it: call again while it gives that.
  static constexpr std::uint64_t kForgottenAtOnce = 500;
  std::uint64_t ForgetRepeats(Time time);

 private:
  std::optional<SealRecord> ReadOne(SQLite::Statement& query);
  void InsertEtsiU(std::string_view id, const std::vector<std::string>& etsi_u);
  void RequireOpen(std::string_view id, int changed);
  std::vector<std::string> ListForgettable(Time time);

  SQLite::Database& database_;
  SQLite::Statement insert_;
  SQLite::Statement insert_etsi_u_;
  SQLite::Statement select_;
  SQLite::Statement select_by_idempotency_key_;
  SQLite::Statement select_etsi_u_;
  SQLite::Statement complete_;
};

/// Makes these tables if they are not there; a part of CreateRegistryTables.
void CreateSealRecordTables(SQLite::Database& database);

/// Makes the registry's tables if they are not there, all of them or none; those of an older
/// version become as they are now (migration.h).
void CreateRegistryTables(SQLite::Database& database);

}  // namespace signet::registry
