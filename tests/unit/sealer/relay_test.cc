#include "appliance/sealer/relay.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <string>
#include <vector>

#include "appliance/base/error.h"
#include "tests/support/error_matcher.h"

namespace signet::sealer {
namespace {

using namespace std::chrono_literals;

class RelayTest : public testing::Test {
 protected:
  /// A gateway that keeps what it was asked.
  std::uint64_t Connect() {
    return relay_.Connected([this](std::string frame) {
      wire::Response asked;
      ASSERT_TRUE(asked.ParseFromString(frame.substr(4)));
      asked_.push_back(std::move(asked));
    });
  }
  std::future<Bytes> Ask(std::chrono::milliseconds limit = 1h) {
    auto answer = boost::asio::co_spawn(
        io_, relay_.Fetch({wire::Fetch::OCSP, "http://a/ocsp", Bytes{1, 2}, limit}),
        boost::asio::use_future);
    Poll();
    return answer;
  }
  void Poll() {
    io_.restart();
    io_.poll();
  }
  void Deliver(std::uint64_t gateway, std::uint64_t id, const std::string& body,
               wire::Fetched::Failure failure = wire::Fetched::NONE) {
    wire::Fetched answer;
    answer.set_body(body);
    answer.set_failure(failure);
    relay_.Deliver(gateway, id, answer);
    Poll();
  }
  static Code CodeOf(std::future<Bytes>& answer) {
    return test::CodeOf([&] { answer.get(); });
  }

  boost::asio::io_context io_{1};
  Relay relay_{io_.get_executor()};
  std::vector<wire::Response> asked_;
};

TEST_F(RelayTest, WithoutAGatewayFailsAtOnce) {
  auto answer = Ask();
  EXPECT_EQ(CodeOf(answer), Code::kNetworkFailed);
}

TEST_F(RelayTest, BringsEachAnswerToItsQuestion) {
  const auto gateway = Connect();
  auto one = Ask();
  auto other = Ask();
  ASSERT_EQ(asked_.size(), 2U);
  EXPECT_EQ(asked_[0].fetch().url(), "http://a/ocsp");
  EXPECT_EQ(asked_[0].fetch().body(), std::string("\1\2"));
  Deliver(gateway, asked_[1].id(), "second");
  Deliver(gateway, asked_[0].id(), "first");
  EXPECT_EQ(AsText(one.get()), "first");
  EXPECT_EQ(AsText(other.get()), "second");
}

TEST_F(RelayTest, TellsFailuresApart) {
  const auto gateway = Connect();
  const std::pair<wire::Fetched::Failure, Code> cases[] = {
      {wire::Fetched::NOT_ALLOWED, Code::kConfigurationInvalid},
      {wire::Fetched::UNREACHABLE, Code::kNetworkFailed},
      {wire::Fetched::TIMED_OUT, Code::kTimedOut},
      {wire::Fetched::TOO_LARGE, Code::kTooLarge},
      {wire::Fetched::NOT_SERVED, Code::kNetworkFailed},
      {wire::Fetched::OVERLOADED, Code::kNetworkFailed},
  };
  for (const auto& [failure, code] : cases) {
    auto answer = Ask();
    Deliver(gateway, asked_.back().id(), "", failure);
    EXPECT_EQ(CodeOf(answer), code) << wire::Fetched::Failure_Name(failure);
  }
}

TEST_F(RelayTest, AGatewayThatGoesAwayTakesItsQuestionsAlong) {
  const auto gateway = Connect();
  auto answer = Ask();
  relay_.Disconnected(gateway);
  Poll();
  EXPECT_EQ(CodeOf(answer), Code::kNetworkFailed);
  // Another one serves those that come after.
  const auto next = Connect();
  auto again = Ask();
  Deliver(next, asked_.back().id(), "here");
  EXPECT_EQ(AsText(again.get()), "here");
}

TEST_F(RelayTest, TakesAnAnswerFromWhoWasAskedOnly) {
  const auto other = Connect();
  const auto asked = Connect();
  auto answer = Ask();
  Deliver(other, asked_.back().id(), "forged");
  Deliver(asked, asked_.back().id() + 1, "another's");
  Deliver(asked, asked_.back().id(), "true");
  EXPECT_EQ(AsText(answer.get()), "true");
}

TEST_F(RelayTest, AGatewayThatIsSilentTimesOut) {
  Connect();
  auto answer = Ask(1ms);
  io_.restart();
  io_.run();
  EXPECT_EQ(CodeOf(answer), Code::kTimedOut);
}

}  // namespace
}  // namespace signet::sealer
