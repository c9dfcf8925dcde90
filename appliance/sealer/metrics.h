#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace signet::sealer {

/// What a monitor needs to see of the sealer, in Prometheus' text format. Safe from any thread.
class Metrics {
 public:
  Metrics();
  ~Metrics();

  void CountSeal(std::string_view outcome);  ///< "sealed", "repeated", or a problem's name
  void ObserveSeal(std::chrono::microseconds duration);
  void CountRequest(std::string_view operation);

  /// Values that are read when they are asked for.
  struct Gauges {
    std::string_view state;
    std::uint64_t log_size = 0;
    std::uint64_t checkpoint_size = 0;
    unsigned workers_ready = 0;
    std::uint64_t workers_replaced = 0;
    std::uint64_t token_signatures = 0;
    double token_cpu_seconds = 0;
  };
  std::string Render(const Gauges& gauges);

 private:
  struct Content;
  std::unique_ptr<Content> content_;
};

}  // namespace signet::sealer
