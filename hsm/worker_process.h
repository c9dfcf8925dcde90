#pragma once

#include <sys/types.h>

#include <array>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "appliance/base/file.h"
#include "hsm/token_pool.h"
#include "hsm/worker_ledger.h"

namespace google::protobuf {
class MessageLite;
}

namespace signet::hsm {

/// One signet-token process as its pool sees it: a socket and a child that is always reaped. All
/// members are called on `executor` (the pool's strand); the destructor may block for a second if
/// the child still runs.
class WorkerProcess : public std::enable_shared_from_this<WorkerProcess> {
 public:
  /// Spawns the program with this process's environment and settings.environment, the socket and
  /// the PIN guard, and nothing else that is open here. Throws Error kTokenUnavailable.
  static std::shared_ptr<WorkerProcess> Start(const boost::asio::any_io_executor& executor,
                                              const TokenSettings& settings, int pin_guard,
                                              std::shared_ptr<WorkerLedger> ledger);
  WorkerProcess(const boost::asio::any_io_executor& executor, pid_t pid, FileDescriptor child,
                FileDescriptor socket, std::shared_ptr<WorkerLedger> ledger);
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  pid_t pid() const { return pid_; }

  /// Hands a frame to the kernel; false if it does not take it whole at once: a worker has room for
  /// its one request unless something is wrong with it.
  bool Send(std::string_view frame);
  /// The next message into `answer`; false when the worker is gone, was hung up on or says
  /// something that is no message. One call at a time.
  boost::asio::awaitable<bool> Receive(google::protobuf::MessageLite& answer);

  /// Closes the socket, which is the order to end.
  void HangUp();
  /// For one that does not hear: SIGKILL, and the socket closed.
  void Kill();
  /// Waits until it has ended, killing it after `grace`; says how it ended.
  boost::asio::awaitable<std::string> Ended(std::chrono::milliseconds grace);

 private:
  using Socket = boost::asio::local::stream_protocol::socket;

  bool Reap();

  pid_t pid_;
  boost::asio::posix::stream_descriptor child_;  // pidfd, readable when the child has ended
  Socket socket_;
  std::shared_ptr<WorkerLedger> ledger_;
  std::optional<int> status_;
  std::string received_;
  std::array<char, 4096> buffer_{};
};

}  // namespace signet::hsm
