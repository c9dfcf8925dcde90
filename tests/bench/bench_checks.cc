// bench_checks: what holding credentials against their profile costs, beside what others wrote.

#include <fmt/format.h>

#include <exception>

#include "tests/bench/check_rate.h"

int main() {
  try {
    signet::bench::CompareChecks();
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_checks: {}\n", error.what());
    return 1;
  }
}
