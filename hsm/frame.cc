#include "hsm/frame.h"

#include <google/protobuf/message_lite.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstdint>

#include "appliance/base/error.h"

namespace signet::hsm {
namespace {

bool ReadWhole(int socket, char* at, std::size_t size) {
  while (size > 0) {
    const ssize_t got = recv(socket, at, size, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

}  // namespace

std::string EncodeFrame(const google::protobuf::MessageLite& message) {
  const std::size_t size = message.ByteSizeLong();
  if (size > kMaxFrame) {
    throw Error(Code::kInternal, "A request to the token is too long. Sign something shorter.");
  }
  std::string frame(kFrameHeader + size, '\0');
  for (std::size_t i = 0; i < kFrameHeader; ++i) {
    frame[i] = static_cast<char>(static_cast<std::uint8_t>(size >> (24U - 8U * i)));
  }
  message.SerializeWithCachedSizesToArray(
      reinterpret_cast<std::uint8_t*>(frame.data() + kFrameHeader));
  return frame;
}

std::optional<std::size_t> FrameLength(std::string_view header) {
  std::size_t length = 0;
  for (const char octet : header.substr(0, kFrameHeader)) {
    length = length << 8U | static_cast<std::uint8_t>(octet);
  }
  return length <= kMaxFrame ? std::optional(length) : std::nullopt;
}

std::optional<std::string> ReadFrame(int socket) {
  std::string header(kFrameHeader, '\0');
  if (!ReadWhole(socket, header.data(), header.size())) return std::nullopt;
  const auto length = FrameLength(header);
  if (!length) return std::nullopt;
  std::string message(*length, '\0');
  if (!ReadWhole(socket, message.data(), message.size())) return std::nullopt;
  return message;
}

bool WriteFrame(int socket, std::string_view frame) {
  while (!frame.empty()) {
    const ssize_t sent = send(socket, frame.data(), frame.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    frame.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace signet::hsm
