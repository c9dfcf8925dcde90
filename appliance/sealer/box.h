#pragma once

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/audit/checkpoint.h"
#include "appliance/audit/event.h"
#include "appliance/audit/log.h"
#include "appliance/base/clock.h"
#include "appliance/base/database_thread.h"
#include "appliance/base/file.h"
#include "appliance/registry/allowance.h"
#include "appliance/registry/quota_use.h"
#include "appliance/registry/seal_record.h"
#include "appliance/sealer/async_database.h"
#include "appliance/sealer/authority/authorisation.h"
#include "appliance/sealer/box_state.h"
#include "appliance/sealer/check_rules.h"
#include "appliance/sealer/config.h"
#include "appliance/sealer/level_raiser.h"
#include "appliance/sealer/metrics.h"
#include "appliance/sealer/refused_access.h"
#include "appliance/sealer/registry_view.h"
#include "appliance/sealer/relay.h"
#include "appliance/sealer/requests_under_way.h"
#include "appliance/sealer/trust_store.h"
#include "hsm/token_pool.h"

namespace signet::sealer {

/// What a change of the registry is, besides its rows: what the log says of it, and what of the
/// registry in use it touched.
struct RegistryChange {
  std::vector<audit::Event> events;
  Touched touched;
};

/// What the sealer process holds for as long as it runs: the data, the log, the token, the state.
/// Opened before the first request; then every member may be used from any thread.
class Box {
 public:
  /// Opens database, log and registry and takes the box's lock. Throws Error: kUnprovisioned (no
  /// box here), kAlreadyRunning, kConfigurationInvalid, kDatabaseFailed. A log that contradicts
  /// itself does not throw: the box is then failed and serves only its state.
  Box(SealerConfig config, boost::asio::any_io_executor executor, Clock clock);
  ~Box();
  Box(const Box&) = delete;
  Box& operator=(const Box&) = delete;

  const SealerConfig& config() const { return config_; }
  Time Now() const { return clock_(); }
  const boost::asio::any_io_executor& executor() const { return executor_; }
  DatabaseThread& database() { return *database_; }
  /// Throws Error(kLogInconsistent) in state failed.
  audit::Log& log();
  const audit::LogKey& log_key() const { return log_key_; }
  RegistryView registry() const;
  /// Changes the registry and logs it, both or neither; from then on requests go by it. `change`
  /// runs on the database thread, perhaps twice (DatabaseThread).
  using ChangeWork = std::function<RegistryChange(SQLite::Database&)>;
  boost::asio::awaitable<void> ChangeRegistry(ChangeWork change);
  const CheckRules& check_rules() const { return check_rules_; }
  /// On the database thread only.
  registry::SealRecords& seals() { return seals_; }
  registry::Allowances& allowances() { return allowances_; }
  /// What verifications trust: the anchors in sealer.toml and what the registry held when the
  /// sealer started or RenewTrust() was last called.
  std::shared_ptr<const TrustInUse> trust() const;
  boost::asio::awaitable<void> RenewTrust();
  hsm::TokenPool& token() { return *token_; }
  Metrics& metrics() { return metrics_; }
  BoxState& state() { return state_; }
  RefusedAccess& refused_access() { return refused_access_; }
  RequestsUnderWay& under_way() { return under_way_; }
  Relay& relay() { return relay_; }
  TimeStamper& authorities() { return authorities_; }
  LevelRaiser& levels() { return levels_; }

  /// Why `key` cannot seal now, as a sentence; empty if it can.
  std::string ProblemOf(const UsableKey& key) const;
  /// Its CA says so: the key seals no more while this process runs.
  void NoteRevoked(const UsableKey& key);
  /// Why the clock is in doubt, as a sentence; empty when it is not any more. Sealing stops
  /// meanwhile.
  void NoteClock(const std::string& problem);
  bool clock_in_doubt() const;

  /// On the database thread: nobody can ask for this unfinished seal again. It fails, which the log
  /// says, and what it took of its mandates goes back.
  void Abandon(const registry::SealRecord& record, Code problem, Time now);

  /// Adds an entry to the log without waiting for it; a failure goes to the journal. For events
  /// that nothing waits for: never for an intention or a completion.
  void Record(const audit::Event& event);

  /// `source` says where the PIN came from ("pin-file", "control-socket"); it stands in the log.
  boost::asio::awaitable<void> Unlock(Secret pin, std::string source);
  void Lock(std::string source);

  /// Sets the state that token, certificates and disk allow now, and logs a change of it.
  void Reconsider();

  /// Logs the orderly end. After this only the destructor is called.
  void Stop();

 private:
  void OpenLog();
  void Remember(const registry::QuotaUse& use);
  void LogInterruptedSeals();
  void OnTokenEvent(const hsm::TokenEvent& event);
  BoxState::View Assess() const;

  SealerConfig config_;
  boost::asio::any_io_executor executor_;
  Clock clock_;
  BoxState state_;
  FileDescriptor lock_;
  SQLite::Database connection_;
  audit::LogKey log_key_;
  mutable std::mutex registry_mutex_;  ///< guards the next one
  RegistryView registry_;
  CheckRules check_rules_;
  registry::SealRecords seals_;
  registry::Allowances allowances_;
  std::unique_ptr<audit::Log> log_;
  std::string log_problem_;
  Metrics metrics_;
  RefusedAccess refused_access_;
  RequestsUnderWay under_way_;
  Relay relay_;
  TimeStamper authorities_;
  RevocationService revocation_;
  LevelRaiser levels_;
  std::atomic<bool> unlocked_{false};
  mutable std::mutex trust_mutex_;  ///< guards the next one
  std::shared_ptr<const TrustInUse> trust_;
  mutable std::mutex doubts_;  ///< guards the next two
  std::set<Sha256> revoked_;   ///< certificates of seal keys
  std::string clock_problem_;
  // Last, so that they end first: they call into what stands above.
  std::unique_ptr<DatabaseThread> database_;
  std::unique_ptr<hsm::TokenPool> token_;
};

}  // namespace signet::sealer
