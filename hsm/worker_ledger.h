#pragma once

#include <sys/types.h>

#include <functional>
#include <mutex>
#include <optional>
#include <set>

#include "hsm/token_pool.h"

namespace signet::hsm {

/// What the pool counts and tells, and the one place that reaps its workers. From any thread.
class WorkerLedger {
 public:
  WorkerLedger(unsigned workers, TokenPool::Listener listener);

  void Announce(const TokenEvent& event);
  /// Nobody is told anything more; returns when nobody is being told.
  void Silence();

  void CountSignature();
  void CountReady(int change);
  void CountReplaced();
  TokenStatus Status() const;

  void Started(pid_t pid);
  /// Collects this child if it has ended and adds up its CPU time: its wait status, or nullopt if
  /// it still runs. A child that somebody else collected gives 0.
  std::optional<int> Reap(pid_t pid);

 private:
  mutable std::mutex counting_;
  TokenStatus status_;
  std::set<pid_t> running_;

  std::mutex telling_;
  TokenPool::Listener listener_;
};

}  // namespace signet::hsm
