#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "appliance/base/clock.h"

namespace signet::sealer {

/// DESIGN 7. The values are bits so that a set of states is a number.
enum class State : std::uint8_t {
  kUnprovisioned = 1,
  kLocked = 2,
  kOperational = 4,
  kSuspended = 8,
  kFailed = 16,
};
std::string_view NameOf(State state);

/// Whether the box may go from one state to the other; failed is reached from any and left by none.
bool IsLegalChange(State from, State to);

/// The box's state with its reason. Safe from any thread.
class BoxState {
 public:
  struct View {
    State state;
    std::string reason;  ///< a sentence that says what to do; empty when operational
    Time since;
  };

  explicit BoxState(Time now) : view_{State::kUnprovisioned, "", now} {}

  View Get() const;
  /// Returns whether anything changed (a new reason in the same state is no change of state, but is
  /// kept). An illegal change is ignored and returns false: a failed box stays failed.
  bool Set(State state, std::string reason, Time now);

 private:
  mutable std::mutex mutex_;
  View view_;
};

}  // namespace signet::sealer
