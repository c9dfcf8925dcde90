#pragma once

#include <exception>
#include <functional>
#include <memory>

#include "appliance/base/database.h"

namespace signet {

/// Someone who keeps state beside the database that must go with its transactions (the log keeps
/// its tree's edge in memory). All calls come on the database thread.
class TransactionParticipant {
 public:
  virtual ~TransactionParticipant() = default;
  /// A work begins whose failure AfterWorkRollback would take back, and nothing more. Not called
  /// while works run without that protection: then AfterRollback takes back all of them.
  virtual void BeforeWork() noexcept = 0;
  virtual void AfterWorkRollback() noexcept = 0;
  virtual void BeforeCommit() = 0;
  virtual void AfterCommit() noexcept = 0;
  virtual void AfterRollback() noexcept = 0;
};

/// The one connection that writes and the one thread that uses it. Works that wait while a
/// transaction commits go into the next one together (group commit): there is no timer, so one
/// writer waits for one commit, and a thousand writers share one.
///
/// A work that throws is undone and reported to its own `done`, and its neighbours commit all the
/// same. For that, works may be run a second time in a new transaction (never after they were
/// durable): they change nothing but the database, the participant and results that they assign
/// anew, do not consume what they captured, and leave the transaction alone (no BEGIN, COMMIT,
/// ROLLBACK).
///
/// Works run in the order of Submit, and so do their `done`s: on the database thread, with null
/// after the commit is durable, else with the exception that prevented it. A `done` may be empty;
/// it must be quick and not throw. Submit is safe from any thread, also from a `done`. The
/// destructor finishes what was submitted.
class DatabaseThread {
 public:
  using Work = std::function<void(SQLite::Database&)>;
  using Done = std::function<void(std::exception_ptr)>;

  /// Both must outlive this object and stay where they are (the participant keeps a reference to
  /// the database, too); `participant` may be null. Nobody else uses the connection meanwhile.
  DatabaseThread(SQLite::Database& database, TransactionParticipant* participant);
  ~DatabaseThread();
  DatabaseThread(const DatabaseThread&) = delete;
  DatabaseThread& operator=(const DatabaseThread&) = delete;

  void Submit(Work work, Done done);
  /// Submits and waits; rethrows. Throws Error(kInternal) on the database thread itself.
  void Run(Work work);

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace signet
