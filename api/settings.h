#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "api/relay.h"

namespace signet::api {

/// What a stranger may cost. WIRE.md and openapi.yaml name the ones a client meets. Times are kept
/// to the second: what takes too long is cut off at the next tick.
struct Limits {
  std::size_t body = 4U << 20U;       ///< octets of one body
  std::size_t bodies = 96U << 20U;    ///< octets of all bodies under way
  std::uint32_t header = 16U << 10U;  ///< octets of request line and header fields
  std::size_t connections = 1024;
  std::size_t connections_per_peer = 64;  ///< one IPv4 address, one IPv6 /64
  std::size_t requests_under_way = 256;   ///< at the sealer
  std::chrono::milliseconds handshake_time{10'000};
  std::chrono::milliseconds header_time{10'000};
  std::chrono::milliseconds body_time{30'000};
  std::chrono::milliseconds idle_time{60'000};
  std::chrono::milliseconds write_time{30'000};
  std::chrono::milliseconds sealer_time{30'000};    ///< for one answer
  std::chrono::milliseconds shutdown_time{10'000};  ///< for what is under way when stopping
};

/// gateway.toml. Read once, never changed.
struct Settings {
  std::string address = "::";
  std::uint16_t port = 8443;                       ///< 0: any free one
  std::optional<std::filesystem::path> port_file;  ///< takes the port that is listened on
  std::filesystem::path certificate;               ///< PEM, the chain after it
  std::filesystem::path key;                       ///< PEM
  std::optional<std::filesystem::path> local_socket;
  std::filesystem::path sealer_socket;
  Limits limits;
  RelaySettings relay;
  unsigned threads = 1;  ///< one serves some thousand large requests a second; more cost wake-ups
  std::optional<std::filesystem::path> pid_file;
};

/// Throws Error(kConfigurationInvalid).
Settings ReadSettings(const std::filesystem::path& file);

}  // namespace signet::api
