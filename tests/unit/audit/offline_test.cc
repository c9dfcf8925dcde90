#include "appliance/audit/offline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "appliance/audit/tile.h"
#include "appliance/base/file.h"
#include "tests/support/error_matcher.h"
#include "tests/unit/audit/log_fixture.h"

namespace signet::audit {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Property;
using ::testing::SizeIs;

void PrintTo(const Finding& finding, std::ostream* out) { *out << finding.Text(); }

namespace {

class OfflineTest : public LogTest {
 protected:
  std::filesystem::path Export(std::size_t size) {
    Fill(size, 20'000);
    StoredLog source(*log_);
    ExportLog(source, Folder(), {});
    return Folder();
  }
  std::filesystem::path Folder() const { return folder_ / "export"; }
  LogReport Verify() {
    LogFolder source(Folder());
    return VerifyLog(source, signer_.key(), {});
  }
  std::vector<std::string> Files() const {
    std::vector<std::string> files;
    for (const auto& file : std::filesystem::recursive_directory_iterator(Folder())) {
      if (file.is_regular_file()) {
        files.push_back(std::filesystem::relative(file.path(), Folder()).string());
      }
    }
    std::ranges::sort(files);
    return files;
  }
  std::string Read(const std::string& file) const { return ReadFile(Folder() / file); }
  void Write(const std::string& file, const std::string& content) const {
    std::ofstream(Folder() / file, std::ios::binary) << content;
  }
  // A log whose own operator signs whatever stands in it.
  void ExportEntries(const std::vector<std::string>& entries) {
    test::AppendEntries(*database_, *log_, entries);
    test::StoreSignedNote(*database_, *log_, signer_);
    StoredLog source(*log_);
    ExportLog(source, Folder(), {});
  }
};

auto At(const std::string& path) { return Field("path", &Finding::path, path); }
auto AtOctet(std::uint64_t offset) {
  return Field("offset", &Finding::offset, std::optional<std::uint64_t>(offset));
}
auto AtEntry(std::uint64_t entry) {
  return Field("entry", &Finding::entry, std::optional<std::uint64_t>(entry));
}

TEST_F(OfflineTest, AnExportHasTheFilesOfItsSizeAndNoOthers) {
  Export(300);
  EXPECT_THAT(Files(), ElementsAre("checkpoint", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1",
                                   "tile/entries/000", "tile/entries/001.p/44"));
  EXPECT_EQ(Read("checkpoint"), log_->LatestNote());
}

TEST_F(OfflineTest, AnExportGoesToAnEmptyFolderOnly) {
  Export(10);
  StoredLog source(*log_);
  EXPECT_EQ(test::CodeOf([&] { ExportLog(source, Folder(), {}); }), Code::kParameterInvalid);
  std::filesystem::create_directory(folder_ / "empty");
  ExportLog(source, folder_ / "empty", {});
}

TEST_F(OfflineTest, ALogWithoutACheckpointCannotBeExported) {
  StoredLog source(*log_);
  EXPECT_EQ(test::CodeOf([&] { ExportLog(source, Folder(), {}); }), Code::kLogPlaceUnknown);
}

TEST_F(OfflineTest, ASoundLogIsGood) {
  for (const std::size_t size : {1U, 5U, 255U, 256U, 257U, 512U, 700U}) {
    std::filesystem::remove_all(Folder());
    Export(size);
    const LogReport report = Verify();
    EXPECT_TRUE(report.Good()) << size;
    EXPECT_THAT(report.findings, IsEmpty()) << size;
    ASSERT_TRUE(report.summary && report.checkpoint) << size;
    EXPECT_EQ(report.summary->size, size);
    EXPECT_EQ(report.checkpoint->head, log_->Head());
  }
  EXPECT_EQ(Verify().summary->completed, 116U);
}

TEST_F(OfflineTest, AnEmptyLogIsGood) {
  Fill(0);
  StoredLog source(*log_);
  const LogReport report = VerifyLog(source, signer_.key(), {});
  EXPECT_TRUE(report.Good());
  EXPECT_EQ(report.summary->size, 0U);
}

TEST_F(OfflineTest, ProgressEndsAtTheLogsSize) {
  Export(300);
  LogFolder source(Folder());
  std::vector<std::uint64_t> told;
  VerifyLog(source, signer_.key(), [&](std::uint64_t done, std::uint64_t total) {
    EXPECT_EQ(total, 300U);
    told.push_back(done);
  });
  EXPECT_THAT(told, ElementsAre(256U, 300U));
}

// The promise of issue and LOG.md: one octet changed anywhere is found, and its place named.
TEST_F(OfflineTest, EveryChangedOctetOfAnExportIsNamed) {
  Export(12);
  for (const std::string& file : Files()) {
    const std::string sound = Read(file);
    for (std::size_t i = 0; i < sound.size(); ++i) {
      std::string changed = sound;
      changed[i] = static_cast<char>(changed[i] ^ 0x01);
      Write(file, changed);
      const LogReport report = Verify();
      ASSERT_FALSE(report.Good()) << file << " octet " << i;
      ASSERT_THAT(report.findings, Contains(At(file))) << file << " octet " << i;
      const Finding& finding = report.findings.front();
      if (file.starts_with("tile/0")) {
        ASSERT_THAT(finding, AllOf(At(file), AtOctet(i / 32 * 32), AtEntry(i / 32))) << i;
        ASSERT_TRUE(report.summary) << "the entries are the signed ones";
      }
      if (file.starts_with("tile/entries")) {
        const auto entries = SplitBundle(AsBytes(sound));
        const auto hit = std::ranges::upper_bound(entries, i, {}, &BundledEntry::offset) - 1;
        ASSERT_THAT(finding, AllOf(At(file), AtOctet(hit->offset),
                                   AtEntry(static_cast<std::uint64_t>(hit - entries.begin()))))
            << i;
        ASSERT_FALSE(report.summary) << "rules over changed entries mean nothing";
      }
    }
    Write(file, sound);
  }
  EXPECT_TRUE(Verify().Good());
}

TEST_F(OfflineTest, AChangedOctetInAnyFileOfALargeExportIsNamed) {
  Export(66'000);
  const auto files = Files();
  EXPECT_EQ(files.size(), 1U + 258U * 2U + 2U + 1U);
  for (const std::string file :
       {"tile/0/255", "tile/1/000", "tile/1/001.p/1", "tile/2/000.p/1", "tile/entries/100"}) {
    ASSERT_THAT(files, Contains(file));
    const std::string sound = Read(file);
    std::string changed = sound;
    const std::size_t at = sound.size() - 1;
    changed[at] = static_cast<char>(changed[at] ^ 0x80);
    Write(file, changed);
    const LogReport report = Verify();
    EXPECT_FALSE(report.Good()) << file;
    ASSERT_THAT(report.findings, SizeIs(1)) << file;
    EXPECT_THAT(report.findings[0], At(file));
    EXPECT_TRUE(report.findings[0].offset) << file;
    Write(file, sound);
  }
}

TEST_F(OfflineTest, AddedCutAndMissingFilesAreNamed) {
  Export(300);
  for (const std::string& file : Files()) {
    const std::string sound = Read(file);
    Write(file, sound + "x");
    EXPECT_THAT(Verify().findings, Contains(At(file))) << file << " longer";
    Write(file, sound.substr(0, sound.size() - 1));
    EXPECT_THAT(Verify().findings, Contains(At(file))) << file << " shorter";
    Write(file, "");
    EXPECT_THAT(Verify().findings, Contains(At(file))) << file << " empty";
    std::filesystem::remove(Folder() / file);
    EXPECT_THAT(Verify().findings, Contains(At(file))) << file << " missing";
    EXPECT_FALSE(Verify().Good());
    Write(file, sound);
  }
}

TEST_F(OfflineTest, ALengthThatIsChangedNamesItsEntryAndNotTheOnesBehind) {
  Export(300);
  std::string bundle = Read("tile/entries/000");
  const auto entries = SplitBundle(AsBytes(bundle));
  const std::size_t offset = entries[100].offset;
  bundle[offset + 1] = static_cast<char>(bundle[offset + 1] ^ 0x10);
  Write("tile/entries/000", bundle);
  const LogReport report = Verify();
  ASSERT_FALSE(report.findings.empty());
  EXPECT_THAT(report.findings[0], AllOf(At("tile/entries/000"), AtOctet(offset), AtEntry(100)));
}

TEST_F(OfflineTest, EntryAndHashChangedTogetherAreNamedToo) {
  Export(300);
  std::string bundle = Read("tile/entries/000");
  const BundledEntry entry = SplitBundle(AsBytes(bundle))[50];
  std::string body(entry.entry);
  body[body.size() / 2] ^= 1;
  bundle.replace(entry.offset + 2, body.size(), body);
  Write("tile/entries/000", bundle);
  std::string tile = Read("tile/0/000");
  tile.replace(50 * 32, 32, AsText(HashLeaf(AsBytes(body)).view()));
  Write("tile/0/000", tile);
  const LogReport report = Verify();
  EXPECT_FALSE(report.Good());
  EXPECT_THAT(report.findings, Contains(At("checkpoint")));
  EXPECT_THAT(report.findings,
              Contains(AllOf(At("tile/1/000.p/1"),
                             Property(&Finding::Text, HasSubstr("entries 0 to 255")))));
}

TEST_F(OfflineTest, AnotherLogsCheckpointIsNotBelieved) {
  Export(300);
  const test::LogSigner stranger("signet.example/log", test::TestKey(test::KeyKind::kP256, 3));
  Write("checkpoint", stranger.Sign(log_->Head()));
  const LogReport report = Verify();
  EXPECT_FALSE(report.checkpoint);
  EXPECT_THAT(report.findings, ElementsAre(At("checkpoint")));
}

TEST_F(OfflineTest, ASizeThatIsMadeUpDoesNotKeepItBusy) {
  Export(300);
  Write("checkpoint", signer_.Sign({1ULL << 60U, HashSha256("x")}));
  const LogReport report = Verify();
  EXPECT_FALSE(report.Good());
  EXPECT_THAT(report.findings, Contains(At("tile/entries/001")));
}

TEST_F(OfflineTest, ManyFindingsAreCounted) {
  std::vector<std::string> entries(250, "rubbish");
  ExportEntries(entries);
  const LogReport report = Verify();
  EXPECT_FALSE(report.Good());
  EXPECT_EQ(report.findings.size(), kMostFindings);
  EXPECT_EQ(report.more_findings, 150U);
  ASSERT_TRUE(report.summary);
}

TEST_F(OfflineTest, WarningsDoNotHideAnErrorNorSpoilALog) {
  entries_ = test::SampleEntries(11, signer_.key());
  std::vector<std::string> entries = entries_;
  for (int i = 0; i < 500; ++i) {
    entries.emplace_back(R"({"time":"2028-01-01T00:00:00.000Z","type":"from.tomorrow"})");
  }
  ExportEntries(entries);
  EXPECT_TRUE(Verify().Good());
  EXPECT_EQ(Verify().more_findings, 400U);
  std::filesystem::remove_all(Folder());
  ExportEntries({entries_[6]});
  const LogReport report = Verify();
  EXPECT_FALSE(report.Good());
  EXPECT_THAT(report.findings[0], AtEntry(511)) << "a second completion";
}

// What the box's start leaves to this check.
TEST_F(OfflineTest, AnOldEntryChangedInTheDatabaseIsNamed) {
  Fill(10'000, 5000);
  database_->exec("DROP TRIGGER entry_no_update");
  database_->exec(
      "UPDATE entry SET body = CAST(replace(body, 'B-B', 'B-T') AS BLOB) WHERE idx = 5");
  StoredLog source(*log_);
  ExportLog(source, Folder(), {});
  const LogReport report = Verify();
  EXPECT_FALSE(report.Good());
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_THAT(report.findings[0], AllOf(At("tile/entries/000"), AtEntry(5)));
}

class ReceiptCheckTest : public OfflineTest {
 protected:
  // Entry 6 of the samples completes a seal whose sealed file is this text.
  const std::string sealed_ = "sealed6";
};

TEST_F(ReceiptCheckTest, AReceiptOfASealProvesIt) {
  Fill(300);
  const ReceiptReport report = VerifyReceipt(log_->Receipt(6), signer_.key(), sealed_);
  EXPECT_TRUE(report.Good());
  EXPECT_EQ(report.checkpoint->head.size, 300U);
  EXPECT_EQ(report.receipt->index, 6U);
  EXPECT_TRUE(VerifyReceipt(log_->Receipt(6), signer_.key(), std::nullopt).Good());
}

TEST_F(ReceiptCheckTest, AnotherFileIsNotProven) {
  Fill(300);
  const ReceiptReport report = VerifyReceipt(log_->Receipt(6), signer_.key(), "sealed7");
  EXPECT_FALSE(report.Good());
  EXPECT_THAT(report.findings[0].what, HasSubstr("not this file's"));
}

TEST_F(ReceiptCheckTest, AnEntryOfAnotherTypeIsNoReceiptOfASeal) {
  Fill(300);
  const ReceiptReport report = VerifyReceipt(log_->Receipt(5), signer_.key(), std::nullopt);
  EXPECT_FALSE(report.Good());
  EXPECT_THAT(report.findings[0].what, HasSubstr("seal.intended"));
}

TEST_F(ReceiptCheckTest, NoOctetCanBeChanged) {
  Fill(300);
  const std::string receipt = log_->Receipt(6);
  for (std::size_t i = 0; i < receipt.size(); ++i) {
    for (const int bit : {0x01, 0x20}) {
      std::string changed = receipt;
      changed[i] = static_cast<char>(changed[i] ^ bit);
      EXPECT_FALSE(VerifyReceipt(changed, signer_.key(), sealed_).Good()) << i << " " << bit;
    }
    EXPECT_FALSE(VerifyReceipt(receipt.substr(0, i), signer_.key(), sealed_).Good()) << i;
  }
}

TEST_F(ReceiptCheckTest, PartsOfTwoReceiptsDoNotMakeOne) {
  Fill(300);
  const Receipt good = ReadReceipt(log_->Receipt(6));
  const Receipt other = ReadReceipt(log_->Receipt(12));
  const auto judge = [&](const Receipt& receipt) {
    return VerifyReceipt(WriteReceipt(receipt), signer_.key(), std::nullopt).Good();
  };
  EXPECT_TRUE(judge(good));
  Receipt mixed = good;
  mixed.entry = other.entry;
  EXPECT_FALSE(judge(mixed));
  mixed = good;
  mixed.index = other.index;
  EXPECT_FALSE(judge(mixed));
  mixed = good;
  mixed.proof = other.proof;
  EXPECT_FALSE(judge(mixed));
  mixed = good;
  mixed.note = signer_.Sign({300, HashSha256("x")});
  EXPECT_FALSE(judge(mixed));
}

}  // namespace
}  // namespace signet::audit
