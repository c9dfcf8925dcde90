#include "tests/support/softhsm_token.h"

#include <array>
#include <cstdlib>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "hsm/token_admin.h"

namespace signet::test {
namespace fs = std::filesystem;

SoftHsmToken::SoftHsmToken() {
  fs::create_directory(folder_ / "tokens");
  WriteFile(folder_ / "softhsm2.conf",
            "directories.tokendir = " + (folder_ / "tokens").string() +
                "\nobjectstore.backend = file\nlog.level = ERROR\n",
            FileMode::kPrivate);
  for (const auto& [name, value] : environment()) setenv(name.c_str(), value.c_str(), 1);
  hsm::InitialiseToken(Module(), label(), SecurityOfficerPin(), Pin());
}

SoftHsmToken::~SoftHsmToken() {
  for (const auto& [name, value] : environment()) unsetenv(name.c_str());
}

fs::path SoftHsmToken::Module() {
  constexpr std::array kPlaces{
      "/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
      "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so"};
  for (const char* place : kPlaces) {
    if (fs::exists(place)) return place;
  }
  throw Error(Code::kConfigurationInvalid, "SoftHSM is not installed. Install softhsm2.");
}

std::map<std::string, std::string> SoftHsmToken::environment() const {
  return {{"SOFTHSM2_CONF", (folder_ / "softhsm2.conf").string()}};
}

Bytes SoftHsmToken::GenerateKey(hsm::KeyKind kind, const std::string& key_label) const {
  return hsm::TokenAdministration(Module(), label(), Pin()).GenerateKey(kind, key_label);
}

}  // namespace signet::test
