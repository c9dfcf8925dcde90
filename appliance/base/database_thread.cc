#include "appliance/base/database_thread.h"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "appliance/base/error.h"

namespace signet {
namespace {

struct Item {
  DatabaseThread::Work work;
  DatabaseThread::Done done;
  std::exception_ptr failure;
};

void Execute(SQLite::Statement& statement) {
  statement.tryReset();
  statement.exec();
  statement.tryReset();
}

// Runs `step`; what it throws, with SQLite's own exceptions translated.
template <typename Step>
std::exception_ptr FailureOf(const Step& step) {
  try {
    step();
    return nullptr;
  } catch (const SQLite::Exception& failure) {
    return std::make_exception_ptr(DatabaseFailure(
        "The database did not take the change; see the disk's space and health.", failure));
  } catch (...) {
    return std::current_exception();
  }
}

}  // namespace

class DatabaseThread::Implementation {
 public:
  Implementation(SQLite::Database& database, TransactionParticipant* participant)
      : database_(database), participant_(participant) {
    thread_ = std::thread([this] { Loop(); });
  }

  // Returns when all that was submitted, also by the last `done`s, is finished.
  void Finish() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }

  void Submit(Work work, Done done) {
    bool idle = false;
    {
      const std::lock_guard lock(mutex_);
      idle = waiting_;
      waiting_ = false;
      queue_.push_back({std::move(work), std::move(done), nullptr});
    }
    if (idle) wake_.notify_one();
  }

  bool OnThread() const { return std::this_thread::get_id() == thread_.get_id(); }

 private:
  // One group is all that came while the last one committed.
  void Loop() {
    std::vector<Item> group;
    while (TakeGroup(group)) {
      const std::exception_ptr failure = CommitGroup(group);
      for (const Item& item : group) {
        if (item.done) item.done(item.failure ? item.failure : failure);
      }
      group.clear();
    }
  }

  bool TakeGroup(std::vector<Item>& group) {
    std::unique_lock lock(mutex_);
    while (queue_.empty()) {
      if (ending_) return false;
      waiting_ = true;
      wake_.wait(lock);
    }
    waiting_ = false;
    group.swap(queue_);
    return true;
  }

  // What kept the whole group from being durable; null if it is, but for works that failed alone.
  //
  // A savepoint around each work would cost more than the work: SQLite copies every page that the
  // work touches. So the group runs without, and again with them if a work failed.
  std::exception_ptr CommitGroup(std::vector<Item>& group) {
    bool work_failed = false;
    std::exception_ptr failure = Transact([&] {
      work_failed = true;
      for (const Item& item : group) item.work(database_);
      work_failed = false;
    });
    if (!work_failed || group.size() == 1) return failure;
    return Transact([&] {
      for (Item& item : group) RunInSavepoint(item);
    });
  }

  template <typename Works>
  std::exception_ptr Transact(const Works& works) {
    std::exception_ptr failure = FailureOf([&] {
      Execute(begin_);
      works();
      if (participant_ != nullptr) participant_->BeforeCommit();
      Execute(commit_);
    });
    if (!failure) {
      if (participant_ != nullptr) participant_->AfterCommit();
      return nullptr;
    }
    if (InTransaction()) {
      rollback_.tryReset();
      rollback_.tryExecuteStep();
      rollback_.tryReset();
    }
    if (participant_ != nullptr) participant_->AfterRollback();
    return failure;
  }

  // Throws if not this work alone, but the whole transaction is lost.
  void RunInSavepoint(Item& item) {
    if (participant_ != nullptr) participant_->BeforeWork();
    Execute(savepoint_);
    item.failure = FailureOf([&] { item.work(database_); });
    if (!item.failure) {
      Execute(release_);
      return;
    }
    // A full disk, for one, makes SQLite roll back everything at once (lang_transaction.html 3).
    if (!InTransaction()) std::rethrow_exception(item.failure);
    Execute(undo_);
    Execute(release_);
    if (participant_ != nullptr) participant_->AfterWorkRollback();
  }

  bool InTransaction() const { return sqlite3_get_autocommit(database_.getHandle()) == 0; }

  SQLite::Database& database_;
  TransactionParticipant* const participant_;
  // IMMEDIATE, so that another process's write shows here and not in the middle of a work.
  SQLite::Statement begin_{database_, "BEGIN IMMEDIATE"};
  SQLite::Statement commit_{database_, "COMMIT"};
  SQLite::Statement rollback_{database_, "ROLLBACK"};
  SQLite::Statement savepoint_{database_, "SAVEPOINT work"};
  SQLite::Statement release_{database_, "RELEASE work"};
  SQLite::Statement undo_{database_, "ROLLBACK TO work"};

  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Item> queue_;
  bool waiting_ = false;  // the thread sleeps and needs a notify
  bool ending_ = false;
  std::thread thread_;
};

DatabaseThread::DatabaseThread(SQLite::Database& database, TransactionParticipant* participant) try
    : implementation_(std::make_unique<Implementation>(database, participant)) {
} catch (const SQLite::Exception& failure) {
  throw DatabaseFailure("The database cannot be used; see that it is not damaged.", failure);
}

DatabaseThread::~DatabaseThread() { implementation_->Finish(); }

void DatabaseThread::Submit(Work work, Done done) {
  implementation_->Submit(std::move(work), std::move(done));
}

void DatabaseThread::Run(Work work) {
  if (implementation_->OnThread()) {
    throw Error(Code::kInternal, "The database thread cannot wait for itself.");
  }
  // Shared, since the waiter may be gone before the promise has finished waking it.
  const auto finished = std::make_shared<std::promise<void>>();
  Submit(std::move(work), [finished](std::exception_ptr failure) {
    failure ? finished->set_exception(std::move(failure)) : finished->set_value();
  });
  finished->get_future().get();
}

}  // namespace signet
