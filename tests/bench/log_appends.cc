#include "tests/bench/log_appends.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <memory>
#include <random>
#include <string>

#include "appliance/audit/log.h"
#include "appliance/base/database.h"
#include "appliance/base/database_thread.h"
#include "appliance/base/digest.h"

namespace signet::bench {
namespace {

using Watch = std::chrono::steady_clock;

constexpr auto kRound = std::chrono::milliseconds(500);
constexpr int kRounds = 5;
constexpr std::size_t kEntrySize = 400;

double SecondsSince(Watch::time_point start) {
  return std::chrono::duration<double>(Watch::now() - start).count();
}

double Median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

void RemoveDatabase(const std::filesystem::path& path) {
  for (const char* const suffix : {"", "-wal", "-shm"}) {
    std::filesystem::remove(path.string() + suffix);
  }
}

// One row a writer in each transaction, as a perfect group commit without a log would write them.
class SqliteAlone {
 public:
  explicit SqliteAlone(const std::filesystem::path& path) : database_(OpenDatabase(path)) {
    database_.exec("CREATE TABLE entry (idx INTEGER PRIMARY KEY, body BLOB, hash BLOB)");
  }

  double Round(int group) {
    SQLite::Statement begin(database_, "BEGIN IMMEDIATE");
    SQLite::Statement commit(database_, "COMMIT");
    SQLite::Statement insert(database_, "INSERT INTO entry VALUES (?, ?, ?)");
    const std::string body(kEntrySize, 'x');
    const Sha256 hash = HashSha256(body);
    const auto start = Watch::now();
    const std::int64_t first = next_;
    while (Watch::now() - start < kRound) {
      Execute(begin);
      for (int i = 0; i < group; ++i) {
        insert.bind(1, next_++);
        insert.bindNoCopy(2, body.data(), static_cast<int>(body.size()));
        insert.bindNoCopy(3, hash.octets.data(), static_cast<int>(hash.octets.size()));
        Execute(insert);
      }
      Execute(commit);
    }
    return static_cast<double>(next_ - first) / SecondsSince(start);
  }

 private:
  static void Execute(SQLite::Statement& statement) {
    statement.exec();
    statement.reset();
  }

  SQLite::Database database_;
  std::int64_t next_ = 0;
};

class LogUnderTest {
 public:
  explicit LogUnderTest(const std::filesystem::path& path) : database_(OpenDatabase(path)) {
    audit::Log::CreateTables(database_);
    log_ = audit::Log::Open(database_);
    thread_ = std::make_unique<DatabaseThread>(database_, log_.get());
  }

  double Round(int writers) { return writers == 1 ? OneThread() : Chains(writers); }

 private:
  // A writer with a thread of its own pays for waking the database thread and for being woken.
  double OneThread() {
    std::uint64_t count = 0;
    const auto start = Watch::now();
    while (Watch::now() - start < kRound) {
      thread_->Run([this](SQLite::Database&) { log_->Append(entry_); });
      ++count;
    }
    return static_cast<double>(count) / SecondsSince(start);
  }

  // Writers as the sealer has them: what follows an append is called when it is durable.
  double Chains(int writers) {
    start_ = Watch::now();
    appended_ = 0;
    running_ = writers;
    finished_ = {};
    for (int writer = 0; writer < writers; ++writer) AppendNext();
    finished_.get_future().get();
    return static_cast<double>(appended_) / SecondsSince(start_);
  }

  void AppendNext() {
    thread_->Submit([this](SQLite::Database&) { log_->Append(entry_); },
                    [this](const std::exception_ptr&) { Appended(); });
  }

  // On the database thread.
  void Appended() {
    ++appended_;
    if (Watch::now() - start_ < kRound) {
      AppendNext();
    } else if (--running_ == 0) {
      finished_.set_value();
    }
  }

  SQLite::Database database_;
  std::unique_ptr<audit::Log> log_;
  const std::string entry_ = std::string(kEntrySize, 'x');
  Watch::time_point start_;
  std::uint64_t appended_ = 0;
  int running_ = 0;
  std::promise<void> finished_;
  std::unique_ptr<DatabaseThread> thread_;
};

void FillQuickly(SQLite::Database& database, audit::Log& log, std::uint64_t entries) {
  constexpr std::uint64_t kGroup = 50'000;
  for (std::uint64_t next = 0; next < entries;) {
    SQLite::Transaction transaction(database);
    const std::uint64_t end = std::min(entries, next + kGroup);
    for (; next < end; ++next) log.Append(std::to_string(next));
    log.BeforeCommit();
    transaction.commit();
    log.AfterCommit();
  }
}

}  // namespace

std::vector<LogAppendRate> MeasureLogAppends(const std::filesystem::path& folder) {
  std::vector<LogAppendRate> rates;
  const auto log_path = folder / "bench-log.db";
  const auto sqlite_path = folder / "bench-sqlite.db";
  for (const int writers : {1, 64, 1024}) {
    RemoveDatabase(log_path);
    RemoveDatabase(sqlite_path);
    LogUnderTest log(log_path);
    SqliteAlone sqlite(sqlite_path);
    std::vector<double> appends;
    std::vector<double> rows;
    for (int round = 0; round < kRounds; ++round) {
      rows.push_back(sqlite.Round(writers));
      appends.push_back(log.Round(writers));
    }
    rates.push_back({writers, Median(appends), Median(rows)});
  }
  RemoveDatabase(log_path);
  RemoveDatabase(sqlite_path);
  return rates;
}

LogProofTime MeasureLogProofs(const std::filesystem::path& folder, std::uint64_t entries) {
  const auto path = folder / "bench-proofs.db";
  RemoveDatabase(path);
  LogProofTime time{entries, 0, 0, 0};
  {
    SQLite::Database database = OpenDatabase(path);
    audit::Log::CreateTables(database);
    FillQuickly(database, *audit::Log::Open(database), entries);
    auto start = Watch::now();
    const auto log = audit::Log::Open(database);
    time.open_milliseconds = SecondsSince(start) * 1e3;
    std::mt19937_64 random(1);
    std::vector<double> proofs;
    for (int i = 0; i < 2000; ++i) {
      const std::uint64_t index = random() % entries;
      start = Watch::now();
      log->InclusionProof(index, entries);
      proofs.push_back(SecondsSince(start) * 1e6);
    }
    std::ranges::sort(proofs);
    time.median_microseconds = proofs[proofs.size() / 2];
    time.p99_microseconds = proofs[proofs.size() * 99 / 100];
  }
  RemoveDatabase(path);
  return time;
}

}  // namespace signet::bench
