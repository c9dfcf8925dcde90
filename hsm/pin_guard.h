#pragma once

#include <functional>

#include "appliance/base/file.h"

namespace signet::hsm {

/// Makes sure that a PIN the token refused is not tried again, by any of the workers that share
/// this: one tries at a time, and a refusal is written down where all of them look first. It is a
/// page of anonymous memory (memfd) behind a record lock, which the kernel lifts when its holder
/// dies. A new PIN gets a new guard.
class PinGuard {
 public:
  /// A new one. Throws Error(kInternal) if the system gives no memory.
  PinGuard();
  /// The one that this descriptor, inherited or duplicated, refers to.
  explicit PinGuard(FileDescriptor memory);

  int descriptor() const { return memory_.get(); }

  /// Calls `login`, which throws Error kPinWrong or kPinLocked if the token refuses; the failure
  /// goes on to the caller. Throws Error kPinWrong without calling it after a refusal.
  void Attempt(const std::function<void()>& login) const;

 private:
  FileDescriptor memory_;
};

}  // namespace signet::hsm
