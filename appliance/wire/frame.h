#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <cstddef>
#include <optional>
#include <string>

namespace google::protobuf {
class MessageLite;
}

namespace signet::wire {

/// A message on the Unix socket: its length in four octets, big-endian, then the protobuf
/// (WIRE.md). Longer ones than this are refused before they are read: a body of 4 MiB, what a
/// sealed credential adds to it, and room.
inline constexpr std::size_t kMaxMessage = 12U << 20U;

using Socket = boost::asio::local::stream_protocol::socket;

/// The frame of a message. Throws Error(kTooLarge).
std::string EncodeFrame(const google::protobuf::MessageLite& message);

/// Reads one frame and parses it into `message`; false at an orderly end between two frames.
/// Throws Error(kWireMalformed) for a frame that is too long or does not parse, and
/// Error(kNetworkFailed) if the connection breaks off; the connection is of no use after either.
boost::asio::awaitable<bool> ReadMessage(Socket& socket, google::protobuf::MessageLite& message);

/// Writes a frame as EncodeFrame made it. Throws Error(kNetworkFailed). One write at a time.
boost::asio::awaitable<void> WriteFrame(Socket& socket, const std::string& frame);

}  // namespace signet::wire
