#include "appliance/registry/seal_record.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/support/error_matcher.h"
#include "tests/unit/registry/registry_fixture.h"

namespace signet::registry {
namespace {

class SealRecordTest : public RegistryTest {
 protected:
  // How often these octets stand in the database's files once all is written back.
  int CountInFiles(const std::string& octets) {
    database_.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    int count = 0;
    for (const char* const name : {"box.db", "box.db-wal"}) {
      std::ifstream file(folder_ / name, std::ios::binary);
      const std::string content{std::istreambuf_iterator<char>(file), {}};
      for (auto at = content.find(octets); at != std::string::npos;
           at = content.find(octets, at + 1)) {
        ++count;
      }
    }
    return count;
  }

  SealRecords records_{database_};
};

Time At(int seconds) { return Time(std::chrono::seconds(1'800'000'000 + seconds)); }

SealRecord Record(const std::string& id, const std::string& idempotency_key) {
  SealRecord record;
  record.id = id;
  record.client = "campus";
  record.idempotency_key = idempotency_key;
  record.request = HashSha256("request of " + id);
  record.key = "p256";
  record.preparation = "edc";
  record.level = "B-B";
  record.authority = "mandate:one mandate:two";
  record.mandates = {"one", "two"};
  record.requested = At(1);
  record.issuer_id_suffix = "suffix";
  record.signing_time = At(2);
  record.protected_header = "eyJhbGciOiJFUzI1NiJ9";
  record.signing_input = HashSha256("input of " + id);
  record.intention_index = 7;
  return record;
}

void ExpectSame(const SealRecord& a, const SealRecord& b) {
  EXPECT_EQ(a.id, b.id);
  EXPECT_EQ(a.client, b.client);
  EXPECT_EQ(a.idempotency_key, b.idempotency_key);
  EXPECT_EQ(a.request, b.request);
  EXPECT_EQ(a.key, b.key);
  EXPECT_EQ(a.preparation, b.preparation);
  EXPECT_EQ(a.level, b.level);
  EXPECT_EQ(a.authority, b.authority);
  EXPECT_EQ(a.mandates, b.mandates);
  EXPECT_EQ(a.requested, b.requested);
  EXPECT_EQ(a.issuer_id_suffix, b.issuer_id_suffix);
  EXPECT_EQ(a.signing_time, b.signing_time);
  EXPECT_EQ(a.protected_header, b.protected_header);
  EXPECT_EQ(a.signing_input, b.signing_input);
  EXPECT_EQ(a.intention_index, b.intention_index);
  EXPECT_EQ(a.status, b.status);
  EXPECT_EQ(a.signature, b.signature);
  EXPECT_EQ(a.etsi_u, b.etsi_u);
  EXPECT_EQ(a.sealed, b.sealed);
  EXPECT_EQ(a.log_index, b.log_index);
  EXPECT_EQ(a.completed, b.completed);
  EXPECT_EQ(a.problem, b.problem);
}

TEST_F(SealRecordTest, EveryFieldIsReadBackByIdAndByIdempotencyKey) {
  const SealRecord record = Record("id-1", "key-1");
  records_.Insert(record);
  const auto by_id = records_.Find("id-1");
  const auto by_key = records_.Find("campus", "key-1");
  ASSERT_TRUE(by_id && by_key);
  ExpectSame(*by_id, record);
  ExpectSame(*by_key, record);
}

TEST_F(SealRecordTest, WhatIsNotThereIsNotFound) {
  records_.Insert(Record("id-1", "key-1"));
  records_.Insert(Record("id-2", ""));
  EXPECT_FALSE(records_.Find("id-3"));
  EXPECT_FALSE(records_.Find("campus", "key-2"));
  EXPECT_FALSE(records_.Find("other", "key-1"));
  EXPECT_FALSE(records_.Find("campus", "")) << "no key is not a key";
}

TEST_F(SealRecordTest, CompletionFillsTheRecord) {
  SealRecord record = Record("id-1", "key-1");
  records_.Insert(record);
  records_.Insert(Record("id-2", "key-2"));
  record.status = SealStatus::kCompleted;
  record.signature = {1, 2, 3, 0, 255};
  record.etsi_u = {"e30", "eyJzaWdUc3QiOnt9fQ"};
  record.sealed = HashSha256("sealed");
  record.log_index = 0;
  record.completed = At(3);
  records_.Complete("id-1", record.signature, record.etsi_u, record.sealed, 0, At(3));
  ExpectSame(*records_.Find("id-1"), record);
  EXPECT_EQ(records_.Find("id-2")->status, SealStatus::kIntended);
}

TEST_F(SealRecordTest, ACompletedOneCanBeInsertedWhole) {
  SealRecord record = Record("id-1", "key-1");
  record.status = SealStatus::kCompleted;
  record.signature = {9};
  record.etsi_u = {"e30"};
  record.sealed = HashSha256("sealed");
  record.log_index = 12;
  record.completed = At(4);
  records_.Insert(record);
  ExpectSame(*records_.Find("id-1"), record);
}

TEST_F(SealRecordTest, FailureKeepsItsProblem) {
  records_.Insert(Record("id-1", "key-1"));
  records_.Fail("id-1", 601);
  const auto record = records_.Find("id-1");
  EXPECT_EQ(record->status, SealStatus::kFailed);
  EXPECT_EQ(record->problem, 601U);
}

TEST_F(SealRecordTest, AnOutcomeIsFinal) {
  records_.Insert(Record("done", "1"));
  records_.Insert(Record("failed", "2"));
  records_.Complete("done", Bytes{1}, {}, HashSha256("first"), 3, At(3));
  records_.Fail("failed", 601);
  for (const char* const id : {"done", "failed"}) {
    EXPECT_EQ(
        test::CodeOf([&] { records_.Complete(id, Bytes{2}, {}, HashSha256("second"), 4, At(4)); }),
        Code::kInternal);
    EXPECT_EQ(test::CodeOf([&] { records_.Fail(id, 600); }), Code::kInternal);
  }
  EXPECT_EQ(records_.Find("done")->sealed, HashSha256("first"));
  EXPECT_EQ(records_.Find("failed")->problem, 601U);
}

TEST_F(SealRecordTest, AnUnknownSealHasNoOutcome) {
  EXPECT_EQ(test::CodeOf([&] { records_.Complete("x", Bytes{2}, {}, HashSha256("x"), 4, At(4)); }),
            Code::kSealUnknown);
  EXPECT_EQ(test::CodeOf([&] { records_.Fail("x", 600); }), Code::kSealUnknown);
}

TEST_F(SealRecordTest, AnIdempotencyKeyIsOneSealOfOneClient) {
  records_.Insert(Record("id-1", "key"));
  EXPECT_EQ(test::CodeOf([&] { records_.Insert(Record("id-2", "key")); }),
            Code::kRequestInProgress);
  SealRecord other = Record("id-3", "key");
  other.client = "elsewhere";
  records_.Insert(other);
  records_.Insert(Record("id-4", ""));
  records_.Insert(Record("id-5", ""));
}

TEST_F(SealRecordTest, IntendedOnesAreListedInTheirOrder) {
  SealRecord late = Record("a-late", "1");
  late.intention_index = 9;
  records_.Insert(late);
  records_.Insert(Record("b-early", "2"));
  records_.Insert(Record("c-done", "3"));
  records_.Insert(Record("d-failed", "4"));
  records_.Complete("c-done", Bytes{1}, {}, HashSha256("x"), 3, At(3));
  records_.Fail("d-failed", 600);
  const auto intended = records_.ListIntended();
  ASSERT_EQ(intended.size(), 2U);
  EXPECT_EQ(intended[0].id, "b-early");
  EXPECT_EQ(intended[1].id, "a-late");
}

TEST_F(SealRecordTest, OfTheIntendedOnesThoseRequestedBeforeATimeAreListed) {
  SealRecord late = Record("late", "1");
  late.requested = At(60);
  records_.Insert(late);
  records_.Insert(Record("early", "2"));
  const auto before = records_.ListIntendedBefore(At(60));
  ASSERT_EQ(before.size(), 1U);
  EXPECT_EQ(before[0].id, "early");
  EXPECT_EQ(before[0].mandates, (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(records_.ListIntendedBefore(At(61)).size(), 2U);
}

TEST_F(SealRecordTest, WithoutMandatesThereAreNone) {
  SealRecord record = Record("own", "1");
  record.authority = "own";
  record.mandates.clear();
  records_.Insert(record);
  ExpectSame(*records_.Find("own"), record);
}

// All that a record has, completed.
SealRecord Completed(const std::string& id) {
  SealRecord record = Record(id, "key of " + id);
  record.status = SealStatus::kCompleted;
  record.signature = {9, 8, 7};
  record.etsi_u = {"e30"};
  record.sealed = HashSha256("sealed");
  record.log_index = 12;
  record.completed = At(4);
  return record;
}

TEST_F(SealRecordTest, AfterItsTimeNothingIsLeftThatOnlyARepeatNeeds) {
  records_.Insert(Completed("old"));
  SealRecord failed = Record("failed", "f");
  failed.status = SealStatus::kFailed;
  failed.problem = 601;
  records_.Insert(failed);
  EXPECT_EQ(records_.ForgetRepeats(At(2)), 2U);
  for (SealRecord expected : {Completed("old"), failed}) {
    expected.idempotency_key.clear();
    expected.request = {};
    expected.issuer_id_suffix.clear();
    expected.signing_time = {};
    expected.protected_header.clear();
    expected.signature.clear();
    expected.etsi_u.clear();
    ExpectSame(*records_.Find(expected.id), expected);
  }
  EXPECT_FALSE(records_.Find("campus", "key of old"));
  EXPECT_EQ(records_.ForgetRepeats(At(2)), 0U) << "it is done once";
}

TEST_F(SealRecordTest, WhatIsStillNeededIsNotForgotten) {
  records_.Insert(Record("intended", "1"));
  SealRecord young = Completed("young");
  young.requested = At(2);
  records_.Insert(young);
  EXPECT_EQ(records_.ForgetRepeats(At(2)), 0U);
  ExpectSame(*records_.Find("intended"), Record("intended", "1"));
  ExpectSame(*records_.Find("campus", "key of young"), young);
}

TEST_F(SealRecordTest, AForgottenKeyMayBeUsedAgain) {
  records_.Insert(Completed("old"));
  records_.ForgetRepeats(At(2));
  SealRecord next = Record("next", "key of old");
  records_.Insert(next);
  ExpectSame(*records_.Find("campus", "key of old"), next);
}

TEST_F(SealRecordTest, ManyAreForgottenInPartsTheOldestFirst) {
  SQLite::Transaction transaction(database_);
  const auto many = static_cast<int>(SealRecords::kForgottenAtOnce) + 10;
  for (int i = 0; i < many; ++i) {
    SealRecord record = Completed("id-" + std::to_string(i));
    record.requested = At(-i);
    records_.Insert(record);
  }
  EXPECT_EQ(records_.ForgetRepeats(At(1)), SealRecords::kForgottenAtOnce);
  EXPECT_EQ(records_.Find("id-9")->idempotency_key, "key of id-9");
  EXPECT_EQ(records_.Find("id-10")->idempotency_key, "");
  EXPECT_EQ(records_.ForgetRepeats(At(1)), 10U);
  EXPECT_EQ(records_.ForgetRepeats(At(1)), 0U);
}

TEST_F(SealRecordTest, WhatWasForgottenIsNotInTheFileAnyMore) {
  SealRecord record = Completed("old");
  record.idempotency_key = "IDEMPOTENCY-NEEDLE";
  record.issuer_id_suffix = "SUFFIX-NEEDLE";
  record.protected_header = "HEADER-NEEDLE";
  record.signature = ToBytes("SIGNATURE-NEEDLE");
  record.etsi_u = {"ETSIU-NEEDLE" + std::string(20000, 'x')};
  records_.Insert(record);
  EXPECT_EQ(CountInFiles("-NEEDLE"), 6) << "the key stands in an index, too";
  records_.ForgetRepeats(At(2));
  EXPECT_EQ(CountInFiles("-NEEDLE"), 0);
}

// Forgetting must not read every seal that there ever was.
TEST_F(SealRecordTest, TheForgettableAreFoundByAnIndex) {
  SQLite::Statement plan(database_,
                         "EXPLAIN QUERY PLAN SELECT id FROM seal WHERE request <> x'' AND "
                         "requested < 1 AND status <> 'intended' ORDER BY requested LIMIT 5");
  ASSERT_TRUE(plan.executeStep());
  EXPECT_NE(plan.getColumn(3).getString().find("seal_repeatable (requested<?)"), std::string::npos)
      << plan.getColumn(3).getString();
}

TEST_F(SealRecordTest, HostileTextsAreOnlyTexts) {
  SealRecord record = Record("'; DROP TABLE seal; --", "\" OR 1=1 --");
  records_.Insert(record);
  ExpectSame(*records_.Find(record.id), record);
  EXPECT_FALSE(records_.Find("' OR '1'='1"));
}

TEST_F(SealRecordTest, TablesCanBeMadeTwiceAndOutliveTheConnection) {
  CreateRegistryTables(database_);
  records_.Insert(Record("id-1", "key-1"));
  SQLite::Database again = OpenDatabase(folder_ / "box.db");
  CreateRegistryTables(again);
  ExpectSame(*SealRecords(again).Find("id-1"), Record("id-1", "key-1"));
}

}  // namespace
}  // namespace signet::registry
