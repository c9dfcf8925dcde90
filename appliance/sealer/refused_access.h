#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "appliance/audit/event.h"
#include "appliance/base/error.h"

namespace signet::sealer {

/// Counts the peers that were turned away before they were known as a client. They go to the log as
/// one entry a kind and minute, so that a stranger cannot fill the log. Safe from any thread.
class RefusedAccess {
 public:
  void Count(Code problem, const std::optional<Sha256>& certificate);
  /// What was counted since the last call.
  std::vector<audit::AccessRefused> Take();

 private:
  struct Refused {
    std::uint64_t count = 0;
    std::optional<Sha256> latest;
  };
  std::mutex mutex_;
  std::map<Code, Refused> refused_;
};

}  // namespace signet::sealer
