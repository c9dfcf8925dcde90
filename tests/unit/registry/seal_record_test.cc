#include "appliance/registry/seal_record.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/error_matcher.h"
#include "tests/unit/registry/registry_fixture.h"

namespace signet::registry {
namespace {

class SealRecordTest : public RegistryTest {
 protected:
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
