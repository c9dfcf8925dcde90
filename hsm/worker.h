#pragma once

#include "appliance/base/file.h"

namespace signet::hsm {

/// Where a worker finds what it inherits from its pool.
inline constexpr int kWorkerSocket = 3;
inline constexpr int kWorkerPinGuard = 4;

/// How a worker ends. Whatever else it exits with, or a signal, is the module's doing.
enum class WorkerExit {
  kDone = 0,       ///< the pool closed the socket
  kUsage = 2,      ///< not started by a pool
  kProtocol = 3,   ///< the pool said something that is not in token.proto
  kToken = 4,      ///< the token could not be opened, or is gone; the last answer said so
  kAbandoned = 5,  ///< the pool is gone and the module does not return
};

/// Serves one token until the pool closes the socket: Open once, then one Sign after another.
/// Never throws.
WorkerExit ServeToken(const FileDescriptor& socket, FileDescriptor pin_guard);

}  // namespace signet::hsm
