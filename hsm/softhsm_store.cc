#include "hsm/softhsm_store.h"

#include <filesystem>
#include <sstream>
#include <string_view>

#include "appliance/base/file.h"
#include "appliance/base/journal.h"

namespace signet::hsm {
namespace {

namespace fs = std::filesystem;

// softhsm2.conf(5): `directories.tokendir = FOLDER`, a line.
fs::path TokenFolder(const fs::path& configuration) {
  std::istringstream lines(ReadFile(configuration, 1U << 16U));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string name;
    std::string equals;
    std::string folder;
    if (words >> name >> equals && name == "directories.tokendir" && equals == "=") {
      std::getline(words >> std::ws, folder);
      return folder;
    }
  }
  return {};
}

void KeepToken(const fs::path& token) {
  const fs::path file = token / "token.object";
  const fs::path copy = token / "token.kept";
  if (!fs::exists(file)) return;
  const std::string content = ReadFile(file, 1U << 20U);
  const std::string kept = fs::exists(copy) ? ReadFile(copy, 1U << 20U) : "";
  if (!content.empty()) {
    if (content != kept) WriteFile(copy, content, FileMode::kPrivate);
    return;
  }
  if (kept.empty()) return;
  journal::Warning("softhsm-token-restored file=" + file.string());
  WriteFile(file, kept, FileMode::kPrivate);
}

}  // namespace

void KeepSoftHsmTokens(const std::map<std::string, std::string>& environment) {
  const auto configuration = environment.find("SOFTHSM2_CONF");
  if (configuration == environment.end() || !fs::exists(configuration->second)) return;
  const fs::path folder = TokenFolder(configuration->second);
  if (!fs::is_directory(folder)) return;
  for (const auto& token : fs::directory_iterator(folder)) {
    if (token.is_directory()) KeepToken(token.path());
  }
}

}  // namespace signet::hsm
