#include "hsm/worker_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <google/protobuf/message_lite.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <map>
#include <utility>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/spawn.h"
#include "hsm/frame.h"
#include "hsm/worker.h"

namespace signet::hsm {
namespace {

namespace asio = boost::asio;
constexpr auto kQuietly = asio::as_tuple(asio::use_awaitable);

// A frame is handed over in one piece or not at all.
constexpr int kSocketBuffer = 4 * static_cast<int>(kMaxFrame);

Error NotStarted(const TokenSettings& settings, int error) {
  return {Code::kTokenUnavailable,
          "The token worker " + settings.worker_program.string() +
              " cannot be started. Check the installation.",
          std::strerror(error)};  // NOLINT(concurrency-mt-unsafe)
}

/// `NAME=value` strings of this process, overlaid with the settings'.
std::vector<std::string> EnvironmentFor(const TokenSettings& settings) {
  std::map<std::string, std::string> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    environment[std::string(text.substr(0, equals))] = text.substr(equals + 1);
  }
  for (const auto& [name, value] : settings.environment) environment[name] = value;
  std::vector<std::string> entries;
  for (const auto& [name, value] : environment) entries.push_back(name + "=" + value);
  return entries;
}

/// The descriptor somewhere above those that the child gets it as: dup2 must not overwrite one that
/// is still to be handed over.
FileDescriptor Aside(int fd) { return FileDescriptor(fcntl(fd, F_DUPFD_CLOEXEC, 16)); }

pid_t Spawn(const TokenSettings& settings, int socket, int pin_guard) {
  const FileDescriptor socket_aside = Aside(socket);
  const FileDescriptor guard_aside = Aside(pin_guard);
  SpawnActions actions;
  posix_spawn_file_actions_addopen(actions.get(), STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(actions.get(), STDERR_FILENO, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(actions.get(), socket_aside.get(), kWorkerSocket);
  posix_spawn_file_actions_adddup2(actions.get(), guard_aside.get(), kWorkerPinGuard);
  posix_spawn_file_actions_addclosefrom_np(actions.get(), kWorkerPinGuard + 1);

  SpawnAttributes attributes;
  sigset_t signals;
  sigemptyset(&signals);
  posix_spawnattr_setsigmask(attributes.get(), &signals);
  sigfillset(&signals);
  posix_spawnattr_setsigdefault(attributes.get(), &signals);
  posix_spawnattr_setflags(attributes.get(), POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

  std::string program = settings.worker_program.string();
  std::vector<std::string> environment = EnvironmentFor(settings);
  std::vector<char*> variables;
  for (std::string& entry : environment) variables.push_back(entry.data());
  variables.push_back(nullptr);
  std::array<char*, 2> arguments{program.data(), nullptr};

  pid_t pid = -1;
  const int error = posix_spawn(&pid, program.c_str(), actions.get(), attributes.get(),
                                arguments.data(), variables.data());
  if (error != 0) throw NotStarted(settings, error);
  return pid;
}

// As pidfd_open, which glibc 2.36 declares without C linkage.
FileDescriptor OpenChild(pid_t pid) {
  return FileDescriptor(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
}

std::string Describe(int status) {
  if (WIFSIGNALED(status)) return fmt::format("ended by signal {}", WTERMSIG(status));
  return fmt::format("ended with status {}", WEXITSTATUS(status));
}

}  // namespace

std::shared_ptr<WorkerProcess> WorkerProcess::Start(const asio::any_io_executor& executor,
                                                    const TokenSettings& settings, int pin_guard,
                                                    std::shared_ptr<WorkerLedger> ledger) {
  std::array<int, 2> ends{-1, -1};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw NotStarted(settings, errno);
  }
  FileDescriptor ours(ends[0]);
  const FileDescriptor theirs(ends[1]);
  setsockopt(ours.get(), SOL_SOCKET, SO_SNDBUF, &kSocketBuffer, sizeof kSocketBuffer);

  const pid_t pid = Spawn(settings, theirs.get(), pin_guard);
  FileDescriptor child = OpenChild(pid);
  if (child.get() < 0) {
    const int error = errno;
    kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
    throw NotStarted(settings, error);
  }
  ledger->Started(pid);
  return std::make_shared<WorkerProcess>(executor, pid, std::move(child), std::move(ours),
                                         std::move(ledger));
}

WorkerProcess::WorkerProcess(const asio::any_io_executor& executor, pid_t pid, FileDescriptor child,
                             FileDescriptor socket, std::shared_ptr<WorkerLedger> ledger)
    : pid_(pid),
      child_(executor, child.Release()),
      socket_(executor, asio::local::stream_protocol(), socket.Release()),
      ledger_(std::move(ledger)) {}

WorkerProcess::~WorkerProcess() {
  if (Reap()) return;
  Kill();
  // A process that the kernel cannot end (a driver that hangs) is left behind rather than waited
  // for; it is collected when this process ends.
  pollfd ended{.fd = child_.native_handle(), .events = POLLIN, .revents = 0};
  poll(&ended, 1, 1000);
  Reap();
}

bool WorkerProcess::Reap() {
  if (!status_) status_ = ledger_->Reap(pid_);
  return status_.has_value();
}

bool WorkerProcess::Send(std::string_view frame) {
  if (!socket_.is_open()) return false;
  const ssize_t sent =
      send(socket_.native_handle(), frame.data(), frame.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  return sent == static_cast<ssize_t>(frame.size());
}

asio::awaitable<bool> WorkerProcess::Receive(google::protobuf::MessageLite& answer) {
  while (true) {
    if (received_.size() >= kFrameHeader) {
      const auto length = FrameLength(received_);
      if (!length) co_return false;
      const std::size_t whole = kFrameHeader + *length;
      if (received_.size() >= whole) {
        const bool parsed =
            answer.ParseFromArray(received_.data() + kFrameHeader, static_cast<int>(*length));
        received_.erase(0, whole);
        co_return parsed;
      }
    }
    if (!socket_.is_open()) co_return false;
    const auto [error, size] = co_await socket_.async_read_some(asio::buffer(buffer_), kQuietly);
    if (error) co_return false;
    received_.append(buffer_.data(), size);
  }
}

void WorkerProcess::HangUp() {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

void WorkerProcess::Kill() {
  // Until it is reaped its number cannot become another process's.
  if (!status_) kill(pid_, SIGKILL);
  HangUp();
}

asio::awaitable<std::string> WorkerProcess::Ended(std::chrono::milliseconds grace) {
  const auto self = shared_from_this();
  asio::steady_timer patience(child_.get_executor(), grace);
  patience.async_wait([self](const boost::system::error_code& error) {
    if (!error) self->Kill();
  });
  while (!Reap()) {
    const auto [error] =
        co_await child_.async_wait(asio::posix::descriptor_base::wait_read, kQuietly);
    if (error && !Reap()) co_return "cannot be waited for";
  }
  co_return Describe(*status_);
}

}  // namespace signet::hsm
