#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "appliance/base/file.h"
#include "tests/support/softhsm_token.h"

namespace signet::test {

/// The shim module (tests/support/shim_module) in front of one test's token.
class ShimControl {
 public:
  explicit ShimControl(const SoftHsmToken& token) : folder_(token.folder()) { Command(""); }

  static std::filesystem::path Module() { return SIGNET_BIN_DIR "/libsignet_shim.so"; }

  std::map<std::string, std::string> environment() const {
    return {{"SIGNET_SHIM_MODULE", SoftHsmToken::Module().string()},
            {"SIGNET_SHIM_CONTROL", (folder_ / "control").string()},
            {"SIGNET_SHIM_RECORD", (folder_ / "signatures").string()},
            {"SIGNET_SHIM_LOGINS", (folder_ / "logins").string()}};
  }

  void Command(const std::string& commands) const {
    WriteFile(folder_ / "control", commands, FileMode::kPublic);
  }

  std::vector<std::string> Signatures() const { return Lines("signatures"); }
  std::vector<std::string> Logins() const { return Lines("logins"); }

 private:
  std::vector<std::string> Lines(const char* name) const {
    std::ifstream file(folder_ / name);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
  }

  std::filesystem::path folder_;
};

}  // namespace signet::test
