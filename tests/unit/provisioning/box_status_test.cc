#include "provisioning/box_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/error_matcher.h"

namespace signet::provisioning {
namespace {

wire::State Example() {
  wire::State state;
  state.set_state("locked");
  state.set_reason("Unlock it.");
  state.set_since("2026-11-23T22:31:07.123Z");
  state.set_version("0.1.0");
  auto& key = *state.add_keys();
  key.set_name("p256");
  key.set_algorithm("ES256");
  key.set_time_header("sigT");
  key.set_is_default(true);
  key.set_certificate_subject("CN=TEST");
  key.set_certificate_not_after("2027-11-23T22:31:07Z");
  key.set_problem("It has expired.");
  state.add_keys()->set_name("p384");
  state.mutable_log()->set_origin("example/log");
  state.mutable_log()->set_size(12);
  state.mutable_log()->set_checkpoint_size(11);
  state.mutable_log()->set_checkpoint_time("2026-11-23T22:31:08.000Z");
  state.mutable_token()->set_label("signet");
  state.mutable_token()->set_workers(2);
  state.mutable_token()->set_workers_ready(1);
  state.mutable_token()->set_workers_replaced(3);
  state.add_notices("Any awarding body.");
  return state;
}

TEST(BoxStatus, IsTheSameFromTheApiAndFromTheControlSocket) {
  const wire::State state = Example();
  EXPECT_EQ(ReadState(WriteState(state)).SerializeAsString(), state.SerializeAsString());
}

TEST(BoxStatus, TellsAPersonWhatMatters) {
  const std::string text = DescribeState(Example());
  for (const char* part :
       {"locked", "Unlock it.", "p256 (default)", "It has expired.", "example/log: 12 entries",
        "11 under", "1 of 2 workers", "Any awarding body."}) {
    EXPECT_THAT(text, testing::HasSubstr(part));
  }
}

TEST(BoxStatus, IsRefusedWhereSomethingElseAnswered) {
  EXPECT_EQ(test::CodeOf([] { ReadState("{\"hello\":1}"); }), Code::kNetworkFailed);
  EXPECT_EQ(test::CodeOf([] { ReadState("<html>"); }), Code::kNotJson);
}

}  // namespace
}  // namespace signet::provisioning
