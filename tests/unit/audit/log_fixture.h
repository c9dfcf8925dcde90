#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "appliance/audit/log.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_log.h"

namespace signet::audit {

/// A log in a real database of its own, signed by a P-256 key.
class LogTest : public ::testing::Test {
 protected:
  LogTest() : signer_("signet.example/log", test::TestKey(test::KeyKind::kP256)) {
    database_.emplace(OpenDatabase(path()));
    Log::CreateTables(*database_);
    log_ = Log::Open(*database_);
  }

  std::filesystem::path path() const { return folder_ / "box.db"; }

  /// The first `size` sample entries, in transactions of `group`, and a signed checkpoint.
  void Fill(std::size_t size, std::size_t group = 1000) {
    entries_ = test::SampleEntries(size, signer_.key());
    AppendUpTo(size, group);
  }

  /// The same with the texts "0", "1", …: quick to make, where only the tree matters.
  void FillWithNumbers(std::size_t size, std::size_t group) {
    entries_.clear();
    for (std::size_t i = 0; i < size; ++i) entries_.push_back(std::to_string(i));
    AppendUpTo(size, group);
  }

  void AppendUpTo(std::size_t size, std::size_t group) {
    for (std::size_t begin = log_->Head().size; begin < size; begin += group) {
      const auto first = entries_.begin() + static_cast<std::ptrdiff_t>(begin);
      const auto last =
          entries_.begin() + static_cast<std::ptrdiff_t>(std::min(begin + group, size));
      test::AppendEntries(*database_, *log_, {first, last});
    }
    test::StoreSignedNote(*database_, *log_, signer_);
  }

  void Reopen() {
    log_.reset();
    database_.reset();
    database_.emplace(OpenDatabase(path()));
    log_ = Log::Open(*database_);
  }

  test::TemporaryFolder folder_;
  test::LogSigner signer_;
  std::optional<SQLite::Database> database_;
  std::unique_ptr<Log> log_;
  std::vector<std::string> entries_;
};

}  // namespace signet::audit
