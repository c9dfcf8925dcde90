// ./dev bench: what Signet costs beside what it is compared with, in one run on one machine. Rounds
// take turns, and medians are shown, because shared machines drift.

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <vector>

#include "appliance/base/file.h"
#include "tests/bench/check_rate.h"
#include "tests/bench/dss_rate.h"
#include "tests/bench/log_appends.h"
#include "tests/bench/machine.h"
#include "tests/bench/module_rate.h"
#include "tests/bench/seal_rate.h"
#include "tests/bench/trust_rate.h"
#include "tests/support/temporary_folder.h"

namespace signet::bench {
namespace {

constexpr unsigned kRounds = 3;
constexpr double kSeconds = 3;
// Enough that commits are shared on a slow disk too: durability costs latency, not throughput.
constexpr unsigned kConnections = 64;
constexpr std::size_t kCredentialOctets = 100'000;
constexpr unsigned kCores = 2;

template <typename Value>
double Median(std::vector<Value> rounds, double Value::*member) {
  std::ranges::sort(rounds, {}, member);
  return rounds[rounds.size() / 2].*member;
}

double Median(std::vector<double> rounds) {
  std::ranges::sort(rounds);
  return rounds[rounds.size() / 2];
}

ModuleLoad LoadFor(const test::RunningBox& box, const std::string& key, hsm::Mechanism mechanism) {
  return {"/usr/lib/softhsm/libsofthsm2.so",
          {{"SOFTHSM2_CONF", (box.folder() / "token" / "softhsm2.conf").string()}},
          "TEST signet demo",
          ReadSecretFile(box.folder() / "secrets" / "pin"),
          key,
          mechanism,
          kCores,
          1,
          kSeconds};
}

void CompareSealing(const test::RunningBox& box, const std::string& body, const std::string& key,
                    hsm::Mechanism mechanism, const char* promise) {
  std::vector<double> machine;
  std::vector<double> module;
  std::vector<SealRate> signet;
  for (unsigned round = 0; round < kRounds; ++round) {
    machine.push_back(MeasureOpensslRsa3072(kSeconds / 10));
    module.push_back(MeasureModuleRate(LoadFor(box, key, mechanism)));
    signet.push_back(MeasureSealRate(box, key, "B-B", body, kConnections, kSeconds));
  }
  const double seals = Median(signet, &SealRate::seals_per_second);
  const double gateway = Median(signet, &SealRate::gateway_cpu_ms);
  const double sealer = Median(signet, &SealRate::sealer_cpu_ms);
  fmt::print("\n{} seals of {} octets over mTLS at B-B, {} connections\n", key, body.size(),
             kConnections);
  fmt::print(
      "  OpenSSL alone           {:9.0f} RSA-3072 signatures/s a core ({:.0f} on the "
      "design's machine)\n",
      Median(machine), kDesignMachineRsa3072);
  fmt::print("  module alone            {:9.0f} signatures/s\n", Median(module));
  fmt::print("  Signet                  {:9.0f} seals/s, {:.0f} % of the module's rate ({})\n",
             seals, 100 * seals / Median(module), promise);
  fmt::print("  latency                 {:9.2f} ms p50, {:.2f} ms p99\n",
             Median(signet, &SealRate::p50_ms), Median(signet, &SealRate::p99_ms));
  const double slowness = kDesignMachineRsa3072 / Median(machine);
  fmt::print(
      "  CPU a seal              {:9.3f} ms gateway + {:.3f} ms sealer = {:.3f} ms (at most "
      "1 ms on the design's machine: {:.3f} ms at this one's speed)\n",
      gateway, sealer, gateway + sealer, slowness);
  fmt::print("                          {:9.3f} ms workers, {:.3f} ms this load's own client\n",
             Median(signet, &SealRate::workers_cpu_ms), Median(signet, &SealRate::client_cpu_ms));
}

// With the demo's TEST services on the same cores: two time-stamps a seal, revocation kept.
double MeasureLongTermSealing(const test::RunningBox& box, const std::string& body) {
  std::vector<SealRate> rounds;
  for (unsigned round = 0; round < kRounds; ++round) {
    rounds.push_back(MeasureSealRate(box, "p256", "B-LTA", body, kConnections, kSeconds));
  }
  const double seals = Median(rounds, &SealRate::seals_per_second);
  fmt::print("\np256 seals of {} octets over mTLS at B-LTA, {} connections\n", body.size(),
             kConnections);
  fmt::print("  Signet                  {:9.0f} seals/s, {:.2f} ms p50, {:.2f} ms p99\n", seals,
             Median(rounds, &SealRate::p50_ms), Median(rounds, &SealRate::p99_ms));
  fmt::print("  CPU a seal              {:9.3f} ms gateway + {:.3f} ms sealer\n",
             Median(rounds, &SealRate::gateway_cpu_ms), Median(rounds, &SealRate::sealer_cpu_ms));
  return seals;
}

// Gives the B-LTA seals a second.
double MeasureSealing() {
  test::RunningBox box;
  box.StartSealer();
  box.StartGateway();
  box.AwaitReady();
  const std::string body = CredentialOfSize(kCredentialOctets);
  CompareSealing(box, body, "p256", hsm::Mechanism::kEcdsaP256, "no bar");
  CompareSealing(box, body, "rsa3072-pkcs1", hsm::Mechanism::kRsaPkcs1Sha256, "at least 70 %");
  const double long_term = MeasureLongTermSealing(box, body);
  box.StopGateway();
  box.StopSealer();
  return long_term;
}

void CompareWithDss(double seals_per_second) {
  const test::TemporaryFolder folder;
  MakeLongTermInputs(folder.path());
  const double verification = MeasureVerificationCpuMs(folder.path());
  fmt::print("\nB-LTA files of 150 KB, beside EU DSS (warm, one thread)\n");
  fmt::print("  Signet      {:9.2f} ms CPU a verification (at most 2 ms)\n", verification);
  for (const DssRate& dss : MeasureDss(folder.path())) {
    fmt::print("  DSS {:6}  {:9.2f} ms CPU a verification, {:.0f} times Signet's (at least 10)\n",
               dss.version, dss.verification_cpu_ms, dss.verification_cpu_ms / verification);
    fmt::print(
        "              {:9.2f} ms CPU a seal, {:.0f} seals/s; Signet's over mTLS are {:.1f} times "
        "as many (at least 10)\n",
        dss.seal_cpu_ms, dss.seals_per_second, seals_per_second / dss.seals_per_second);
  }
}

void MeasureLog() {
  const test::TemporaryFolder folder;
  fmt::print("\nDurable log appends, 400-octet entries\n");
  for (const auto& rate : MeasureLogAppends(folder.path())) {
    fmt::print("  {:5} writers  {:9.0f}/s, SQLite alone {:9.0f}/s: {:.0f} % (at least {} %)\n",
               rate.writers, rate.appends, rate.sqlite, 100 * rate.share(),
               rate.writers == 1 ? 50 : 30);
  }
  const auto proofs = MeasureLogProofs(folder.path(), 1'000'000);
  fmt::print(
      "  proof from {} entries: {:.3f} ms median, {:.3f} ms p99 (at most 1 ms); opened in "
      "{:.0f} ms\n",
      proofs.entries, proofs.median_microseconds / 1000, proofs.p99_microseconds / 1000,
      proofs.open_milliseconds);
}

void MeasureTrust() {
  const auto rate = MeasureTrustRate(SIGNET_BIN_DIR "/signet-list-reader", kRounds);
  if (!rate) {
    fmt::print("\nTrusted lists: left out, there are none in SIGNET_CORPUS\n");
    return;
  }
  fmt::print("\n{}", DescribeTrustRate(*rate));
}

}  // namespace
}  // namespace signet::bench

int main(int argc, char** argv) {
  try {
    // First, since the kernel tells the memory of the largest child so far, and Java is large.
    signet::bench::MeasureTrust();
    signet::bench::CompareChecks();
    const double long_term = signet::bench::MeasureSealing();
    signet::bench::CompareWithDss(long_term);
    signet::bench::MeasureLog();
    fmt::print("\nParts of a seal\n");
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "signet_bench: {}\n", error.what());
    return 1;
  }
}
