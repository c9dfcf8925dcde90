#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/bench/log_appends.h"

// bench_log [ENTRIES [FOLDER]]: the log's rates beside SQLite's own, and proofs from a log of
// ENTRIES entries (a million if not given), with databases in FOLDER (here).
int main(int count, char** arguments) {
  const std::uint64_t entries = count > 1 ? std::stoull(arguments[1]) : 1'000'000;
  const std::filesystem::path folder = count > 2 ? arguments[2] : ".";
  fmt::print("durable appends of 400 octets\nwriters   log/s  SQLite/s  share\n");
  for (const auto& rate : signet::bench::MeasureLogAppends(folder)) {
    fmt::print("{:7} {:7.0f} {:9.0f} {:5.0f}%\n", rate.writers, rate.appends, rate.sqlite,
               rate.share() * 100);
  }
  const auto proofs = signet::bench::MeasureLogProofs(folder, entries);
  fmt::print("proof from {} entries: median {:.0f} us, p99 {:.0f} us; opened in {:.0f} ms\n",
             proofs.entries, proofs.median_microseconds, proofs.p99_microseconds,
             proofs.open_milliseconds);
  return EXIT_SUCCESS;
}
