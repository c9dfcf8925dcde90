#include "appliance/base/database_thread.h"

#include <SQLiteCpp/Exception.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <future>
#include <latch>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "appliance/base/error.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temporary_folder.h"

namespace signet {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Keeps a copy of table `row` in memory, as the log keeps its tree: staged, then counted.
class Mirror final : public TransactionParticipant {
 public:
  void Add(int value) { staged_.push_back(value); }
  const std::vector<int>& rows() const { return rows_; }
  std::vector<std::size_t> commits;  // how many rows each took
  int rollbacks = 0;
  bool refuse_commit = false;

  void BeforeWork() noexcept override { mark_ = staged_.size(); }
  void AfterWorkRollback() noexcept override { staged_.resize(mark_); }
  void BeforeCommit() override {
    if (refuse_commit) throw Error(Code::kInternal, "The mirror refuses.");
  }
  void AfterCommit() noexcept override {
    rows_.insert(rows_.end(), staged_.begin(), staged_.end());
    commits.push_back(staged_.size());
    staged_.clear();
  }
  void AfterRollback() noexcept override {
    ++rollbacks;
    staged_.clear();
  }

 private:
  std::vector<int> rows_;
  std::vector<int> staged_;
  std::size_t mark_ = 0;
};

class DatabaseThreadTest : public ::testing::Test {
 protected:
  DatabaseThreadTest() {
    database_.emplace(OpenDatabase(path()));
    database_->exec("CREATE TABLE row (value INTEGER PRIMARY KEY, parent REFERENCES row(value))");
    thread_.emplace(*database_, &mirror_);
  }

  std::filesystem::path path() const { return folder_ / "box.db"; }

  DatabaseThread::Work Insert(int value) {
    return [this, value](SQLite::Database& database) {
      mirror_.Add(value);
      database.exec("INSERT INTO row VALUES (" + std::to_string(value) + ", NULL)");
    };
  }

  // What another connection sees: only what is committed.
  std::vector<int> StoredRows() const {
    SQLite::Database database = OpenDatabaseReadOnly(path());
    SQLite::Statement query(database, "SELECT value FROM row ORDER BY value");
    std::vector<int> rows;
    while (query.executeStep()) rows.push_back(query.getColumn(0).getInt());
    return rows;
  }

  // Makes all works that `submit` submits one group, by keeping the thread busy meanwhile, and
  // returns when all their `done`s have run.
  template <typename Submit>
  void AsOneGroup(const Submit& submit) {
    std::latch busy(1);
    std::latch go(1);
    thread_->Submit([](SQLite::Database&) {},
                    [&busy, &go](const std::exception_ptr&) {
                      busy.count_down();
                      go.wait();
                    });
    busy.wait();
    submit();
    std::promise<void> finished;
    thread_->Submit([](SQLite::Database&) {},
                    [&finished](const std::exception_ptr&) { finished.set_value(); });
    go.count_down();
    finished.get_future().get();
  }

  test::TemporaryFolder folder_;
  Mirror mirror_;
  std::optional<SQLite::Database> database_;
  std::optional<DatabaseThread> thread_;
};

TEST_F(DatabaseThreadTest, DoneComesAfterTheRowIsVisibleToOthers) {
  std::promise<std::vector<int>> seen;
  thread_->Submit(Insert(7), [&](const std::exception_ptr&) { seen.set_value(StoredRows()); });
  EXPECT_THAT(seen.get_future().get(), ElementsAre(7));
}

TEST_F(DatabaseThreadTest, WorksThatWaitShareOneCommitInTheirOrder) {
  std::vector<int> done;
  AsOneGroup([&] {
    for (const int value : {3, 1, 2}) {
      thread_->Submit(Insert(value), [&done, value](const std::exception_ptr& failure) {
        EXPECT_FALSE(failure);
        done.push_back(value);
      });
    }
  });
  EXPECT_THAT(done, ElementsAre(3, 1, 2));
  EXPECT_THAT(mirror_.rows(), ElementsAre(3, 1, 2));
  EXPECT_THAT(mirror_.commits, ::testing::Contains(3U));
}

TEST_F(DatabaseThreadTest, AFailingWorkIsUndoneAloneInDatabaseAndParticipant) {
  std::vector<std::string> outcomes;
  const auto note = [&outcomes](const std::exception_ptr& failure) {
    outcomes.push_back(failure ? AsError(failure).message() : "good");
  };
  AsOneGroup([&] {
    thread_->Submit(Insert(1), note);
    thread_->Submit(
        [this](SQLite::Database& database) {
          Insert(2)(database);
          throw Error(Code::kParameterInvalid, "Second thoughts.");
        },
        note);
    thread_->Submit(Insert(3), note);
  });
  EXPECT_THAT(outcomes, ElementsAre("good", "Second thoughts.", "good"));
  EXPECT_THAT(StoredRows(), ElementsAre(1, 3));
  EXPECT_THAT(mirror_.rows(), ElementsAre(1, 3));
}

TEST_F(DatabaseThreadTest, AWorkThatFailsInSqliteGetsADatabaseError) {
  thread_->Run(Insert(1));
  const auto error = test::ErrorOf([this] { thread_->Run(Insert(1)); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Code::kDatabaseFailed);
  EXPECT_THAT(error->cause(), HasSubstr("UNIQUE"));
  EXPECT_THAT(mirror_.rows(), ElementsAre(1));
}

TEST_F(DatabaseThreadTest, WhenTheCommitFailsEveryWorkOfTheGroupHearsOfIt) {
  int failures = 0;
  AsOneGroup([&] {
    mirror_.refuse_commit = true;
    for (const int value : {1, 2}) {
      thread_->Submit(Insert(value), [&](const std::exception_ptr& failure) {
        failures += failure ? 1 : 0;
        mirror_.refuse_commit = false;
      });
    }
  });
  EXPECT_EQ(failures, 2);
  EXPECT_THAT(StoredRows(), ElementsAre());
  EXPECT_THAT(mirror_.rows(), ElementsAre());
  EXPECT_EQ(mirror_.rollbacks, 1);
  thread_->Run(Insert(4));
  EXPECT_THAT(mirror_.rows(), ElementsAre(4));
}

// lang_transaction.html 3: some errors end the whole transaction. A work that rolls back stands for
// a full disk here.
TEST_F(DatabaseThreadTest, WhenTheTransactionIsLostInAWorkTheWholeGroupFailsAndTheNextIsWell) {
  std::vector<bool> good;
  const auto note = [&good](const std::exception_ptr& failure) { good.push_back(!failure); };
  AsOneGroup([&] {
    thread_->Submit(Insert(1), note);
    thread_->Submit(
        [](SQLite::Database& database) {
          database.exec("ROLLBACK");
          throw Error(Code::kDatabaseFailed, "The disk is full.");
        },
        note);
    thread_->Submit(Insert(3), note);
  });
  EXPECT_THAT(good, ElementsAre(false, false, false));
  thread_->Run(Insert(4));
  EXPECT_THAT(StoredRows(), ElementsAre(4));
  EXPECT_THAT(mirror_.rows(), ElementsAre(4));
}

TEST_F(DatabaseThreadTest, AFullDatabaseFailsTheWorkAndTakesLaterOnes) {
  thread_->Run([](SQLite::Database& database) { database.exec("PRAGMA max_page_count = 4"); });
  EXPECT_THROW(thread_->Run([](SQLite::Database& database) {
    database.exec("CREATE TABLE large AS SELECT zeroblob(1000000) AS content");
  }),
               Error);
  thread_->Run(Insert(5));
  EXPECT_THAT(StoredRows(), ElementsAre(5));
}

TEST_F(DatabaseThreadTest, EndingFinishesWhatWasSubmittedAndWhatThoseSubmit) {
  std::atomic<int> done = 0;
  DatabaseThread& thread = *thread_;
  for (int value = 0; value < 100; ++value) {
    thread.Submit(Insert(value), [this, &thread, &done, value](const std::exception_ptr&) {
      ++done;
      thread.Submit(Insert(1000 + value), [&done](const std::exception_ptr&) { ++done; });
    });
  }
  thread_.reset();
  EXPECT_EQ(done, 200);
  EXPECT_EQ(StoredRows().size(), 200U);
}

TEST_F(DatabaseThreadTest, ManyThreadsWaitForTheirOwnRowsOnly) {
  std::atomic<int> refused = 0;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 16; ++writer) {
    writers.emplace_back([this, writer, &refused] {
      for (int i = 0; i < 50; ++i) {
        try {
          // Every fifth row is another writer's too, so some works fail beside good ones.
          thread_->Run(Insert(i % 5 == 0 ? i : writer * 1000 + i));
        } catch (const Error&) {
          ++refused;
        }
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(refused, 15 * 10);
  thread_.reset();
  std::vector<int> mirrored = mirror_.rows();
  std::ranges::sort(mirrored);
  EXPECT_EQ(mirrored, StoredRows());
}

TEST_F(DatabaseThreadTest, ForeignKeysAreEnforced) {
  EXPECT_THROW(thread_->Run([](SQLite::Database& database) {
    database.exec("INSERT INTO row VALUES (1, 99)");
  }),
               Error);
}

TEST_F(DatabaseThreadTest, RunOnTheDatabaseThreadIsRefused) {
  EXPECT_THROW(thread_->Run([this](SQLite::Database&) { thread_->Run([](SQLite::Database&) {}); }),
               Error);
}

TEST_F(DatabaseThreadTest, TheFileIsItsOwnersAlone) {
  struct stat status {};
  ASSERT_EQ(stat(path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(DatabaseThreadTest, ReadOnlyCannotWrite) {
  SQLite::Database database = OpenDatabaseReadOnly(path());
  EXPECT_THROW(database.exec("INSERT INTO row VALUES (1, NULL)"), SQLite::Exception);
}

TEST_F(DatabaseThreadTest, WhatIsNoDatabaseIsRefusedWithItsName) {
  const auto file = folder_ / "other.db";
  std::ofstream(file) << std::string(8192, 'x');
  const auto error = test::ErrorOf([&file] { OpenDatabase(file); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Code::kDatabaseFailed);
  EXPECT_THAT(error->message(), HasSubstr("other.db"));
  EXPECT_THROW(OpenDatabaseReadOnly(folder_ / "missing.db"), Error);
  EXPECT_THROW(OpenDatabase(folder_ / "no-such-folder/box.db"), Error);
}

}  // namespace
}  // namespace signet
