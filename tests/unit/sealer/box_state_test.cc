#include "appliance/sealer/box_state.h"

#include <gtest/gtest.h>

namespace signet::sealer {
namespace {

constexpr State kAll[] = {State::kUnprovisioned, State::kLocked, State::kOperational,
                          State::kSuspended, State::kFailed};

// DESIGN 7: unprovisioned → locked → operational ⇄ suspended, and failed from any. Locking is
// possible from both working states; a token that is unlocked may find the box still suspended.
TEST(BoxState, OnlyTheDesignsChangesAreLegal) {
  const std::pair<State, State> legal[] = {
      {State::kUnprovisioned, State::kLocked},  {State::kLocked, State::kOperational},
      {State::kLocked, State::kSuspended},      {State::kOperational, State::kSuspended},
      {State::kSuspended, State::kOperational}, {State::kOperational, State::kLocked},
      {State::kSuspended, State::kLocked}};
  for (const State from : kAll) {
    for (const State to : kAll) {
      bool expected = to == State::kFailed && from != State::kFailed;
      for (const auto& row : legal) expected = expected || row == std::pair(from, to);
      EXPECT_EQ(IsLegalChange(from, to), expected) << NameOf(from) << " to " << NameOf(to);
    }
  }
}

TEST(BoxState, AFailedBoxStaysFailed) {
  BoxState state(Time{});
  EXPECT_TRUE(state.Set(State::kFailed, "the log contradicts itself", Time{}));
  EXPECT_FALSE(state.Set(State::kLocked, "", Time{}));
  EXPECT_EQ(state.Get().state, State::kFailed);
  EXPECT_EQ(state.Get().reason, "the log contradicts itself");
}

TEST(BoxState, ANewReasonInTheSameStateIsKeptButIsNoChange) {
  BoxState state(Time{});
  state.Set(State::kLocked, "one", Time{});
  EXPECT_FALSE(state.Set(State::kLocked, "two", Time{}));
  EXPECT_EQ(state.Get().reason, "two");
}

}  // namespace
}  // namespace signet::sealer
