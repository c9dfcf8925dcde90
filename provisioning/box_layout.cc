#include "provisioning/box_layout.h"

#include <fmt/format.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "appliance/base/error.h"
#include "appliance/base/json_writer.h"

namespace signet::provisioning {
namespace {

namespace fs = std::filesystem;

constexpr fs::perms kOwnerOnly = fs::perms::owner_all;
constexpr fs::perms kOthersRead = fs::perms::owner_all | fs::perms::group_read |
                                  fs::perms::group_exec | fs::perms::others_read |
                                  fs::perms::others_exec;

// TOML 1.0 basic strings take JSON's escapes.
std::string Toml(const std::string& text) { return json::Quote(text); }

// sockaddr_un has room for the path and a final NUL.
void CheckSocketLength(const fs::path& folder) {
  const std::size_t most = sizeof(sockaddr_un::sun_path) - 1;
  const std::string longest = (folder / "run" / "control.sock").string();
  if (longest.size() <= most) return;
  throw Error(Code::kFileUnusable,
              fmt::format("The folder's path is {} characters too long for the box's sockets: "
                          "choose a shorter one.",
                          longest.size() - most));
}

}  // namespace

bool IsSoftHsm(const fs::path& module) {
  return module.filename().string().find("softhsm") != std::string::npos;
}

std::string SealerToml(const BoxPlan& plan) {
  std::string text = fmt::format(
      "# The sealer of this box. Paths are relative to this file.\n"
      "[box]\n"
      "database = \"data/box.db\"\n"
      "lock = \"run/box.lock\"\n\n"
      "[listen]\n"
      "socket = \"run/sealer.sock\"\n"
      "control = \"run/control.sock\"\n\n"
      "[token]\n"
      "module = {}\n"
      "label = {}\n"
      "workers = 2\n"
      "time_limit_ms = 5000\n",
      Toml(plan.module.string()), Toml(plan.token_label));
  if (plan.keeps_pin) {
    text +=
        "# Unlocks the token at the start. Without this line somebody has to: signetctl unlock.\n"
        "pin_file = \"secrets/pin\"\n";
  }
  if (IsSoftHsm(plan.module)) {
    text += fmt::format("\n[token.environment]\nSOFTHSM2_CONF = {}\n",
                        Toml((plan.folder / "token" / "softhsm2.conf").string()));
  }
  return text +
         "\n[log]\n"
         "key = \"log\"\n"
         "vkey = \"trust/log.vkey\"\n"
         "checkpoint_interval_ms = 1000\n\n"
         "[process]\n"
         "threads = 2\n"
         "pid_file = \"run/sealer.pid\"\n\n"
         "# Without time-stamp authorities seals are B-B, which the EDC world does not take. Name "
         "at\n"
         "# least two, in the order in which to ask, and allow the gateway to fetch from them. "
         "With\n"
         "# weights, each gets its share of the requests, and the others step in.\n"
         "# [tsa.first]\n"
         "# url = \"https://tsa.example.org/tsr\"\n"
         "# anchors = \"trust/tsa-ca.pem\"\n"
         "# quota = 1000         # requests in quota_hours; without it, any number\n"
         "# quota_hours = 24\n"
         "# weight = 1           # for all authorities or for none\n"
         "#\n"
         "# The CAs of the seal certificates. Where to ask for revocation stands in these.\n"
         "# [validation]\n"
         "# anchors = \"trust/seal-ca.pem\"\n";
}

std::string GatewayToml(const BoxPlan& plan) {
  return fmt::format(
      "# The gateway of this box. Paths are relative to this file.\n"
      "[listen]\n"
      "address = {}\n"
      "port = {}\n"
      "certificate = \"tls/gateway.pem\"\n"
      "key = \"tls/gateway.key\"\n"
      "port_file = \"run/gateway.port\"\n\n"
      "[local]\n"
      "socket = \"run/gateway.sock\"\n\n"
      "[sealer]\n"
      "socket = \"run/sealer.sock\"\n\n"
      "[process]\n"
      "threads = 2\n"
      "pid_file = \"run/gateway.pid\"\n\n"
      "# What the gateway fetches for the sealer: time-stamp authorities, OCSP responders, CRLs,\n"
      "# and trusted lists for `signetctl trust import --fetch`.\n"
      "# [relay]\n"
      "# allow = [\"https://tsa.example.org/tsr\", \"http://ocsp.example.org\"]\n",
      Toml(plan.address), plan.port);
}

std::string SoftHsmConfiguration(const BoxPlan& plan) {
  return fmt::format(
      "directories.tokendir = {}\n"
      "objectstore.backend = file\n"
      "log.level = ERROR\n"
      "slots.removable = false\n",
      (plan.folder / "token" / "tokens").string());
}

NewBoxFolders::NewBoxFolders(const fs::path& folder) {
  CheckSocketLength(folder);
  for (const std::string_view part : {"sealer.toml", "data", "token", "secrets"}) {
    if (fs::exists(folder / part)) {
      throw Error(Code::kFileUnusable, "There is a box in " + folder.string() +
                                           " already: choose another folder with --box.");
    }
  }
  Make(folder, kOwnerOnly);
  for (const std::string_view part : {"data", "run", "secrets", "tls", "token", "token/tokens"}) {
    Make(folder / part, kOwnerOnly);
  }
  Make(folder / "trust", kOthersRead);
}

NewBoxFolders::~NewBoxFolders() {
  std::error_code ignored;  // this runs while another failure is on its way
  for (const fs::path& folder : made_) fs::remove_all(folder, ignored);
}

void NewBoxFolders::Make(const fs::path& folder, fs::perms permissions) {
  std::error_code failure;
  if (fs::is_directory(folder, failure)) return;
  if (!fs::create_directories(folder, failure)) {
    throw Error(Code::kFileUnusable,
                "Cannot make " + folder.string() + ": check who may write there.",
                failure.message());
  }
  made_.push_back(folder);
  fs::permissions(folder, permissions, failure);
}

}  // namespace signet::provisioning
