#include "appliance/audit/log_start.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/error_matcher.h"
#include "tests/unit/audit/log_fixture.h"

namespace signet::audit {
namespace {

using ::testing::HasSubstr;

// Someone with the database file in hand is not stopped by triggers.
class LogStartTest : public LogTest {
 protected:
  // What Open says after `change`, which is made in SQL behind the log's back, and undone.
  std::string Refusal(const std::string& change) {
    database_->exec("SAVEPOINT tampering");
    for (const std::string table : {"entry", "tile", "checkpoint"}) {
      for (const std::string verb : {"update", "delete"}) {
        database_->exec("DROP TRIGGER " + table + "_no_" + verb);
      }
    }
    database_->exec(change);
    std::string refusal = "(opened)";
    try {
      Log::Open(*database_);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::kLogInconsistent);
      refusal = error.message();
    }
    database_->exec("ROLLBACK TO tampering");
    database_->exec("RELEASE tampering");
    return refusal;
  }
};

TEST_F(LogStartTest, EveryTamperingWithANewLogIsNamed) {
  Fill(700);
  const std::string another = entries_[1];
  const struct {
    const char* change;
    const char* place;
  } cases[] = {
      {"UPDATE entry SET body = CAST('x' AS BLOB) WHERE idx = 0", "entry 0 "},
      {"UPDATE entry SET body = CAST(body || ' ' AS BLOB) WHERE idx = 300", "entry 300 "},
      {"UPDATE entry SET body = CAST('x' AS BLOB) WHERE idx = 511", "entry 511 "},
      // Beyond the last full tile, the checkpoint's root is what tells.
      {"UPDATE entry SET body = CAST('x' AS BLOB) WHERE idx = 699", "last checkpoint"},
      {"DELETE FROM entry WHERE idx = 300", "entry 300 is missing"},
      {"DELETE FROM entry WHERE idx = 600", "entry 600 is missing"},
      {"DELETE FROM entry WHERE idx = 0", "first entries are missing"},
      {"DELETE FROM entry WHERE idx = 699", "last checkpoint covers 700"},
      {"DELETE FROM entry", "full tiles of level 0"},
      {"DELETE FROM entry WHERE idx >= 512", "last checkpoint covers 700"},
      {"UPDATE tile SET hashes = zeroblob(8192) WHERE level = 0 AND number = 1", "entry 256 "},
      {"UPDATE tile SET hashes = zeroblob(8191) WHERE level = 0 AND number = 1", "tile/0/001"},
      {"DELETE FROM tile WHERE level = 0 AND number = 1", "full tiles of level 0"},
      {"DELETE FROM tile WHERE level = 0 AND number = 0", "full tiles of level 0"},
      {"INSERT INTO tile VALUES (0, 2, zeroblob(8192))", "full tiles of level 0"},
      {"INSERT INTO tile VALUES (1, 0, zeroblob(8192))", "full tiles of level 1"},
      {"INSERT INTO tile VALUES (5, 9, zeroblob(8192))", "full tiles of level 5"},
      {"UPDATE tile SET number = 7 WHERE number = 1", "full tiles of level 0"},
      {"UPDATE checkpoint SET note = replace(note, char(10) || '700', char(10) || '699')",
       "another size"},
      {"UPDATE checkpoint SET note = 'rubbish'", "cannot be read"},
      {"UPDATE checkpoint SET size = 701", "another size"},
      {"INSERT INTO checkpoint SELECT 701, replace(note, char(10) || '700', char(10) || '701'), "
       "time FROM checkpoint",
       "last checkpoint covers 701"},
  };
  for (const auto& c : cases) EXPECT_THAT(Refusal(c.change), HasSubstr(c.place)) << c.change;
  EXPECT_NE(Log::Open(*database_), nullptr);
}

TEST_F(LogStartTest, ACheckpointWithAnotherRootIsNamed) {
  Fill(700);
  const std::string note = signer_.Sign({700, HashSha256("other")});
  EXPECT_THAT(Refusal("UPDATE checkpoint SET note = '" + note + "'"),
              HasSubstr("root of the last checkpoint"));
}

TEST_F(LogStartTest, TilesAboveTheLeavesAreCheckedHoweverOld) {
  FillWithNumbers(131'500, 20'000);
  const struct {
    const char* change;
    const char* place;
  } cases[] = {
      // Level 1 tile 0 has no fellow in the newest entries; its root is in the edge.
      {"UPDATE tile SET hashes = zeroblob(8192) WHERE level = 1 AND number = 0",
       "root of the last checkpoint"},
      {"UPDATE tile SET hashes = zeroblob(8192) WHERE level = 1 AND number = 1", "tile/1/001"},
      {"DELETE FROM tile WHERE level = 1 AND number = 0", "full tiles of level 1"},
      {"DELETE FROM tile WHERE level = 0 AND number = 3", "full tiles of level 0"},
      {"UPDATE tile SET hashes = zeroblob(8191) WHERE level = 1 AND number = 0", "tile/1/000"},
      {"UPDATE entry SET body = CAST('x' AS BLOB) WHERE idx = 127500", "entry 127500 "},
  };
  for (const auto& c : cases) EXPECT_THAT(Refusal(c.change), HasSubstr(c.place)) << c.change;
}

// What the start leaves to the offline check, as LOG.md says.
TEST_F(LogStartTest, OldEntriesAreLeftToTheOfflineCheck) {
  Fill(10'000, 5000);
  EXPECT_EQ(Refusal("UPDATE entry SET body = CAST('x' AS BLOB) WHERE idx = 5"), "(opened)");
  EXPECT_THAT(Refusal("UPDATE entry SET body = CAST('x' AS BLOB) WHERE idx = 5900"),
              HasSubstr("entry 5900 "));
}

TEST_F(LogStartTest, WithoutTablesThereIsADatabaseError) {
  SQLite::Database empty = OpenDatabase(folder_ / "empty.db");
  EXPECT_EQ(test::CodeOf([&] { Log::Open(empty); }), Code::kDatabaseFailed);
}

TEST_F(LogStartTest, RefusalsSayWhatToDo) {
  Fill(300);
  EXPECT_THAT(Refusal("DELETE FROM tile"), HasSubstr("restore a backup"));
}

}  // namespace
}  // namespace signet::audit
