#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <chrono>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "appliance/base/secret.h"
#include "hsm/pin_guard.h"
#include "hsm/signature_request.h"
#include "hsm/token_pool.h"
#include "hsm/worker_ledger.h"
#include "hsm/worker_process.h"

namespace signet::hsm::protocol {
class Failure;
class FromWorker;
}  // namespace signet::hsm::protocol

namespace signet::hsm {

using Strand = boost::asio::strand<boost::asio::any_io_executor>;

/// The workers from one Unlock to the next Lock: keeps every place staffed, one start at a time,
/// and gives the requests to whoever is free. It ends for good, by End or by a refused PIN.
/// Everything here runs on the strand; its coroutines keep it alive until they are done.
class WorkerCrew : public std::enable_shared_from_this<WorkerCrew> {
 public:
  WorkerCrew(Strand strand, std::shared_ptr<const TokenSettings> settings,
             std::shared_ptr<WorkerLedger> ledger, Secret pin);

  /// Starts the first worker, then goes on by itself with the others. Throws as TokenPool::Unlock,
  /// after End.
  static boost::asio::awaitable<void> Assemble(std::shared_ptr<WorkerCrew> self);

  /// Takes the request over: it is answered whatever happens.
  void Submit(RequestPointer request);

  /// Sends the workers away, forgets the PIN, fails what is under way with kTokenUnavailable.
  void End();
  bool ended() const { return ended_; }

 private:
  using Clock = std::chrono::steady_clock;

  /// One worker's place: vacant until `due`, then starting, then free or busy.
  struct Place {
    unsigned number = 0;
    std::shared_ptr<WorkerProcess> worker;
    RequestPointer request;             ///< what it works on
    bool ready = false;                 ///< logged in
    bool hung = false;                  ///< killed by the watch
    std::string farewell;               ///< why it said that it ends
    Clock::time_point deadline{};       ///< for the start or the request
    Clock::time_point due{};            ///< when a vacant place may be staffed
    std::chrono::milliseconds pause{};  ///< before the next start if this worker fails
    bool staffed_before = false;
  };

  static boost::asio::awaitable<void> Recruit(std::shared_ptr<WorkerCrew> self);
  static boost::asio::awaitable<void> Serve(std::shared_ptr<WorkerCrew> self, Place& place);
  static boost::asio::awaitable<void> Watch(std::shared_ptr<WorkerCrew> self);

  boost::asio::awaitable<void> Staff(Place& place);
  boost::asio::awaitable<void> Dismiss(Place& place);
  Error StartFailure(const Place& place, bool answered, const protocol::FromWorker& answer,
                     const std::string& end) const;
  void Present(Place& place);
  void Postpone(Place& place);
  Place* NextVacant();
  Place* Idle();

  void Assign(Place& place, RequestPointer request);
  void GiveNext(Place& place);
  bool Take(Place& place, protocol::FromWorker& answer);
  bool TakeFailure(Place& place, RequestPointer request, const protocol::Failure& failure);
  void RefusePin(const Place& place, const Error& error);
  void Reassign(RequestPointer request);
  void KillOverdue(Clock::time_point now);
  void FailOverdue(Clock::time_point now);
  bool AnyReady() const;
  std::string OpenFrame() const;

  Strand strand_;
  std::shared_ptr<const TokenSettings> settings_;
  std::shared_ptr<WorkerLedger> ledger_;
  Secret pin_;
  PinGuard guard_;
  std::vector<Place> places_;
  std::deque<RequestPointer> waiting_;
  boost::asio::steady_timer recruiting_;  ///< rings when a place falls vacant
  boost::asio::steady_timer watching_;
  bool ended_ = false;
};

}  // namespace signet::hsm
