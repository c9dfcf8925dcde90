// signet-token: the one program that loads a PKCS#11 module for the sealer. TOKEN.md.

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <thread>
#include <utility>

#include "appliance/base/file.h"
#include "hsm/worker.h"

namespace signet::hsm {
namespace {

constexpr std::chrono::seconds kGrace{1};

/// The PIN is in this process's memory: no core file, no debugger of the same user, and nothing
/// more privileged to be started by the module.
void Harden() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

/// The pool says when to end, by closing the socket. Signals that reach the whole group (Ctrl-C,
/// a service manager) must not take the token from a sealer that is still finishing.
void LeaveSignalsToThePool() {
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGTERM, SIG_IGN);
  std::signal(SIGHUP, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
}

/// Ends this process soon after the pool is gone, even while the module hangs. (PR_SET_PDEATHSIG
/// would not do: it fires when the thread that spawned this process ends, not the process.)
void EndWithThePool(int socket) {
  std::thread([socket] {
    pollfd peer{.fd = socket, .events = POLLRDHUP, .revents = 0};
    while (poll(&peer, 1, -1) <= 0) {
    }
    std::this_thread::sleep_for(kGrace);
    _exit(static_cast<int>(WorkerExit::kAbandoned));
  }).detach();
}

bool IsInherited(int fd) { return fcntl(fd, F_SETFD, FD_CLOEXEC) == 0; }

WorkerExit Run() {
  if (!IsInherited(kWorkerSocket) || !IsInherited(kWorkerPinGuard)) {
    std::fputs("signet-token is started by Signet itself and does nothing alone.\n", stderr);
    return WorkerExit::kUsage;
  }
  Harden();
  LeaveSignalsToThePool();
  EndWithThePool(kWorkerSocket);
  const FileDescriptor socket(kWorkerSocket);
  return ServeToken(socket, FileDescriptor(kWorkerPinGuard));
}

}  // namespace
}  // namespace signet::hsm

int main() {
  // Not through the exit handlers: those of foreign modules are not to be trusted with the end.
  _exit(static_cast<int>(signet::hsm::Run()));
}
