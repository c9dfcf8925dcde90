#include "appliance/sealer/config.h"

#include "appliance/base/config.h"

namespace signet::sealer {
namespace {

std::filesystem::path BesideThisProgram(const char* name) {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() / name;
}

hsm::TokenSettings ReadToken(ConfigReader& reader) {
  hsm::TokenSettings token;
  token.module = reader.Path("token.module");
  token.token_label = reader.Text("token.label");
  token.environment = reader.Texts("token.environment");
  token.workers = static_cast<unsigned>(reader.IntegerOr("token.workers", 2, 1, 64));
  token.time_limit =
      std::chrono::milliseconds(reader.IntegerOr("token.time_limit_ms", 5000, 100, 120'000));
  const auto program = reader.OptionalPath("token.worker_program");
  token.worker_program = program ? *program : BesideThisProgram("signet-token");
  return token;
}

}  // namespace

SealerConfig SealerConfig::Read(const std::filesystem::path& file) {
  ConfigReader reader(file);
  SealerConfig config;
  config.database = reader.Path("box.database");
  config.lock = reader.Path("box.lock");
  config.least_free_octets =
      static_cast<std::uint64_t>(reader.IntegerOr("box.least_free_mib", 64, 0, 1 << 20)) << 20U;
  config.socket = reader.Path("listen.socket");
  config.control_socket = reader.Path("listen.control");
  config.token = ReadToken(reader);
  config.pin_file = reader.OptionalPath("token.pin_file");
  config.log_key = reader.Text("log.key");
  config.log_vkey = reader.Path("log.vkey");
  config.checkpoint_interval = std::chrono::milliseconds(
      reader.IntegerOr("log.checkpoint_interval_ms", 1000, 10, 3'600'000));
  config.threads = static_cast<unsigned>(reader.IntegerOr("process.threads", 2, 1, 64));
  config.pid_file = reader.OptionalPath("process.pid_file");
  reader.RefuseUnknown();
  return config;
}

}  // namespace signet::sealer
