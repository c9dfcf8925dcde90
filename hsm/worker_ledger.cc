#include "hsm/worker_ledger.h"

#include <sys/resource.h>
#include <sys/wait.h>

#include <ctime>
#include <utility>

namespace signet::hsm {
namespace {

std::uint64_t Microseconds(const timeval& time) {
  return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000U +
         static_cast<std::uint64_t>(time.tv_usec);
}

std::uint64_t CpuOfRunning(pid_t pid) {
  clockid_t clock{};
  timespec time{};
  if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &time) != 0) return 0;
  return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000U +
         static_cast<std::uint64_t>(time.tv_nsec) / 1'000U;
}

}  // namespace

WorkerLedger::WorkerLedger(unsigned workers, TokenPool::Listener listener)
    : listener_(std::move(listener)) {
  status_.workers = workers;
}

void WorkerLedger::Announce(const TokenEvent& event) {
  const std::scoped_lock lock(telling_);
  if (listener_) listener_(event);
}

void WorkerLedger::Silence() {
  const std::scoped_lock lock(telling_);
  listener_ = nullptr;
}

void WorkerLedger::CountSignature() {
  const std::scoped_lock lock(counting_);
  ++status_.signatures;
}

void WorkerLedger::CountReady(int change) {
  const std::scoped_lock lock(counting_);
  status_.ready += static_cast<unsigned>(change);
}

void WorkerLedger::CountReplaced() {
  const std::scoped_lock lock(counting_);
  ++status_.replaced;
}

TokenStatus WorkerLedger::Status() const {
  const std::scoped_lock lock(counting_);
  TokenStatus status = status_;
  for (const pid_t pid : running_) status.cpu_microseconds += CpuOfRunning(pid);
  return status;
}

void WorkerLedger::Started(pid_t pid) {
  const std::scoped_lock lock(counting_);
  running_.insert(pid);
}

std::optional<int> WorkerLedger::Reap(pid_t pid) {
  const std::scoped_lock lock(counting_);
  int status = 0;
  rusage usage{};
  const pid_t ended = wait4(pid, &status, WNOHANG, &usage);
  if (ended == 0) return std::nullopt;
  running_.erase(pid);
  if (ended < 0) return 0;
  status_.cpu_microseconds += Microseconds(usage.ru_utime) + Microseconds(usage.ru_stime);
  return status;
}

}  // namespace signet::hsm
