#include "provisioning/log_access.h"

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "provisioning/box_connection.h"
#include "provisioning/box_log.h"

namespace signet::provisioning {
namespace {

std::string WithoutNewline(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

}  // namespace

OpenedLog::OpenedLog(const std::filesystem::path& folder, const std::optional<Profile>& profile) {
  if (!folder.empty()) {
    if (!std::filesystem::is_directory(folder)) {
      throw Error(Code::kFileUnusable,
                  folder.string() + " is no folder: name what `audit export` wrote.");
    }
    source_ = std::make_unique<audit::LogFolder>(folder);
    return;
  }
  if (!profile) {
    throw Error(Code::kUsage, "Name an exported log, or the box to ask with --profile FILE.toml.");
  }
  connection_ = std::make_unique<BoxConnection>(*profile);
  source_ = std::make_unique<BoxLog>(*connection_);
}

OpenedLog::~OpenedLog() = default;

audit::LogKey FindLogKey(const std::string& given, const std::optional<Profile>& profile) {
  if (given.empty() && !(profile && profile->log_key)) {
    throw Error(Code::kUsage,
                "Which key should have signed the log? Name it with --log-key: the "
                "box has it in trust/log.vkey. A profile can name it as log_key.");
  }
  if (given.empty())
    return audit::LogKey::FromVkey(WithoutNewline(ReadFile(*profile->log_key, 4096)));
  // A vkey has plus signs and a hexadecimal id; a file name that looks like one is a file.
  const bool is_file = std::filesystem::is_regular_file(given);
  return audit::LogKey::FromVkey(is_file ? WithoutNewline(ReadFile(given, 4096)) : given);
}

}  // namespace signet::provisioning
