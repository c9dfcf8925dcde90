#include "tests/bench/pool_rate.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <ctime>
#include <exception>
#include <utility>

#include "appliance/base/error.h"

namespace signet::bench {
namespace {

namespace asio = boost::asio;
using SteadyClock = std::chrono::steady_clock;

double CpuMicroseconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

/// One waiter of many: asks for the next signature as soon as it has one.
asio::awaitable<void> Ask(hsm::TokenPool& pool, const PoolLoad& load,
                          SteadyClock::time_point until) {
  const Bytes input(load.mechanism == hsm::Mechanism::kEcdsaP384 ? 48 : 32);
  while (SteadyClock::now() < until) {
    co_await pool.Sign(load.key_label, load.mechanism, input);
  }
}

class Measurement {
 public:
  explicit Measurement(PoolLoad load)
      : load_(std::move(load)),
        pool_(context_.get_executor(), load_.settings, [this](const hsm::TokenEvent& event) {
          if (event.kind == hsm::TokenEvent::Kind::kWorkerReady) ++ready_;
        }) {}

  PoolRate Run() {
    Unlock();
    while (ready_ < load_.settings.workers) context_.run_one();

    const double own = CpuMicroseconds();
    const hsm::TokenStatus before = pool_.Status();
    const auto begin = SteadyClock::now();
    const auto length = std::chrono::duration<double>(load_.seconds);
    const auto until = begin + std::chrono::duration_cast<SteadyClock::duration>(length);
    for (unsigned i = 0; i < load_.at_once; ++i) Spawn(Ask(pool_, load_, until));
    RunUntilDone();
    const std::chrono::duration<double> elapsed = SteadyClock::now() - begin;
    const hsm::TokenStatus after = pool_.Status();

    const auto count = static_cast<double>(after.signatures - before.signatures);
    return {.signatures_per_second = count / elapsed.count(),
            .own_cpu_microseconds = (CpuMicroseconds() - own) / count,
            .worker_cpu_microseconds =
                static_cast<double>(after.cpu_microseconds - before.cpu_microseconds) / count};
  }

 private:
  void Unlock() {
    Spawn(pool_.Unlock(load_.pin.Duplicate()));
    RunUntilDone();
  }
  void Spawn(asio::awaitable<void> coroutine) {
    ++running_;
    asio::co_spawn(context_, std::move(coroutine), [this](const std::exception_ptr& failure) {
      --running_;
      if (failure) failure_ = failure;
    });
  }
  void RunUntilDone() {
    while (running_ > 0) context_.run_one();
    if (failure_) std::rethrow_exception(failure_);
  }

  PoolLoad load_;
  asio::io_context context_{1};
  unsigned ready_ = 0;
  unsigned running_ = 0;
  std::exception_ptr failure_;
  hsm::TokenPool pool_;
};

}  // namespace

PoolRate MeasurePoolRate(PoolLoad load) { return Measurement(std::move(load)).Run(); }

}  // namespace signet::bench
