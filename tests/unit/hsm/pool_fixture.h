#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "appliance/base/error.h"
#include "hsm/token_pool.h"
#include "tests/support/softhsm_token.h"
#include "tests/unit/hsm/child_processes.h"
#include "tests/unit/hsm/event_loop.h"
#include "tests/unit/hsm/shim_control.h"
#include "tests/unit/hsm/verification.h"

namespace signet::test {

/// What the pool told its listener.
class EventRecord {
 public:
  using Kind = hsm::TokenEvent::Kind;

  void Add(const hsm::TokenEvent& event) {
    const std::scoped_lock lock(mutex_);
    events_.push_back(event);
    changed_.notify_all();
  }
  /// Returns when there have been this many of the kind since the start.
  void Await(Kind kind, std::ptrdiff_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return CountUnlocked(kind) >= count; });
  }
  std::ptrdiff_t Count(Kind kind) {
    const std::scoped_lock lock(mutex_);
    return CountUnlocked(kind);
  }

 private:
  std::ptrdiff_t CountUnlocked(Kind kind) const {
    return std::ranges::count(events_, kind, &hsm::TokenEvent::kind);
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<hsm::TokenEvent> events_;
};

/// A token with the P-256 key "key", the shim in front, and a pool on four threads.
class PoolFixture : public testing::Test {
 protected:
  using Kind = EventRecord::Kind;
  static constexpr auto kMechanism = hsm::Mechanism::kEcdsaP256;
  // Long enough for the slowest sanitizer, so that only what hangs exceeds it.
  static constexpr std::chrono::milliseconds kLimit{5'000};

  PoolFixture() : shim_(token_) {
    public_key_ = token_.GenerateKey(hsm::KeyKind::kP256, "key");
    settings_.worker_program = SIGNET_BIN_DIR "/signet-token";
    settings_.module = ShimControl::Module();
    settings_.token_label = token_.label();
    settings_.environment = shim_.environment();
    settings_.environment.merge(token_.environment());  // a box names its SoftHSM store here too
    settings_.time_limit = kLimit;
  }
  ~PoolFixture() override { pool_.reset(); }

  void MakePool(unsigned workers) {
    settings_.workers = workers;
    pool_ = std::make_unique<hsm::TokenPool>(
        loop_.executor(), settings_,
        [record = events_](const hsm::TokenEvent& event) { record->Add(event); });
  }
  void Unlock() { loop_.Await(pool_->Unlock(token_.Pin())); }
  /// With every worker ready.
  void UnlockAll(unsigned workers) {
    MakePool(workers);
    Unlock();
    events_->Await(Kind::kWorkerReady, workers);
  }
  Code UnlockCode(Secret pin) {
    try {
      loop_.Await(pool_->Unlock(std::move(pin)));
    } catch (const Error& error) {
      return error.code();
    }
    ADD_FAILURE() << "the token was unlocked";
    return Code::kInternal;
  }

  std::future<Bytes> StartSign(unsigned number, const std::string& key = "key") {
    return loop_.Start(pool_->Sign(key, kMechanism, InputFor(kMechanism, number)));
  }
  /// nullopt for a signature that verifies, else the code of the failure.
  std::optional<Code> Outcome(unsigned number, std::future<Bytes> signature) const {
    try {
      const Bytes octets = signature.get();
      const bool verifies = Verifies(public_key_, kMechanism, InputFor(kMechanism, number), octets);
      return verifies ? std::nullopt : std::optional(Code::kTokenSignatureWrong);
    } catch (const Error& error) {
      return error.code();
    }
  }
  std::optional<Code> Sign(unsigned number, const std::string& key = "key") {
    return Outcome(number, StartSign(number, key));
  }

  SoftHsmToken token_;
  ShimControl shim_;
  Bytes public_key_;
  std::shared_ptr<EventRecord> events_ = std::make_shared<EventRecord>();
  hsm::TokenSettings settings_;
  EventLoop loop_{4};
  std::unique_ptr<hsm::TokenPool> pool_;
};

}  // namespace signet::test
