#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace signet::api {

/// The gateway's own figures. Labels come from fixed sets, so that no peer can make new series.
/// Safe from any thread.
class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  /// `operation`: an operationId, or "none" for what was refused before it was known.
  void CountRequest(std::string_view operation, int status, std::chrono::nanoseconds duration);
  /// `reason`: "limit", "peer-limit", "handshake", "draining".
  void CountRefusedConnection(std::string_view reason);

  /// What is read at the moment of Write().
  struct Gauges {
    std::size_t connections;
    std::size_t body_octets;
    std::size_t requests_at_sealer;
    std::uint64_t sealer_connections;
    bool sealer_connected;
  };
  /// Prometheus text format 0.0.4.
  std::string Write(const Gauges& gauges);

 private:
  struct Content;
  std::unique_ptr<Content> content_;
};

}  // namespace signet::api
