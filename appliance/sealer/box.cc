#include "appliance/sealer/box.h"

#include <boost/asio/post.hpp>
#include <filesystem>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/base/journal.h"
#include "appliance/sealer/version.h"

namespace signet::sealer {
namespace {

SQLite::Database OpenBoxDatabase(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path)) {
    throw Error(Code::kUnprovisioned, "There is no box at " + path.parent_path().string() +
                                          " yet. Make one with `signetctl init`.");
  }
  SQLite::Database database = OpenDatabase(path);
  // With the tables that this version brings, for boxes that an older one made.
  registry::CreateRegistryTables(database);
  return database;
}

Fetch FetchOver(Relay& relay) {
  return [&relay](FetchQuestion question) { return relay.Fetch(std::move(question)); };
}

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  return text;
}

}  // namespace

Box::Box(SealerConfig config, boost::asio::any_io_executor executor, Clock clock)
    : config_(std::move(config)),
      executor_(std::move(executor)),
      clock_(std::move(clock)),
      state_(clock_()),
      lock_(LockFile(config_.lock, "Another process works on this box.")),
      connection_(OpenBoxDatabase(config_.database)),
      log_key_(audit::LogKey::FromVkey(Trimmed(ReadFile(config_.log_vkey)))),
      registry_(RegistryView::Load(connection_)),
      check_rules_(CheckRules::Load(connection_)),
      seals_(connection_),
      allowances_(connection_),
      relay_(executor_),
      authorities_(config_.authorities, config_.clock_tolerance, FetchOver(relay_), clock_,
                   [this](const std::string& authority, const std::string& problem) {
                     Record(audit::TimeStampRefused{authority, problem});
                   },
                   {registry::ListQuotaUses(connection_),
                    [this](const registry::QuotaUse& use) { Remember(use); }}),
      revocation_(executor_, config_.revocation, FetchOver(relay_), clock_),
      levels_(authorities_, revocation_, config_.anchors, clock_),
      trust_(std::make_shared<const TrustInUse>(
          LoadTrustInUse(connection_, levels_.anchors(), clock_()))) {
  OpenLog();
  database_ = std::make_unique<DatabaseThread>(connection_, log_.get());
  token_ = std::make_unique<hsm::TokenPool>(
      executor_, config_.token, [this](const hsm::TokenEvent& event) { OnTokenEvent(event); });
  if (log_ == nullptr) return;
  Record(audit::BoxStarted{std::string(kVersion)});
  LogInterruptedSeals();
  Reconsider();
}

Box::~Box() {
  // The workers end first: their last events still find the database.
  token_.reset();
  database_.reset();
}

void Box::OpenLog() {
  try {
    log_ = audit::Log::Open(connection_);
  } catch (const Error& error) {
    if (error.code() != Code::kLogInconsistent) throw;
    log_problem_ = error.message();
    state_.Set(State::kFailed, error.message() + " Keep the box as it is and call its auditor.",
               Now());
    journal::Failure("state to=failed reason=\"" + error.message() + "\"");
  }
}

audit::Log& Box::log() {
  if (log_ == nullptr) throw Error(Code::kLogInconsistent, log_problem_);
  return *log_;
}

std::shared_ptr<const TrustInUse> Box::trust() const {
  const std::lock_guard lock(trust_mutex_);
  return trust_;
}

boost::asio::awaitable<void> Box::RenewTrust() {
  std::shared_ptr<const TrustInUse> renewed;
  co_await OnDatabase(*database_, [&](SQLite::Database& database) {
    renewed =
        std::make_shared<const TrustInUse>(LoadTrustInUse(database, levels_.anchors(), clock_()));
  });
  const std::lock_guard lock(trust_mutex_);
  trust_ = std::move(renewed);
}

void Box::Record(const audit::Event& event) {
  if (log_ == nullptr) return;
  auto entry = audit::EncodeEntry(Now(), event);
  database_->Submit(
      [this, entry = std::move(entry)](SQLite::Database&) { log_->Append(entry); },
      [](const std::exception_ptr& failure) {
        if (failure == nullptr) return;
        const Error error = AsError(failure);
        journal::Failure("log-entry-lost problem=" + std::string(InfoOf(error.code()).name) +
                         " cause=\"" + error.cause() + "\"");
      });
}

void Box::Remember(const registry::QuotaUse& use) {
  database_->Submit([use](SQLite::Database& database) { registry::StoreQuotaUse(database, use); },
                    [](const std::exception_ptr& failure) {
                      if (failure == nullptr) return;
                      journal::Failure("quota-use-lost cause=\"" + AsError(failure).cause() + "\"");
                    });
}

RegistryView Box::registry() const {
  const std::lock_guard lock(registry_mutex_);
  return registry_;
}

boost::asio::awaitable<void> Box::ChangeRegistry(ChangeWork change) {
  const Time now = Now();
  Touched touched;
  co_await OnDatabase(*database_, [&](SQLite::Database& database) {
    const RegistryChange made = change(database);
    for (const audit::Event& event : made.events) log().Append(now, event);
    touched = made.touched;
  });
  // After the commit and on the database thread: what is read is durable, and changes follow each
  // other in the order in which they were made.
  co_await OnDatabase(*database_, [&](SQLite::Database& database) {
    RegistryView renewed = Renewed(registry(), touched, database);
    const std::lock_guard lock(registry_mutex_);
    registry_ = std::move(renewed);
  });
  if (touched.keys) Reconsider();
}

void Box::LogInterruptedSeals() {
  const Time now = Now();
  database_->Run([this, now](SQLite::Database&) {
    for (const auto& record : seals_.ListIntended()) {
      if (record.idempotency_key.empty()) {
        Abandon(record, Code::kSealAbandoned, now);
      } else {
        log_->Append(now, audit::SealInterrupted{record.id, record.intention_index});
      }
    }
  });
}

void Box::Abandon(const registry::SealRecord& record, Code problem, Time now) {
  seals_.Fail(record.id, static_cast<std::uint32_t>(problem));
  const Authority authority =
      AuthorityFrom(record.authority, record.mandates, *registry().mandates);
  allowances_.GiveBack(SharesOf(authority), record.requested);
  log_->Append(
      now, audit::SealFailed{record.id, record.intention_index, std::string(InfoOf(problem).name)});
}

boost::asio::awaitable<void> Box::Unlock(Secret pin, std::string source) {
  try {
    co_await token_->Unlock(std::move(pin));
  } catch (const Error& error) {
    if (error.code() == Code::kPinWrong || error.code() == Code::kPinLocked) {
      Record(audit::PinRefused{source});
    }
    throw;
  }
  unlocked_ = true;
  Record(audit::TokenUnlocked{source});
  Reconsider();
}

void Box::Lock(std::string source) {
  unlocked_ = false;
  token_->Lock();
  Record(audit::TokenLocked{std::move(source)});
  Reconsider();
}

void Box::OnTokenEvent(const hsm::TokenEvent& event) {
  using Kind = hsm::TokenEvent::Kind;
  const std::string worker = "worker " + std::to_string(event.worker);
  switch (event.kind) {
    case Kind::kWorkerReady:
      journal::Info("token-worker-ready worker=" + std::to_string(event.worker));
      break;
    case Kind::kWorkerLost:
      journal::Warning("token-worker-lost worker=" + std::to_string(event.worker) + " detail=\"" +
                       event.detail + "\"");
      Record(audit::TokenFault{worker + " was lost"});
      break;
    case Kind::kWorkerHung:
      journal::Warning("token-worker-hung worker=" + std::to_string(event.worker));
      Record(audit::TokenFault{worker + " did not answer and was ended"});
      break;
    case Kind::kPinRefused:
    case Kind::kPinLocked:
      journal::Failure("token-pin-refused worker=" + std::to_string(event.worker));
      unlocked_ = false;
      Record(audit::PinRefused{worker});
      break;
  }
  // Not from here: the pool is in the middle of its own change.
  boost::asio::post(executor_, [this] { Reconsider(); });
}

BoxState::View Box::Assess() const {
  const Time now = Now();
  if (!unlocked_) {
    return {State::kLocked, "Unlock the token with `signetctl unlock`.", now};
  }
  const auto space = std::filesystem::space(config_.database.parent_path());
  if (space.available < config_.least_free_octets) {
    return {State::kSuspended,
            "The disk is nearly full: free at least " +
                std::to_string(config_.least_free_octets >> 20U) + " MiB.",
            now};
  }
  if (token_->Status().ready == 0) {
    return {State::kSuspended,
            "The token does not answer: see that it is plugged in; the journal has the details.",
            now};
  }
  {
    const std::lock_guard lock(doubts_);
    if (!clock_problem_.empty()) return {State::kSuspended, clock_problem_, now};
  }
  const auto keys = registry().keys;
  for (const UsableKey& key : *keys) {
    if (ProblemOf(key).empty()) return {State::kOperational, "", now};
  }
  return {State::kSuspended,
          "No seal key has a certificate that is valid now: add one with `signetctl key "
          "certificate`.",
          now};
}

std::string Box::ProblemOf(const UsableKey& key) const {
  std::string problem = sealer::ProblemOf(key, Now());
  if (!problem.empty()) return problem;
  const std::lock_guard lock(doubts_);
  return revoked_.contains(key.chain.front().fingerprint()) ? "Its certificate is revoked." : "";
}

void Box::NoteRevoked(const UsableKey& key) {
  const Sha256& certificate = key.chain.front().fingerprint();
  {
    const std::lock_guard lock(doubts_);
    if (!revoked_.insert(certificate).second) return;
  }
  journal::Failure("seal-certificate-revoked key=" + key.name);
  Record(audit::KeyRevoked{key.name, certificate});
  Reconsider();
}

void Box::NoteClock(const std::string& problem) {
  {
    const std::lock_guard lock(doubts_);
    if (clock_problem_ == problem) return;
    clock_problem_ = problem;
  }
  Reconsider();
}

bool Box::clock_in_doubt() const {
  const std::lock_guard lock(doubts_);
  return !clock_problem_.empty();
}

void Box::Reconsider() {
  if (log_ == nullptr || token_ == nullptr) return;
  const auto before = state_.Get();
  const auto now = Assess();
  if (!state_.Set(now.state, now.reason, now.since)) return;
  journal::Info("state from=" + std::string(NameOf(before.state)) +
                " to=" + std::string(NameOf(now.state)) + " reason=\"" + now.reason + "\"");
  Record(audit::StateChanged{std::string(NameOf(before.state)), std::string(NameOf(now.state)),
                             now.reason});
}

void Box::Stop() {
  if (log_ == nullptr) return;
  Record(audit::BoxStopped{});
}

}  // namespace signet::sealer
