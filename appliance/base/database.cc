#include "appliance/base/database.h"

#include <SQLiteCpp/Exception.h>
#include <fcntl.h>

#include <cerrno>
#include <cstring>

#include "appliance/base/file.h"

namespace signet {
namespace {

constexpr int kBusyMilliseconds = 5000;

// SQLite would make the file with the umask's rights; its -wal and -shm take over the file's own.
// An existing file is not opened here: closing a second descriptor would drop SQLite's locks.
void MakePrivateFile(const std::filesystem::path& path) {
  const FileDescriptor fd(
      open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (fd.get() >= 0 || errno == EEXIST) return;
  throw Error(Code::kDatabaseFailed,
              "Cannot make the database " + path.string() + "; see that its folder can be written.",
              std::strerror(errno));
}

Error Unusable(const std::filesystem::path& path, const SQLite::Exception& failure) {
  return DatabaseFailure("Cannot open the database " + path.string() +
                             "; see that it is there, readable and not damaged.",
                         failure);
}

}  // namespace

SQLite::Database OpenDatabase(const std::filesystem::path& path) {
  MakePrivateFile(path);
  try {
    SQLite::Database database(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX,
                              kBusyMilliseconds);
    database.exec("PRAGMA journal_mode = WAL");
    // FULL: in WAL mode NORMAL would leave the last commits to the next checkpoint's fsync.
    database.exec("PRAGMA synchronous = FULL");
    database.exec("PRAGMA foreign_keys = ON");
    database.exec("PRAGMA trusted_schema = OFF");
    // So that INSERT OR REPLACE, too, meets the triggers that refuse DELETE.
    database.exec("PRAGMA recursive_triggers = ON");
    database.exec("PRAGMA temp_store = MEMORY");
    // What is deleted or emptied is overwritten, and not left in the file's free space.
    database.exec("PRAGMA secure_delete = ON");
    if (database.execAndGet("PRAGMA journal_mode").getString() != "wal") {
      throw Error(Code::kDatabaseFailed, "The database " + path.string() +
                                             " does not take write-ahead logging; put it on a "
                                             "local file system.");
    }
    return database;
  } catch (const SQLite::Exception& failure) {
    throw Unusable(path, failure);
  }
}

SQLite::Database OpenDatabaseReadOnly(const std::filesystem::path& path) {
  try {
    SQLite::Database database(path.string(), SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX,
                              kBusyMilliseconds);
    database.exec("PRAGMA query_only = ON");
    database.exec("PRAGMA trusted_schema = OFF");
    database.execAndGet("SELECT count(*) FROM sqlite_schema");
    return database;
  } catch (const SQLite::Exception& failure) {
    throw Unusable(path, failure);
  }
}

Error DatabaseFailure(const std::string& what, const SQLite::Exception& failure) {
  return {Code::kDatabaseFailed, what,
          std::string(failure.what()) + " (SQLite " +
              std::to_string(failure.getExtendedErrorCode()) + ")"};
}

JointChange::JointChange(SQLite::Database& database) : database_(database) {
  database_.exec("SAVEPOINT joint_change");
}

void JointChange::Keep() {
  database_.exec("RELEASE joint_change");
  kept_ = true;
}

JointChange::~JointChange() {
  if (kept_) return;
  // These fail where SQLite has undone the whole transaction by itself, as it does when the disk is
  // full (lang_transaction.html 3).
  database_.tryExec("ROLLBACK TO joint_change");
  database_.tryExec("RELEASE joint_change");
}

}  // namespace signet
