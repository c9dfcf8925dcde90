#include "appliance/sealer/box_state.h"

#include <algorithm>
#include <array>
#include <utility>

namespace signet::sealer {
namespace {

struct Change {
  State from;
  State to;
};

constexpr auto kLegal = std::to_array<Change>({
    {State::kUnprovisioned, State::kLocked},
    {State::kLocked, State::kOperational},
    {State::kLocked, State::kSuspended},
    {State::kOperational, State::kSuspended},
    {State::kSuspended, State::kOperational},
    {State::kOperational, State::kLocked},
    {State::kSuspended, State::kLocked},
    {State::kUnprovisioned, State::kFailed},
    {State::kLocked, State::kFailed},
    {State::kOperational, State::kFailed},
    {State::kSuspended, State::kFailed},
});

}  // namespace

std::string_view NameOf(State state) {
  switch (state) {
    case State::kUnprovisioned:
      return "unprovisioned";
    case State::kLocked:
      return "locked";
    case State::kOperational:
      return "operational";
    case State::kSuspended:
      return "suspended";
    case State::kFailed:
      return "failed";
  }
  return "failed";
}

bool IsLegalChange(State from, State to) {
  return std::ranges::any_of(
      kLegal, [&](const Change& change) { return change.from == from && change.to == to; });
}

BoxState::View BoxState::Get() const {
  const std::scoped_lock lock(mutex_);
  return view_;
}

bool BoxState::Set(State state, std::string reason, Time now) {
  const std::scoped_lock lock(mutex_);
  if (view_.state == state) {
    view_.reason = std::move(reason);
    return false;
  }
  if (!IsLegalChange(view_.state, state)) return false;
  view_ = {state, std::move(reason), now};
  return true;
}

}  // namespace signet::sealer
