#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "appliance/audit/checkpoint.h"
#include "appliance/audit/log_source.h"
#include "provisioning/profile.h"

namespace signet::provisioning {

class BoxConnection;

/// A log to read, from an export or from a running box.
class OpenedLog {
 public:
  /// `folder` empty: the box of `profile`.
  OpenedLog(const std::filesystem::path& folder, const std::optional<Profile>& profile);
  ~OpenedLog();
  OpenedLog(const OpenedLog&) = delete;
  OpenedLog& operator=(const OpenedLog&) = delete;

  audit::LogSource& source() { return *source_; }

 private:
  std::unique_ptr<BoxConnection> connection_;
  std::unique_ptr<audit::LogSource> source_;
};

/// The key a log is checked with: `given` is a file with a vkey or the vkey itself; if it is empty,
/// the profile's `log_key` counts. Throws Error(kUsage) if there is neither, Error(kLogMalformed)
/// for what is no vkey.
audit::LogKey FindLogKey(const std::string& given, const std::optional<Profile>& profile);

}  // namespace signet::provisioning
