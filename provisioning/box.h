#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "appliance/audit/event.h"
#include "appliance/audit/log.h"
#include "appliance/base/database.h"
#include "appliance/base/database_thread.h"
#include "appliance/base/file.h"
#include "appliance/base/secret.h"
#include "appliance/sealer/config.h"

namespace signet::provisioning {

/// The configuration of the box in `folder`. Throws Error(kFileUnusable) that says how to make a
/// box if there is none.
sealer::SealerConfig ReadBoxConfig(const std::filesystem::path& folder);

/// The token's PIN: from `pin_file` if given, else from the file the configuration names, else
/// asked for on the terminal.
Secret BoxPin(const sealer::SealerConfig& config,
              const std::optional<std::filesystem::path>& pin_file);

/// The box's registry for reading, beside a running sealer.
SQLite::Database OpenRegistryReadOnly(const sealer::SealerConfig& config);

/// A box that stands still and is ours alone: holds its lock (Error(kAlreadyRunning) while the
/// sealer runs), its database and its log.
class Box {
 public:
  using Change = std::function<void(SQLite::Database&)>;

  explicit Box(const std::filesystem::path& folder);
  Box(const Box&) = delete;
  Box& operator=(const Box&) = delete;

  const sealer::SealerConfig& config() const { return config_; }

  /// Changes the registry and logs it, both or neither. `events` are logged after the change.
  void Record(const Change& change, const std::vector<audit::Event>& events);
  /// Reads; nothing may be changed.
  void Read(const Change& look);

 private:
  sealer::SealerConfig config_;
  FileDescriptor lock_;
  SQLite::Database database_;
  std::unique_ptr<audit::Log> log_;
  DatabaseThread thread_;
};

}  // namespace signet::provisioning
