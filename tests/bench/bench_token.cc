// DESIGN 9: what Signet's token workers make of a token, beside what its module can do alone, in
// one run on one machine.

#include <fmt/format.h>

#include <exception>
#include <iostream>

#include "appliance/base/file.h"
#include "tests/bench/module_rate.h"
#include "tests/bench/pool_rate.h"
#include "tests/support/softhsm_token.h"

namespace signet::bench {
namespace {

struct Setting {
  const char* what;
  hsm::KeyKind kind;
  hsm::Mechanism mechanism;
  unsigned processes;
  const char* shim_command;  ///< nullptr: without the shim
};

constexpr double kSeconds = 3;

PoolLoad LoadOf(const test::SoftHsmToken& token, const Setting& setting) {
  PoolLoad load;
  load.settings.worker_program = SIGNET_BIN_DIR "/signet-token";
  load.settings.module = test::SoftHsmToken::Module();
  load.settings.token_label = token.label();
  load.settings.workers = setting.processes;
  if (setting.shim_command != nullptr) {
    WriteFile(token.folder() / "control", setting.shim_command, FileMode::kPublic);
    load.settings.environment = {{"SIGNET_SHIM_MODULE", load.settings.module.string()},
                                 {"SIGNET_SHIM_CONTROL", (token.folder() / "control").string()}};
    load.settings.module = SIGNET_BIN_DIR "/libsignet_shim.so";
  }
  load.pin = token.Pin();
  load.key_label = "key";
  load.mechanism = setting.mechanism;
  load.at_once = 4 * setting.processes;
  load.seconds = kSeconds;
  return load;
}

void Compare(const Setting& setting) {
  const test::SoftHsmToken token;
  token.GenerateKey(setting.kind, "key");
  PoolLoad pool_load = LoadOf(token, setting);
  ModuleLoad module_load;
  module_load.module = pool_load.settings.module;
  module_load.environment = pool_load.settings.environment;
  module_load.token_label = pool_load.settings.token_label;
  module_load.pin = pool_load.pin.Duplicate();
  module_load.key_label = pool_load.key_label;
  module_load.mechanism = pool_load.mechanism;
  module_load.processes = setting.processes;
  module_load.seconds = kSeconds;

  const double alone = MeasureModuleRate(module_load);
  const PoolRate pool = MeasurePoolRate(std::move(pool_load));
  std::cout << fmt::format(
      "{:<28} module {:>8.0f}/s   pool {:>8.0f}/s   {:>5.1f} %   CPU a signature: pool {:.0f} µs, "
      "worker {:.0f} µs\n",
      setting.what, alone, pool.signatures_per_second, 100 * pool.signatures_per_second / alone,
      pool.own_cpu_microseconds, pool.worker_cpu_microseconds);
}

}  // namespace
}  // namespace signet::bench

int main() {
  using signet::hsm::KeyKind;
  using signet::hsm::Mechanism;
  constexpr signet::bench::Setting kSettings[] = {
      {"5 ms a signature, 8 at once", KeyKind::kP256, Mechanism::kEcdsaP256, 8, "delay-ms 5\n"},
      {"SoftHSM, RSA-3072, 2 at once", KeyKind::kRsa3072, Mechanism::kRsaPssSha256, 2, nullptr},
      {"SoftHSM, P-256, 2 at once", KeyKind::kP256, Mechanism::kEcdsaP256, 2, nullptr},
  };
  try {
    for (const auto& setting : kSettings) signet::bench::Compare(setting);
    std::cout << "DESIGN 9 asks for at least 98 % in the first line.\n";
    return 0;
  } catch (const std::exception& failure) {
    std::cerr << failure.what() << "\n";
    return 1;
  }
}
