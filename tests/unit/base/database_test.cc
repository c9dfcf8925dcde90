#include "appliance/base/database.h"

#include <SQLiteCpp/Exception.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/temporary_folder.h"

namespace signet {
namespace {

std::string ContentOf(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Small values leave free space inside a page, large ones leave whole pages.
TEST(Database, WhatIsDeletedOrEmptiedIsOverwrittenInTheFile) {
  const test::TemporaryFolder folder;
  const auto path = folder / "box.db";
  SQLite::Database database = OpenDatabase(path);
  database.exec(
      "CREATE TABLE secret (id INTEGER PRIMARY KEY, text TEXT) STRICT;"
      "INSERT INTO secret VALUES (1, 'SMALL-NEEDLE'), (2, 'UPDATED-NEEDLE'), (4, 'kept');"
      "INSERT INTO secret SELECT 3, group_concat('LARGE-NEEDLE') FROM "
      "  (WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
      "   SELECT i FROM n);"
      "PRAGMA wal_checkpoint(TRUNCATE)");
  EXPECT_NE(ContentOf(path).find("SMALL-NEEDLE"), std::string::npos);
  EXPECT_NE(ContentOf(path).find("LARGE-NEEDLE"), std::string::npos);
  database.exec(
      "DELETE FROM secret WHERE id IN (1, 3);"
      "UPDATE secret SET text = '' WHERE id = 2;"
      "PRAGMA wal_checkpoint(TRUNCATE)");
  EXPECT_EQ(ContentOf(path).find("NEEDLE"), std::string::npos);
  EXPECT_EQ(ContentOf(folder / "box.db-wal").find("NEEDLE"), std::string::npos);
  EXPECT_NE(ContentOf(path).find("kept"), std::string::npos);
}

class JointChangeTest : public ::testing::Test {
 protected:
  JointChangeTest() { database_.exec("CREATE TABLE row (value INTEGER UNIQUE) STRICT"); }

  void Insert(int value) {
    database_.exec("INSERT INTO row VALUES (" + std::to_string(value) + ")");
  }
  // Two rows together, of which the second is refused where it is there already.
  void InsertBoth(int first, int second) {
    JointChange change(database_);
    Insert(first);
    Insert(second);
    change.Keep();
  }
  int Count() { return database_.execAndGet("SELECT count(*) FROM row").getInt(); }

  test::TemporaryFolder folder_;
  SQLite::Database database_ = OpenDatabase(folder_ / "box.db");
};

TEST_F(JointChangeTest, AllOfItIsMadeOrNothing) {
  InsertBoth(1, 2);
  EXPECT_EQ(Count(), 2);
  EXPECT_THROW(InsertBoth(3, 1), SQLite::Exception);
  EXPECT_EQ(Count(), 2);
}

TEST_F(JointChangeTest, ItEndsWithItsTransaction) {
  EXPECT_THROW(InsertBoth(1, 1), SQLite::Exception);
  EXPECT_NO_THROW(database_.exec("BEGIN; ROLLBACK")) << "none is left open";
  InsertBoth(1, 2);
  EXPECT_NO_THROW(database_.exec("BEGIN; ROLLBACK"));
}

TEST_F(JointChangeTest, TheTransactionUnderWayGoesOnWithoutIt) {
  SQLite::Transaction transaction(database_);
  Insert(1);
  EXPECT_THROW(InsertBoth(2, 1), SQLite::Exception);
  Insert(3);
  transaction.commit();
  EXPECT_EQ(Count(), 2);
}

TEST_F(JointChangeTest, TheTransactionUnderWayUndoesIt) {
  {
    const SQLite::Transaction transaction(database_);
    InsertBoth(1, 2);
  }
  EXPECT_EQ(Count(), 0);
}

}  // namespace
}  // namespace signet
