#include "appliance/wire/frame.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>
#include <optional>
#include <string>

#include "appliance/base/error.h"
#include "appliance/wire/signet.pb.h"

namespace signet::wire {
namespace {

namespace asio = boost::asio;

Request SealOf(std::size_t octets) {
  Request request;
  request.set_id(7);
  request.mutable_seal()->set_credential(std::string(octets, 'x'));
  request.mutable_seal()->set_key("p256");
  return request;
}

/// Two ends of a real Unix socket in one thread.
class Frame : public testing::Test {
 protected:
  Frame() { asio::local::connect_pair(here_, there_); }

  void WriteOctets(const std::string& octets) { asio::write(there_, asio::buffer(octets)); }
  void EndWriting() { there_.shutdown(Socket::shutdown_send); }

  /// nullopt at an orderly end.
  std::optional<Request> Read() {
    Request request;
    auto outcome = asio::co_spawn(io_, ReadMessage(here_, request), asio::use_future);
    io_.restart();
    io_.run();
    return outcome.get() ? std::optional(request) : std::nullopt;
  }

  Code CodeOfRead() {
    try {
      Read();
    } catch (const Error& error) {
      return error.code();
    }
    return Code::kInternal;
  }

  asio::io_context io_;
  Socket here_{io_};
  Socket there_{io_};
};

TEST_F(Frame, StartsWithItsLengthInFourOctetsBigEndian) {
  Request request;
  request.set_id(1);  // 08 01
  EXPECT_EQ(EncodeFrame(request), std::string("\0\0\0\2\x08\x01", 6));
}

TEST_F(Frame, ComesBackAsItWent) {
  WriteOctets(EncodeFrame(SealOf(1000)));
  const auto request = Read();
  ASSERT_TRUE(request);
  EXPECT_EQ(request->SerializeAsString(), SealOf(1000).SerializeAsString());
}

TEST_F(Frame, SeveralFollowEachOther) {
  WriteOctets(EncodeFrame(SealOf(1)) + EncodeFrame(SealOf(2)));
  EXPECT_EQ(Read()->seal().credential().size(), 1U);
  EXPECT_EQ(Read()->seal().credential().size(), 2U);
}

TEST_F(Frame, OfTheLargestSizeIsTakenAndOneMoreIsNotMade) {
  const std::size_t around = SealOf(kMaxMessage).ByteSizeLong() - kMaxMessage;
  const Request largest = SealOf(kMaxMessage - around);
  ASSERT_EQ(largest.ByteSizeLong(), kMaxMessage);
  const std::string frame = EncodeFrame(largest);
  auto written = asio::co_spawn(io_, WriteFrame(there_, frame), asio::use_future);
  const auto request = Read();  // both ends run in it
  written.get();
  ASSERT_TRUE(request);
  EXPECT_EQ(request->seal().credential().size(), kMaxMessage - around);

  try {
    EncodeFrame(SealOf(kMaxMessage - around + 1));
    FAIL() << "made";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::kTooLarge);
  }
}

TEST_F(Frame, EndsOrderlyOnlyBetweenTwo) {
  WriteOctets(EncodeFrame(SealOf(3)));
  EndWriting();
  EXPECT_TRUE(Read());
  EXPECT_FALSE(Read());
}

TEST_F(Frame, EmptyOneIsAMessageWithoutMembers) {
  WriteOctets(std::string(4, '\0'));
  const auto request = Read();
  ASSERT_TRUE(request);
  EXPECT_EQ(request->operation_case(), Request::OPERATION_NOT_SET);
}

TEST_F(Frame, ThatIsBrokenIsRefused) {
  const std::string whole = EncodeFrame(SealOf(50));
  const struct {
    const char* rule;
    std::string octets;
    Code code;
  } cases[] = {
      {"one octet of the length", whole.substr(0, 1), Code::kNetworkFailed},
      {"three octets of the length", whole.substr(0, 3), Code::kNetworkFailed},
      {"length alone", whole.substr(0, 4), Code::kNetworkFailed},
      {"all but the last octet", whole.substr(0, whole.size() - 1), Code::kNetworkFailed},
      {"one octet too long", std::string("\x00\xC0\x00\x01", 4), Code::kWireMalformed},
      {"four gigabytes", "\xFF\xFF\xFF\xFF", Code::kWireMalformed},
      {"HTTP", "GET / HTTP/1.1\r\n\r\n", Code::kWireMalformed},
      {"field number 0", std::string("\0\0\0\2\0\0", 6), Code::kWireMalformed},
      {"member longer than the frame", std::string("\0\0\0\3\x12\x7F\x0A", 7),
       Code::kWireMalformed},
      {"text that is not UTF-8", std::string("\0\0\0\5\x52\x03\x12\x01\xFF", 9),
       Code::kWireMalformed},
  };
  for (const auto& [rule, octets, code] : cases) {
    here_ = Socket(io_);
    there_ = Socket(io_);
    asio::local::connect_pair(here_, there_);
    WriteOctets(octets);
    EndWriting();
    EXPECT_EQ(CodeOfRead(), code) << rule;
  }
}

TEST_F(Frame, CannotBeWrittenToAPeerThatIsGone) {
  here_.close();
  const std::string frame = EncodeFrame(SealOf(10));
  auto written = asio::co_spawn(io_, WriteFrame(there_, frame), asio::use_future);
  io_.run();
  try {
    written.get();
    FAIL() << "written";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::kNetworkFailed);
  }
}

}  // namespace
}  // namespace signet::wire
