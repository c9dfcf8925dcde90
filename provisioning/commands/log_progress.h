#pragma once

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <utility>

#include "appliance/audit/log_source.h"

namespace signet::provisioning {

/// Shows how far the reading of a log has come, on a terminal and for logs of more than one tile.
class LogProgress {
 public:
  explicit LogProgress(std::string what) : what_(std::move(what)) {}

  audit::Progress Listener() {
    return [this](std::uint64_t done, std::uint64_t total) {
      if (total <= kQuick || isatty(STDERR_FILENO) == 0) return;
      fmt::print(stderr, "\r\x1b[K{}: {} of {} entries ({} %)", what_, done, total,
                 done * 100 / total);
      std::fflush(stderr);
      shown_ = true;
    };
  }

  void Clear() {
    if (std::exchange(shown_, false)) fmt::print(stderr, "\r\x1b[K");
  }

 private:
  static constexpr std::uint64_t kQuick = 256;
  std::string what_;
  bool shown_ = false;
};

}  // namespace signet::provisioning
