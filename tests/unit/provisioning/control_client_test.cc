#include "provisioning/control_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <optional>
#include <thread>

#include "appliance/wire/frame.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temporary_folder.h"

namespace signet::provisioning {
namespace {

namespace asio = boost::asio;
using Protocol = asio::local::stream_protocol;

// Takes one connection and one request, gives the answer it was made with, or none, and hangs up.
class OneAnswer {
 public:
  OneAnswer(const std::filesystem::path& path, std::optional<wire::Response> answer)
      : acceptor_(context_, Protocol::endpoint(path.string())), answer_(std::move(answer)) {
    asio::co_spawn(context_, Serve(), asio::detached);
    thread_ = std::jthread([this] { context_.run(); });
  }

  wire::Request request() {
    thread_.join();
    return request_;
  }

 private:
  asio::awaitable<void> Serve() {
    wire::Socket socket = co_await acceptor_.async_accept(asio::use_awaitable);
    co_await wire::ReadMessage(socket, request_);
    if (!answer_) co_return;
    const std::string frame = wire::EncodeFrame(*answer_);
    co_await wire::WriteFrame(socket, frame);
  }

  asio::io_context context_;
  Protocol::acceptor acceptor_;
  std::optional<wire::Response> answer_;
  wire::Request request_;
  std::jthread thread_;
};

wire::Request Unlock() {
  wire::Request request;
  request.set_id(1);
  request.mutable_unlock()->set_pin("1234");
  return request;
}

TEST(ControlClient, BringsTheRequestAndTheAnswer) {
  const test::TemporaryFolder folder;
  wire::Response done;
  done.set_id(1);
  done.mutable_done();
  OneAnswer sealer(folder / "control.sock", done);
  EXPECT_EQ(AskSealer(folder / "control.sock", Unlock()).result_case(), wire::Response::kDone);
  EXPECT_EQ(sealer.request().SerializeAsString(), Unlock().SerializeAsString());
}

TEST(ControlClient, TurnsAProblemIntoItsError) {
  const test::TemporaryFolder folder;
  wire::Response problem;
  problem.mutable_problem()->set_code(static_cast<std::uint32_t>(Code::kPinWrong));
  problem.mutable_problem()->set_detail("The token refused the PIN.");
  const OneAnswer sealer(folder / "control.sock", problem);
  const auto error = test::ErrorOf([&] { AskSealer(folder / "control.sock", Unlock()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Code::kPinWrong);
  EXPECT_EQ(error->message(), "The token refused the PIN.");
}

TEST(ControlClient, SaysThatTheSealerIsNotThereOrHungUp) {
  const test::TemporaryFolder folder;
  EXPECT_EQ(test::CodeOf([&] { AskSealer(folder / "control.sock", Unlock()); }),
            Code::kSealerUnreachable);
  const OneAnswer sealer(folder / "control.sock", std::nullopt);
  EXPECT_EQ(test::CodeOf([&] { AskSealer(folder / "control.sock", Unlock()); }),
            Code::kSealerUnreachable);
}

}  // namespace
}  // namespace signet::provisioning
