#include "appliance/audit/log.h"

#include <SQLiteCpp/Exception.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <future>
#include <string>
#include <vector>

#include "appliance/audit/receipt.h"
#include "appliance/audit/tile.h"
#include "appliance/base/database_thread.h"
#include "tests/support/error_matcher.h"
#include "tests/unit/audit/log_fixture.h"
#include "tests/unit/audit/naive_tree.h"

namespace signet::audit {
namespace {

std::vector<Sha256> LeavesOf(const std::vector<std::string>& entries) {
  std::vector<Sha256> leaves;
  for (const std::string& entry : entries) leaves.push_back(HashLeaf(AsBytes(entry)));
  return leaves;
}

TEST_F(LogTest, AnEmptyLogHasTheEmptyRootAndNothingElse) {
  EXPECT_EQ(log_->Head(), (TreeHead{0, EmptyRoot()}));
  EXPECT_FALSE(log_->LatestNote());
  EXPECT_EQ(log_->LatestNoteSize(), 0U);
  EXPECT_EQ(test::CodeOf([&] { log_->Entry(0); }), Code::kLogPlaceUnknown);
  EXPECT_EQ(test::CodeOf([&] { log_->Tile(0, 0, 1); }), Code::kLogPlaceUnknown);
  EXPECT_EQ(test::CodeOf([&] { log_->EntryBundle(0, 1); }), Code::kLogPlaceUnknown);
  EXPECT_EQ(test::CodeOf([&] { log_->Receipt(0); }), Code::kLogPlaceUnknown);
}

TEST_F(LogTest, EntriesTilesAndProofsAreThoseOfTheNaiveTree) {
  Fill(600, 37);
  const auto leaves = LeavesOf(entries_);
  const TreeHead head = log_->Head();
  EXPECT_EQ(head, (TreeHead{600, NaiveRoot(leaves)}));
  EXPECT_EQ(log_->Entry(0), entries_[0]);
  EXPECT_EQ(log_->Entry(599), entries_[599]);
  EXPECT_EQ(log_->Tile(0, 1, 256), TileOf(std::span(leaves).subspan(256, 256)));
  EXPECT_EQ(log_->Tile(0, 2, 88), TileOf(std::span(leaves).subspan(512, 88)));
  EXPECT_EQ(log_->Tile(1, 0, 2).size(), 64U);
  EXPECT_EQ(HashInTile(log_->Tile(1, 0, 2), 1), NaiveRoot(std::span(leaves).subspan(256, 256)));
  for (const std::size_t index : {0U, 255U, 256U, 511U, 512U, 599U}) {
    const auto proof = log_->InclusionProof(index, 600);
    EXPECT_EQ(proof, NaivePath(index, leaves));
    EXPECT_TRUE(VerifyInclusion(head, index, leaves[index], proof));
    EXPECT_EQ(log_->ConsistencyProof(index + 1, 600), NaiveSubproof(index + 1, leaves, true));
  }
  EXPECT_EQ(log_->InclusionProof(100, 300), NaivePath(100, std::span(leaves).first(300)));
}

TEST_F(LogTest, BundlesHoldTheEntries) {
  Fill(300);
  const Bytes bundle = log_->EntryBundle(1, 44);
  const auto entries = SplitBundle(bundle);
  ASSERT_EQ(entries.size(), 44U);
  EXPECT_EQ(entries[43].entry, entries_[299]);
  EXPECT_EQ(SplitBundle(log_->EntryBundle(0, 256)).size(), 256U);
}

// C2SP tlog-tiles, "Partial Tiles": those of earlier checkpoints may be served, never others.
TEST_F(LogTest, TilesAreServedInWidthsTheyHaveOrHad) {
  Fill(300);
  EXPECT_EQ(log_->Tile(0, 0, 10).size(), 320U);
  EXPECT_EQ(log_->Tile(0, 1, 10).size(), 320U);
  const struct {
    unsigned level;
    std::uint64_t number;
    unsigned width;
  } absent[] = {{0, 1, 45}, {0, 1, 256}, {0, 2, 1},   {1, 0, 2},  {1, 1, 1},
                {2, 0, 1},  {0, 0, 0},   {0, 0, 257}, {63, 0, 1}, {0, ~0ULL, 1}};
  for (const auto& place : absent) {
    EXPECT_EQ(test::CodeOf([&] { log_->Tile(place.level, place.number, place.width); }),
              Code::kLogPlaceUnknown)
        << place.level << " " << place.number << " " << place.width;
  }
  EXPECT_EQ(test::CodeOf([&] { log_->EntryBundle(1, 45); }), Code::kLogPlaceUnknown);
  EXPECT_EQ(test::CodeOf([&] { log_->EntryBundle(0, 0); }), Code::kLogPlaceUnknown);
  EXPECT_EQ(test::CodeOf([&] { log_->InclusionProof(300, 300); }), Code::kLogPlaceUnknown);
  EXPECT_EQ(test::CodeOf([&] { log_->InclusionProof(0, 301); }), Code::kLogPlaceUnknown);
  EXPECT_EQ(test::CodeOf([&] { log_->ConsistencyProof(1, 301); }), Code::kLogPlaceUnknown);
}

TEST_F(LogTest, WhatIsNotCommittedDoesNotCount) {
  Fill(10);
  {
    SQLite::Transaction transaction(*database_);
    EXPECT_EQ(log_->Append("one"), 10U);
    EXPECT_EQ(log_->Append("two"), 11U);
    EXPECT_EQ(log_->Head().size, 10U);
    EXPECT_EQ(test::CodeOf([&] { log_->Entry(10); }), Code::kLogPlaceUnknown);
    log_->BeforeCommit();
    EXPECT_EQ(log_->Head().size, 10U);
  }
  log_->AfterRollback();
  EXPECT_EQ(log_->Head().size, 10U);
  test::AppendEntries(*database_, *log_, {"three"});
  EXPECT_EQ(log_->Entry(10), "three");
  const TreeHead head = log_->Head();
  Reopen();
  EXPECT_EQ(log_->Head(), head);
}

TEST_F(LogTest, AWorkThatFailsTakesBackWhatItStagedAndNothingElse) {
  Fill(255);
  {
    DatabaseThread thread(*database_, log_.get());
    std::promise<void> last;
    std::vector<std::uint64_t> indices(3);
    // In one group, most likely; the outcome must be the same if not.
    thread.Submit([&](SQLite::Database&) { indices[0] = log_->Append("first"); }, {});
    thread.Submit(
        [&](SQLite::Database&) {
          log_->Append("never");
          throw Error(Code::kInternal, "Second thoughts.");
        },
        {});
    thread.Submit([&](SQLite::Database&) { indices[1] = log_->Append("second"); },
                  [&](const std::exception_ptr&) { last.set_value(); });
    last.get_future().get();
    EXPECT_EQ(indices[0], 255U);
    EXPECT_EQ(indices[1], 256U);
  }
  auto entries = entries_;
  entries.emplace_back("first");
  entries.emplace_back("second");
  EXPECT_EQ(log_->Head(), (TreeHead{257, NaiveRoot(LeavesOf(entries))}));
  Reopen();
  EXPECT_EQ(log_->Head(), (TreeHead{257, NaiveRoot(LeavesOf(entries))}));
  EXPECT_EQ(log_->Entry(256), "second");
}

TEST_F(LogTest, ManyWritersEachGetAPlaceOfTheirOwn) {
  constexpr std::size_t kWorks = 3000;
  std::vector<std::uint64_t> indices(kWorks);
  {
    DatabaseThread thread(*database_, log_.get());
    for (std::size_t i = 0; i < kWorks; ++i) {
      thread.Submit([&, i](SQLite::Database&) { indices[i] = log_->Append(std::to_string(i)); },
                    {});
    }
  }
  ASSERT_EQ(log_->Head().size, kWorks);
  for (std::size_t i = 0; i < kWorks; ++i) ASSERT_EQ(log_->Entry(indices[i]), std::to_string(i));
}

TEST_F(LogTest, ItGoesOnAfterReopeningAtAnySize) {
  for (const std::size_t size : {1U, 2U, 255U, 256U, 257U, 513U}) {
    Fill(size, 100);
    const TreeHead head = log_->Head();
    const auto note = log_->LatestNote();
    Reopen();
    EXPECT_EQ(log_->Head(), head) << size;
    EXPECT_EQ(log_->LatestNote(), note) << size;
    EXPECT_EQ(log_->LatestNoteSize(), size);
    EXPECT_EQ(log_->Head().root, NaiveRoot(LeavesOf(entries_))) << size;
  }
}

TEST_F(LogTest, ItGoesOnAcrossFullTilesOfTheSecondLevel) {
  FillWithNumbers(65'535, 5000);
  Reopen();
  FillWithNumbers(65'800, 7);
  const TreeHead head = log_->Head();
  EXPECT_EQ(head.root, NaiveRoot(LeavesOf(entries_)));
  Reopen();
  EXPECT_EQ(log_->Head(), head);
  EXPECT_EQ(log_->InclusionProof(65'536, 65'800), NaivePath(65'536, LeavesOf(entries_)));
}

// A power cut between COMMITs: the files are copied while a transaction is open.
TEST_F(LogTest, ACrashLosesWhatWasNotCommittedAndNothingElse) {
  Fill(300);
  const TreeHead head = log_->Head();
  const auto copy = folder_ / "crashed.db";
  {
    SQLite::Transaction transaction(*database_);
    log_->Append("lost");
    log_->BeforeCommit();
    std::filesystem::copy_file(path(), copy);
    std::filesystem::copy_file(path().string() + "-wal", copy.string() + "-wal");
  }
  log_->AfterRollback();
  SQLite::Database database = OpenDatabase(copy);
  const auto log = Log::Open(database);
  EXPECT_EQ(log->Head(), head);
  EXPECT_EQ(log->LatestNoteSize(), 300U);
}

TEST_F(LogTest, ACommittedEntryIsThereAfterACrash) {
  Fill(300);
  test::AppendEntries(*database_, *log_, {"kept"});
  const auto copy = folder_ / "crashed.db";
  std::filesystem::copy_file(path(), copy);
  std::filesystem::copy_file(path().string() + "-wal", copy.string() + "-wal");
  SQLite::Database database = OpenDatabase(copy);
  const auto log = Log::Open(database);
  EXPECT_EQ(log->Head(), log_->Head());
  EXPECT_EQ(log->Entry(300), "kept");
}

TEST_F(LogTest, TheTablesRefuseEveryChange) {
  Fill(300);
  for (const char* const change :
       {"UPDATE entry SET body = 'x' WHERE idx = 0", "DELETE FROM entry WHERE idx = 299",
        "DELETE FROM entry", "INSERT OR REPLACE INTO entry VALUES (0, 'x')",
        "REPLACE INTO entry VALUES (0, 'x')", "INSERT INTO entry VALUES (0, 'x')",
        "UPDATE tile SET hashes = zeroblob(8192)", "DELETE FROM tile",
        "REPLACE INTO tile VALUES (0, 0, zeroblob(8192))", "UPDATE checkpoint SET note = ''",
        "DELETE FROM checkpoint", "REPLACE INTO checkpoint VALUES (300, '', '')"}) {
    EXPECT_THROW(database_->exec(change), SQLite::Exception) << change;
  }
  Reopen();
  EXPECT_EQ(log_->Entry(0), entries_[0]);
}

TEST_F(LogTest, OnlyItsOwnCheckpointsAreKept) {
  Fill(10);
  const Time now(std::chrono::seconds(1));
  const TreeHead head = log_->Head();
  const auto store = [&](std::uint64_t size, const TreeHead& of) {
    SQLite::Transaction transaction(*database_);
    log_->StoreNote(size, signer_.Sign(of), now);
  };
  test::AppendEntries(*database_, *log_, {"more", "still more"});
  EXPECT_EQ(test::CodeOf([&] { store(10, head); }), Code::kLogInconsistent) << "there is one";
  EXPECT_EQ(test::CodeOf([&] { store(12, head); }), Code::kLogInconsistent) << "other size";
  EXPECT_EQ(test::CodeOf([&] { store(12, {12, head.root}); }), Code::kLogInconsistent) << "root";
  EXPECT_EQ(test::CodeOf([&] { store(13, {13, head.root}); }), Code::kLogInconsistent) << "longer";
  EXPECT_EQ(test::CodeOf([&] { log_->StoreNote(12, "rubbish", now); }), Code::kLogMalformed);
  EXPECT_EQ(log_->LatestNoteSize(), 10U);
  test::StoreSignedNote(*database_, *log_, signer_);
  EXPECT_EQ(log_->LatestNoteSize(), 12U);
}

TEST_F(LogTest, ACheckpointThatIsRolledBackIsNotTheLatest) {
  Fill(10);
  test::AppendEntries(*database_, *log_, {"more"});
  {
    SQLite::Transaction transaction(*database_);
    log_->StoreNote(11, signer_.Sign(log_->Head()), Time(std::chrono::seconds(1)));
  }
  log_->AfterRollback();
  EXPECT_EQ(log_->LatestNoteSize(), 10U);
  log_->BeforeWork();
  log_->StoreNote(11, signer_.Sign(log_->Head()), Time(std::chrono::seconds(1)));
  log_->AfterWorkRollback();
  log_->AfterCommit();
  EXPECT_EQ(log_->LatestNoteSize(), 10U);
}

TEST_F(LogTest, AReceiptHoldsTheEntryItsProofAndTheLatestNote) {
  Fill(300);
  test::AppendEntries(*database_, *log_, {"not yet covered"});
  const Receipt receipt = ReadReceipt(log_->Receipt(6));
  EXPECT_EQ(receipt.entry, entries_[6]);
  EXPECT_EQ(receipt.index, 6U);
  EXPECT_EQ(receipt.note, log_->LatestNote());
  const Checkpoint checkpoint = OpenNote(receipt.note, signer_.key());
  EXPECT_TRUE(VerifyInclusion(checkpoint.head, 6, HashLeaf(AsBytes(entries_[6])), receipt.proof));
  EXPECT_EQ(test::CodeOf([&] { log_->Receipt(300); }), Code::kReceiptPending);
  EXPECT_EQ(test::CodeOf([&] { log_->Receipt(301); }), Code::kLogPlaceUnknown);
}

TEST_F(LogTest, AnEntryThatIsTooLongIsRefusedBeforeItIsStored) {
  SQLite::Transaction transaction(*database_);
  EXPECT_EQ(test::CodeOf([&] { log_->Append(std::string(65'536, 'x')); }), Code::kInternal);
  EXPECT_EQ(log_->Append(std::string(65'535, 'x')), 0U);
  EXPECT_EQ(log_->Append(std::string()), 1U);
  log_->BeforeCommit();
  transaction.commit();
  log_->AfterCommit();
  EXPECT_EQ(log_->Entry(0).size(), 65'535U);
  EXPECT_EQ(log_->Entry(1), "");
  Reopen();
}

}  // namespace
}  // namespace signet::audit
