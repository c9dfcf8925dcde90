#pragma once

#include <string>

#include "tests/support/running_box.h"

namespace signet::bench {

/// What sealing through a running box cost.
struct SealRate {
  double seals_per_second = 0;
  double p50_ms = 0;
  double p99_ms = 0;
  double gateway_cpu_ms = 0;  ///< per seal; user and system
  double sealer_cpu_ms = 0;
  double workers_cpu_ms = 0;
  double client_cpu_ms = 0;  ///< of this program: it shares the cores with the box
};

/// Seals `body` over mTLS at `level` ("B-LTA") with this key, from `connections` connections, for
/// `seconds`. Throws std::runtime_error if a seal is refused.
SealRate MeasureSealRate(const test::RunningBox& box, const std::string& key,
                         const std::string& level, const std::string& body, unsigned connections,
                         double seconds);

/// A model credential whose image makes it as large as the real ones: about `octets`.
std::string CredentialOfSize(std::size_t octets);

}  // namespace signet::bench
