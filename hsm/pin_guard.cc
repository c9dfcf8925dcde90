#include "hsm/pin_guard.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "appliance/base/error.h"

namespace signet::hsm {
namespace {

void SetLock(int fd, short type) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  while (fcntl(fd, F_SETLKW, &lock) != 0) {
    if (errno != EINTR) {
      throw Error(Code::kInternal, "The guard of the token's PIN is broken. Start Signet again.",
                  std::strerror(errno));  // NOLINT(concurrency-mt-unsafe)
    }
  }
}

class Turn {
 public:
  explicit Turn(int fd) : fd_(fd) { SetLock(fd_, F_WRLCK); }
  ~Turn() {
    struct flock lock {};
    lock.l_type = F_UNLCK;
    fcntl(fd_, F_SETLK, &lock);
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  int fd_;
};

bool IsRefused(int fd) {
  char mark = 0;
  return pread(fd, &mark, 1, 0) == 1;
}

void MarkRefused(int fd) {
  const char mark = 1;
  if (pwrite(fd, &mark, 1, 0) != 1) {
    throw Error(Code::kInternal, "The guard of the token's PIN is full. Start Signet again.");
  }
}

}  // namespace

PinGuard::PinGuard() : memory_(memfd_create("signet-pin-guard", MFD_CLOEXEC)) {
  if (memory_.get() < 0) {
    throw Error(Code::kInternal, "The system gives no memory for the guard of the token's PIN.",
                std::strerror(errno));  // NOLINT(concurrency-mt-unsafe)
  }
}

PinGuard::PinGuard(FileDescriptor memory) : memory_(std::move(memory)) {}

void PinGuard::Attempt(const std::function<void()>& login) const {
  const Turn turn(memory_.get());
  if (IsRefused(memory_.get())) {
    throw Error(Code::kPinWrong,
                "The token refused this PIN before; it is not tried again, so that the token does "
                "not lock. Give the right one.");
  }
  try {
    login();
  } catch (const Error& error) {
    if (error.code() == Code::kPinWrong || error.code() == Code::kPinLocked) {
      MarkRefused(memory_.get());
    }
    throw;
  }
}

}  // namespace signet::hsm
