#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <filesystem>
#include <string>

#include "appliance/base/error.h"

namespace signet {

/// Opens (and makes, private to its owner) the box's SQLite file as all of it is used: WAL,
/// synchronous=FULL, foreign keys on, a busy time-out. After COMMIT returns, the rows are on the
/// disk. What is deleted is overwritten, in the file with the checkpoint after it. Throws
/// Error(kDatabaseFailed).
SQLite::Database OpenDatabase(const std::filesystem::path& path);

/// The same file for reading only, beside its writer.
SQLite::Database OpenDatabaseReadOnly(const std::filesystem::path& path);

/// SQLite's exception as Error(kDatabaseFailed): `what` is the sentence for people, and SQLite's
/// own words are the cause. For the files that call SQLite, so that its exceptions stop there.
Error DatabaseFailure(const std::string& what, const SQLite::Exception& failure);

/// What `action` gives; SQLite's exceptions leave it as DatabaseFailure(what, …).
template <typename Action>
auto TranslateDatabaseFailures(const char* what, const Action& action) {
  try {
    return action();
  } catch (const SQLite::Exception& failure) {
    throw DatabaseFailure(what, failure);
  }
}

/// Changes that are made all together or not at all, as a transaction of their own or as a part of
/// the one under way (SQLite's SAVEPOINT). Unless Keep() was called, the destructor undoes them.
class JointChange {
 public:
  /// Both throw SQLite::Exception.
  explicit JointChange(SQLite::Database& database);
  void Keep();
  ~JointChange();
  JointChange(const JointChange&) = delete;
  JointChange& operator=(const JointChange&) = delete;

 private:
  SQLite::Database& database_;
  bool kept_ = false;
};

}  // namespace signet
