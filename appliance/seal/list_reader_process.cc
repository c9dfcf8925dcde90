#include "appliance/seal/list_reader_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/base/spawn.h"

namespace signet::seal {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMaxAnswer = 64U << 20U;

Error Broken(Code code, const std::string& what, std::string cause = {}) {
  return {code, what + " Nothing is known about this list; check the installation.",
          std::move(cause)};
}

int MillisecondsUntil(Clock::time_point deadline) {
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return left > 0 ? static_cast<int>(left) : 0;
}

/// A child that never outlives its owner.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  ~Child() {
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      Reap();
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// How it ended; it is made to end at `deadline`.
  int Wait(Clock::time_point deadline) {
    // As pidfd_open, which glibc 2.36 declares without C linkage.
    const FileDescriptor ended(static_cast<int>(syscall(SYS_pidfd_open, pid_, 0)));
    pollfd event{ended.get(), POLLIN, 0};
    if (poll(&event, 1, MillisecondsUntil(deadline)) != 1) kill(pid_, SIGKILL);
    return Reap();
  }

 private:
  int Reap() {
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status;
  }

  pid_t pid_;
};

std::pair<FileDescriptor, FileDescriptor> SocketPair() {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw Broken(Code::kOverloaded, "The reader of trusted lists cannot be reached.",
                 std::strerror(errno));  // NOLINT(concurrency-mt-unsafe)
  }
  return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

pid_t Spawn(const std::filesystem::path& program, int socket) {
  SpawnActions actions;
  posix_spawn_file_actions_adddup2(actions.get(), socket, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(actions.get(), socket, STDOUT_FILENO);
  posix_spawn_file_actions_addclosefrom_np(actions.get(), STDERR_FILENO + 1);
  std::string path = program.string();
  std::array<char*, 2> arguments{path.data(), nullptr};
  std::array<char*, 1> environment{nullptr};
  pid_t pid = -1;
  const int error =
      posix_spawn(&pid, path.c_str(), actions.get(), nullptr, arguments.data(), environment.data());
  if (error != 0) {
    throw Broken(Code::kFileUnusable, "The program " + path + " cannot be started.",
                 std::strerror(error));  // NOLINT(concurrency-mt-unsafe)
  }
  return pid;
}

// Both directions at once: the child may complain before it has read everything.
std::string Exchange(int socket, std::string_view question, Clock::time_point deadline) {
  std::string answer;
  std::array<char, 1U << 16U> block{};
  if (question.empty()) shutdown(socket, SHUT_WR);
  for (;;) {
    pollfd ready{socket, static_cast<short>(question.empty() ? POLLIN : POLLIN | POLLOUT), 0};
    const int left = MillisecondsUntil(deadline);
    if (left == 0 || poll(&ready, 1, left) == 0) {
      throw Broken(Code::kTimedOut, "The reader of trusted lists took too long.");
    }
    if ((ready.revents & POLLOUT) != 0) {
      const ssize_t sent =
          send(socket, question.data(), question.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent > 0) question.remove_prefix(static_cast<std::size_t>(sent));
      // It has gone; its answer or its silence says the rest.
      if (sent < 0 && errno != EAGAIN) question = {};
      if (question.empty()) shutdown(socket, SHUT_WR);
    }
    if ((ready.revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
    const ssize_t got = recv(socket, block.data(), block.size(), MSG_DONTWAIT);
    if (got == 0 || (got < 0 && errno != EAGAIN)) return answer;
    if (got > 0) answer.append(block.data(), static_cast<std::size_t>(got));
    if (answer.size() > kMaxAnswer) {
      throw Broken(Code::kTooLarge, "The reader of trusted lists answered too much.");
    }
  }
}

std::string Describe(int status) {
  return WIFSIGNALED(status) ? "ended by signal " + std::to_string(WTERMSIG(status))
                             : "ended with status " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

ListReaderSettings ListReaderBesideThisProgram() {
  ListReaderSettings settings;
  settings.program =
      std::filesystem::read_symlink("/proc/self/exe").parent_path() / "signet-list-reader";
  return settings;
}

ReadList ReadTrustedList(const ListReaderSettings& settings, const UntrustedText& xml) {
  if (xml.size() > kMaxListOctets) {
    return {.verdict = "not XML",
            .reason = "it has more than 32 MiB",
            .signer = {},
            .list = {},
            .answer = {}};
  }
  auto [ours, theirs] = SocketPair();
  Child child(Spawn(settings.program, theirs.get()));
  theirs = FileDescriptor();
  const Clock::time_point deadline = Clock::now() + settings.time_limit;
  std::string answer = Exchange(ours.get(), xml.unchecked(), deadline);
  const int status = child.Wait(deadline);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw Broken(Code::kFileUnusable, "The reader of trusted lists gave up on this file.",
                 Describe(status));
  }
  return ReadListAnswer(UntrustedText(std::move(answer)));
}

}  // namespace signet::seal
