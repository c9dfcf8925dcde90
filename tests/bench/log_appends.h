#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace signet::bench {

/// Durable appends a second with so many writers, each waiting for its entry to be on the disk
/// before its next one, beside SQLite's own rate at that group size: WAL, synchronous=FULL, one
/// thread, a 400-octet entry and its 32-octet hash a row. Both are medians over rounds that take
/// turns.
struct LogAppendRate {
  int writers;
  double appends;
  double sqlite;
  double share() const { return appends / sqlite; }
};

/// With 1, 64 and 1,024 writers. `folder` is for the databases, which are removed again.
std::vector<LogAppendRate> MeasureLogAppends(const std::filesystem::path& folder);

/// How long a log of so many (short) entries takes to give an inclusion proof, and to be opened.
struct LogProofTime {
  std::uint64_t entries;
  double median_microseconds;
  double p99_microseconds;
  double open_milliseconds;
};

LogProofTime MeasureLogProofs(const std::filesystem::path& folder, std::uint64_t entries);

}  // namespace signet::bench
