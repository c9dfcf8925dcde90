#include "provisioning/box.h"

#include "appliance/base/clock.h"
#include "appliance/base/error.h"
#include "appliance/registry/seal_record.h"
#include "provisioning/terminal.h"

namespace signet::provisioning {
namespace {

// With the tables that this version brings, for boxes that an older one made.
SQLite::Database OpenBoxDatabase(const std::filesystem::path& path) {
  SQLite::Database database = OpenDatabase(path);
  registry::CreateRegistryTables(database);
  return database;
}

}  // namespace

sealer::SealerConfig ReadBoxConfig(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "sealer.toml";
  if (!std::filesystem::exists(file)) {
    throw Error(Code::kFileUnusable, "There is no box in " + folder.string() +
                                         ": name another folder with --box, or make one with "
                                         "`signetctl --box DIR init`.");
  }
  return sealer::SealerConfig::Read(file);
}

Secret BoxPin(const sealer::SealerConfig& config,
              const std::optional<std::filesystem::path>& pin_file) {
  if (pin_file) return ReadSecretFile(*pin_file);
  if (config.pin_file) return ReadSecretFile(*config.pin_file);
  return AskSecret("PIN of the token \"" + config.token.token_label + "\": ");
}

SQLite::Database OpenRegistryReadOnly(const sealer::SealerConfig& config) {
  return OpenDatabaseReadOnly(config.database);
}

Box::Box(const std::filesystem::path& folder)
    : config_(ReadBoxConfig(folder)),
      lock_(LockFile(config_.lock, "The box in " + folder.string() +
                                       " is in use by its sealer or another signetctl.")),
      database_(OpenBoxDatabase(config_.database)),
      log_(audit::Log::Open(database_)),
      thread_(database_, log_.get()) {}

void Box::Record(const Change& change, const std::vector<audit::Event>& events) {
  thread_.Run([&](SQLite::Database& database) {
    change(database);
    const Time now = SystemNow();
    for (const audit::Event& event : events) log_->Append(now, event);
  });
}

void Box::Read(const Change& look) {
  thread_.Run([&](SQLite::Database& database) { look(database); });
}

}  // namespace signet::provisioning
