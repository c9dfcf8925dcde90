#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace signet::bench {

/// What one generation of EU DSS takes, warm, in one thread.
struct DssRate {
  std::string version;
  double verification_cpu_ms = 0;
  double seals_per_second = 0;  ///< B-LTA; key, time-stamp authority and revocation in its process
  double seal_cpu_ms = 0;
};

/// Puts what is measured into `folder`: a sound B-LTA file of 150 KB, its anchor, and what DSS
/// needs to make such files (tests/interop/dss/variants/make_bench_inputs.cc).
void MakeLongTermInputs(const std::filesystem::path& folder);

/// CPU of this process for one judgement of that file; throws unless Signet accepts it.
double MeasureVerificationCpuMs(const std::filesystem::path& inputs);

/// The same by DSS, which is fetched and built where it is not there yet. Empty, after saying why,
/// where Java or Maven is missing.
std::vector<DssRate> MeasureDss(const std::filesystem::path& inputs);

}  // namespace signet::bench
