#include "appliance/wire/frame.h"

#include <google/protobuf/message_lite.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <cstdint>
#include <memory>

#include "appliance/base/error.h"

namespace signet::wire {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kPrefix = 4;
constexpr auto kOutcome = asio::as_tuple(asio::use_awaitable);

void PutLength(std::size_t length, std::string& frame) {
  for (unsigned shift = 32; shift > 0; shift -= 8) {
    frame.push_back(static_cast<char>((length >> (shift - 8)) & 0xFFU));
  }
}

std::size_t TakeLength(const std::array<std::uint8_t, kPrefix>& prefix) {
  std::size_t length = 0;
  for (const std::uint8_t octet : prefix) length = (length << 8U) | octet;
  return length;
}

Error BrokenOff(const std::string& cause) {
  return {Code::kNetworkFailed, "The connection between the box's processes broke off.", cause};
}

}  // namespace

std::string EncodeFrame(const google::protobuf::MessageLite& message) {
  const std::size_t length = message.ByteSizeLong();
  if (length > kMaxMessage) {
    throw Error(Code::kTooLarge, "The message is too large to be passed on inside the box.");
  }
  std::string frame;
  frame.reserve(kPrefix + length);
  PutLength(length, frame);
  if (!message.AppendToString(&frame)) {
    throw Error(Code::kInternal, "A message inside the box could not be written.",
                message.InitializationErrorString());
  }
  return frame;
}

asio::awaitable<bool> ReadMessage(Socket& socket, google::protobuf::MessageLite& message) {
  std::array<std::uint8_t, kPrefix> prefix{};
  const auto [failure, got] = co_await asio::async_read(socket, asio::buffer(prefix), kOutcome);
  if (failure == asio::error::eof && got == 0) co_return false;
  if (failure) throw BrokenOff(failure.message());

  const std::size_t length = TakeLength(prefix);
  if (length > kMaxMessage) {
    throw Error(Code::kWireMalformed, "A frame announces more than a message may have.");
  }
  const auto octets = std::make_unique_for_overwrite<char[]>(length);
  const auto [broken, read] =
      co_await asio::async_read(socket, asio::buffer(octets.get(), length), kOutcome);
  if (broken) throw BrokenOff(broken.message() + " after " + std::to_string(read) + " octets");
  if (!message.ParseFromArray(octets.get(), static_cast<int>(length))) {
    throw Error(Code::kWireMalformed, "A frame does not hold the message it should.");
  }
  co_return true;
}

asio::awaitable<void> WriteFrame(Socket& socket, const std::string& frame) {
  const auto [failure, written] = co_await asio::async_write(socket, asio::buffer(frame), kOutcome);
  if (failure) throw BrokenOff(failure.message());
}

}  // namespace signet::wire
