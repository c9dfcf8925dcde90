// bench_trust: trusted lists alone, without the boxes that ./dev bench needs.

#include <fmt/format.h>

#include <exception>

#include "tests/bench/trust_rate.h"

int main() {
  try {
    const auto rate = signet::bench::MeasureTrustRate(SIGNET_BIN_DIR "/signet-list-reader", 5);
    fmt::print("{}", rate ? signet::bench::DescribeTrustRate(*rate)
                          : "Left out: there are no trusted lists in SIGNET_CORPUS.\n");
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_trust: {}\n", error.what());
    return 1;
  }
}
