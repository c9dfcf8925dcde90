#include "appliance/sealer/config.h"

#include <algorithm>

#include "appliance/base/config.h"
#include "appliance/base/error.h"
#include "appliance/base/file.h"

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

std::vector<Certificate> ReadAnchors(const std::filesystem::path& file) {
  try {
    return Certificate::FromPem(ReadFile(file));
  } catch (const Error& error) {
    throw Error(Code::kConfigurationInvalid,
                "The trust anchors in " + file.string() +
                    " cannot be read: it must have one or more certificates in PEM.",
                error.cause());
  }
}

std::chrono::milliseconds Milliseconds(ConfigReader& reader, const std::string& key,
                                       std::chrono::milliseconds fallback, std::int64_t least,
                                       std::int64_t most) {
  return std::chrono::milliseconds(reader.IntegerOr(key, fallback.count(), least, most));
}

HashFunction HashFromName(const std::string& key, const std::string& name) {
  if (name == "SHA-256") return HashFunction::kSha256;
  if (name == "SHA-384") return HashFunction::kSha384;
  if (name == "SHA-512") return HashFunction::kSha512;
  throw Error(Code::kConfigurationInvalid,
              key + " is SHA-256, SHA-384 or SHA-512, not \"" + name + "\".");
}

AuthoritySettings ReadAuthority(ConfigReader& reader, const std::string& name) {
  const std::string table = "tsa." + name + ".";
  AuthoritySettings authority;
  authority.name = name;
  authority.url = reader.Text(table + "url");
  authority.anchors = ReadAnchors(reader.Path(table + "anchors"));
  authority.time_limit =
      Milliseconds(reader, table + "time_limit_ms", authority.time_limit, 100, 30'000);
  authority.hash = HashFromName(table + "hash", reader.TextOr(table + "hash", "SHA-256"));
  authority.policy = reader.TextOr(table + "policy", "");
  const auto quota = reader.IntegerOr(table + "quota", 0, 0, 1'000'000'000);
  if (quota > 0) authority.quota = static_cast<std::uint64_t>(quota);
  authority.period = std::chrono::hours(
      reader.IntegerOr(table + "quota_hours", authority.period.count(), 1, 24 * 366));
  authority.weight = static_cast<unsigned>(reader.IntegerOr(table + "weight", 0, 0, 1000));
  return authority;
}

void RequireWeightsForAllOrNone(const std::vector<AuthoritySettings>& authorities) {
  const auto with = std::ranges::count_if(
      authorities, [](const AuthoritySettings& authority) { return authority.weight > 0; });
  if (with == 0 || static_cast<std::size_t>(with) == authorities.size()) return;
  throw Error(Code::kConfigurationInvalid,
              "Some time-stamp authorities have a weight and some have none. Give one to each, or "
              "to none: then they are asked in the order in which the file has them.");
}

void ReadLevels(ConfigReader& reader, SealerConfig& config) {
  for (const std::string& name : reader.TableNames("tsa")) {
    config.authorities.push_back(ReadAuthority(reader, name));
  }
  RequireWeightsForAllOrNone(config.authorities);
  if (const auto file = reader.OptionalPath("validation.anchors")) {
    config.anchors = ReadAnchors(*file);
  }
  constexpr std::int64_t kDay = 86'400'000;
  RevocationSettings& revocation = config.revocation;
  revocation.time_limit =
      Milliseconds(reader, "validation.time_limit_ms", revocation.time_limit, 100, 30'000);
  revocation.keep = Milliseconds(reader, "validation.keep_ms", revocation.keep, 0, kDay);
  revocation.longest_age =
      Milliseconds(reader, "validation.longest_age_ms", revocation.longest_age, 0, 31 * kDay);
  config.clock_tolerance =
      Milliseconds(reader, "clock.tolerance_ms", std::chrono::seconds(60), 100, 3'600'000);
  config.clock_check_interval =
      Milliseconds(reader, "clock.check_interval_ms", std::chrono::seconds(10), 10, 3'600'000);
  revocation.tolerance = config.clock_tolerance;
}

void ReadTimes(ConfigReader& reader, SealerConfig& config) {
  constexpr std::int64_t kYear = 366LL * 86'400'000;
  config.keep_repeats =
      Milliseconds(reader, "retention.repeats_ms", std::chrono::hours(24), 1000, kYear);
  config.retention_interval =
      Milliseconds(reader, "retention.check_interval_ms", std::chrono::minutes(1), 10, 3'600'000);
  config.proposals_last =
      Milliseconds(reader, "approvals.expire_ms", std::chrono::hours(7 * 24), 1000, kYear);
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
  ReadLevels(reader, config);
  ReadTimes(reader, config);
  config.threads = static_cast<unsigned>(reader.IntegerOr("process.threads", 2, 1, 64));
  config.pid_file = reader.OptionalPath("process.pid_file");
  reader.RefuseUnknown();
  return config;
}

}  // namespace signet::sealer
