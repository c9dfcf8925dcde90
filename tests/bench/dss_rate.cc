#include "tests/bench/dss_rate.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <map>
#include <sstream>
#include <stdexcept>

#include "appliance/base/file.h"
#include "appliance/seal/judgement.h"
#include "tests/support/running_box.h"

namespace signet::bench {
namespace {

// When the file is judged: an hour after it was made.
constexpr const char* kAt = "2025-03-01T13:00:00Z";
constexpr double kSeconds = 3;
constexpr const char* kJudges = SIGNET_INTEROP_DIR "/dss";

double OwnCpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

void Require(const test::CommandResult& result, const std::string& what) {
  if (result.status != 0) throw std::runtime_error(what + " failed:\n" + result.output);
}

// Lines of a name, a tab and a number.
std::map<std::string, double> Figures(const std::string& output) {
  std::map<std::string, double> out;
  std::istringstream lines(output);
  std::string name;
  double value = 0;
  while (lines >> name >> value) out[name] = value;
  return out;
}

DssRate MeasureGeneration(const std::string& version, const std::filesystem::path& inputs) {
  const std::string built = kJudges + ("/" + version);
  const auto ran =
      test::RunCommand({"java", "-cp", built + "/classes:" + built + "/lib/*",
                        "signet.interop.Bench", inputs.string(), fmt::format("{}", kSeconds), kAt});
  Require(ran, "Measuring DSS " + version);
  const auto figures = Figures(ran.output);
  return {version, figures.at("verification_cpu_ms"), figures.at("sealing_per_second"),
          figures.at("sealing_cpu_ms")};
}

}  // namespace

void MakeLongTermInputs(const std::filesystem::path& folder) {
  Require(test::RunCommand({SIGNET_BIN_DIR "/make_bench_inputs", folder.string()}),
          "make_bench_inputs");
}

double MeasureVerificationCpuMs(const std::filesystem::path& inputs) {
  const std::string sealed = ReadFile(inputs / "sealed.json");
  seal::JudgementSettings settings{.anchors = {}, .at = *ParseTime(kAt)};
  for (const char* name : {"seal-ca.pem", "signature-tsa.pem", "archive-tsa.pem"}) {
    settings.anchors.push_back(Certificate::FromPem(ReadFile(inputs / name)).front());
  }
  const auto judge = [&] {
    if (!seal::Judge(UntrustedText(sealed), settings).accepted) {
      throw std::runtime_error("measured on a seal that is not accepted");
    }
  };
  judge();
  const double begin = OwnCpuSeconds();
  unsigned count = 0;
  for (; OwnCpuSeconds() < begin + kSeconds; ++count) judge();
  return (OwnCpuSeconds() - begin) / count * 1000;
}

std::vector<DssRate> MeasureDss(const std::filesystem::path& inputs) {
  constexpr int kLeftOut = 77;
  const auto built = test::RunCommand({SIGNET_SOURCE_DIR "/tests/interop/dss/build", kJudges});
  if (built.status == kLeftOut) {
    fmt::print("  {}", built.output);
    return {};
  }
  Require(built, "Building the judges");
  return {MeasureGeneration("5.11.1", inputs), MeasureGeneration("6.3", inputs)};
}

}  // namespace signet::bench
