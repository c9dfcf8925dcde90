#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace google::protobuf {
class MessageLite;
}

namespace signet::hsm {

/// The longest message between a pool and its workers: 64 KiB to sign with Ed25519, and room.
inline constexpr std::size_t kMaxFrame = 96U << 10U;
inline constexpr std::size_t kFrameHeader = 4;

/// The message as a frame: its length in four octets, big-endian, then the message. Throws
/// Error(kInternal) if it is longer than kMaxFrame. May hold the PIN: wipe it.
std::string EncodeFrame(const google::protobuf::MessageLite& message);

/// The length that these four octets announce; nullopt above kMaxFrame.
std::optional<std::size_t> FrameLength(std::string_view header);

/// Blocking, for the worker's side. The message without its length; nullopt when the other side is
/// gone or announces too much.
std::optional<std::string> ReadFrame(int socket);
/// False when the other side is gone.
bool WriteFrame(int socket, std::string_view frame);

}  // namespace signet::hsm
