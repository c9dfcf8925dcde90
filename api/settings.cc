#include "api/settings.h"

#include <string_view>

#include "appliance/base/config.h"
#include "appliance/base/error.h"

namespace signet::api {
namespace {

// More does not fit into a message on the wire once it is sealed (wire::kMaxMessage).
constexpr std::int64_t kLargestBody = 8 << 20;
// What is fetched has to fit into one, too.
constexpr std::int64_t kLargestFetched = 11 << 20;

std::size_t Size(ConfigReader& config, std::string_view key, std::size_t fallback,
                 std::int64_t least, std::int64_t most) {
  return static_cast<std::size_t>(
      config.IntegerOr(key, static_cast<std::int64_t>(fallback), least, most));
}

std::chrono::milliseconds Seconds(ConfigReader& config, std::string_view key,
                                  std::chrono::milliseconds fallback) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(fallback).count();
  return std::chrono::seconds(config.IntegerOr(key, seconds, 1, 3600));
}

Limits ReadLimits(ConfigReader& config) {
  const Limits ours;
  Limits limits;
  limits.body = Size(config, "limits.body", ours.body, 1024, kLargestBody);
  limits.bodies = Size(config, "limits.bodies", ours.bodies, kLargestBody, std::int64_t{1} << 40);
  limits.header =
      static_cast<std::uint32_t>(Size(config, "limits.header", ours.header, 1024, 64 << 10));
  limits.connections = Size(config, "limits.connections", ours.connections, 1, 100'000);
  limits.connections_per_peer =
      Size(config, "limits.connections_per_peer", ours.connections_per_peer, 1, 100'000);
  limits.requests_under_way =
      Size(config, "limits.requests_under_way", ours.requests_under_way, 1, 4096);
  limits.handshake_time = Seconds(config, "limits.handshake_seconds", ours.handshake_time);
  limits.header_time = Seconds(config, "limits.header_seconds", ours.header_time);
  limits.body_time = Seconds(config, "limits.body_seconds", ours.body_time);
  limits.idle_time = Seconds(config, "limits.idle_seconds", ours.idle_time);
  limits.write_time = Seconds(config, "limits.write_seconds", ours.write_time);
  limits.sealer_time = Seconds(config, "limits.sealer_seconds", ours.sealer_time);
  limits.shutdown_time = Seconds(config, "limits.shutdown_seconds", ours.shutdown_time);
  return limits;
}

RelayTarget AllowedTarget(const std::filesystem::path& file, const std::string& url) {
  auto target = RelayTarget::Read(url);
  if (target && target->target == target->path) return *std::move(target);
  throw Error(Code::kConfigurationInvalid,
              file.string() + ": relay.allow has \"" + url +
                  "\", which is no http or https address. Write it as "
                  "\"https://tsa.example.org/tsr\", without user, query and fragment.");
}

RelaySettings ReadRelay(ConfigReader& config, const std::filesystem::path& file) {
  const RelaySettings ours;
  RelaySettings relay;
  for (const std::string& url : config.TextList("relay.allow")) {
    relay.allow.push_back(AllowedTarget(file, url));
  }
  relay.answer = Size(config, "relay.answer", ours.answer, 1024, kLargestFetched);
  relay.crl = Size(config, "relay.crl", ours.crl, 1024, kLargestFetched);
  relay.trusted_list = Size(config, "relay.trusted_list", ours.trusted_list, 1024, kLargestFetched);
  relay.time = Seconds(config, "relay.seconds", ours.time);
  relay.under_way = Size(config, "relay.under_way", ours.under_way, 1, 4096);
  relay.connections = Size(config, "relay.connections", ours.connections, 1, 1024);
  relay.ca = config.OptionalPath("relay.ca");
  return relay;
}

}  // namespace

Settings ReadSettings(const std::filesystem::path& file) {
  ConfigReader config(file);
  Settings settings;
  settings.address = config.TextOr("listen.address", settings.address);
  settings.port =
      static_cast<std::uint16_t>(config.IntegerOr("listen.port", settings.port, 0, 65'535));
  settings.port_file = config.OptionalPath("listen.port_file");
  settings.certificate = config.Path("listen.certificate");
  settings.key = config.Path("listen.key");
  settings.local_socket = config.OptionalPath("local.socket");
  settings.sealer_socket = config.Path("sealer.socket");
  settings.limits = ReadLimits(config);
  settings.relay = ReadRelay(config, file);
  settings.threads =
      static_cast<unsigned>(config.IntegerOr("process.threads", settings.threads, 1, 64));
  settings.pid_file = config.OptionalPath("process.pid_file");
  config.RefuseUnknown();
  return settings;
}

}  // namespace signet::api
