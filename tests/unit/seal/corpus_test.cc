// Real sealed files and an independent checker, where they are at hand.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "appliance/base/file.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/seal/check_jades.h"
#include "tests/unit/seal/real_seal.h"
#include "tests/unit/seal/seal_builder.h"

namespace signet::seal {
namespace {

namespace fs = std::filesystem;

// What DSS 6.3 says of the same files with the same anchors, but for the freshness of revocation
// data, which its default policy does not ask for.
enum class Setting { kAtSealing, kNow, kNothingTrusted };
const struct {
  const char* file;
  Setting setting;
  const char* verdict;
  const char* format;
  const char* level;
  bool accepted;
} kReal[] = {
    {"Sample-CertOfPart-signed", Setting::kAtSealing, "TOTAL-PASSED", "JAdES-BASELINE-LTA", "B-LTA",
     true},
    {"Sample-MC-Annex1-signed", Setting::kAtSealing, "TOTAL-PASSED", "JAdES-BASELINE-LTA", "B-LTA",
     true},
    {"edc-cas-signed", Setting::kAtSealing, "TOTAL-PASSED", "JSON-NOT-ETSI", "B-LTA", true},
    {"edc-coe-signed", Setting::kAtSealing, "TOTAL-PASSED", "JSON-NOT-ETSI", "B-LTA", true},
    {"edc-mc-signed", Setting::kAtSealing, "TOTAL-PASSED", "JSON-NOT-ETSI", "B-LTA", true},
    {"Sample-CertOfPart-signed", Setting::kNow, "INDETERMINATE OUT_OF_BOUNDS_NOT_REVOKED",
     "JAdES-BASELINE-LTA", "B-B", false},
    {"Sample-MC-Annex1-signed", Setting::kNow, "INDETERMINATE OUT_OF_BOUNDS_NOT_REVOKED",
     "JAdES-BASELINE-LTA", "B-B", false},
    {"edc-cas-signed", Setting::kNow, "TOTAL-PASSED", "JSON-NOT-ETSI", "B-LTA", true},
    {"edc-coe-signed", Setting::kNow, "TOTAL-PASSED", "JSON-NOT-ETSI", "B-LTA", true},
    {"edc-mc-signed", Setting::kNow, "TOTAL-PASSED", "JSON-NOT-ETSI", "B-LTA", true},
    {"Sample-CertOfPart-signed", Setting::kNothingTrusted,
     "INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND", "JAdES-BASELINE-T", "B-B", false},
    {"Sample-MC-Annex1-signed", Setting::kNothingTrusted,
     "INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND", "JAdES-BASELINE-T", "B-B", false},
    {"edc-cas-signed", Setting::kNothingTrusted, "INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND",
     "JSON-NOT-ETSI", "B-B", false},
    {"edc-coe-signed", Setting::kNothingTrusted, "INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND",
     "JSON-NOT-ETSI", "B-B", false},
    {"edc-mc-signed", Setting::kNothingTrusted, "INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND",
     "JSON-NOT-ETSI", "B-B", false},
};

fs::path FileNamed(const std::string& name) {
  for (const fs::path& file : RealSealedFiles()) {
    if (file.stem() == name) return file;
  }
  return {};
}

TEST(Corpus, RealSealedFilesAreJudgedAsTheyShouldBe) {
  if (RealSealedFiles().empty()) {
    GTEST_SKIP() << "left out: the corpus of real sealed files is not here";
  }
  for (const auto& row : kReal) {
    const UntrustedText text(ReadFile(FileNamed(row.file)));
    JudgementSettings settings = AtSealing(text);
    ASSERT_EQ(settings.anchors.empty(), false) << row.file;
    if (row.setting == Setting::kNow) settings.at = *ParseTime("2026-11-26T12:00:00Z");
    if (row.setting == Setting::kNothingTrusted) settings.anchors.clear();
    const Judgement judgement = Judge(text, settings);
    EXPECT_EQ(Verdict(judgement), row.verdict) << row.file << "\n" << Explained(judgement);
    ASSERT_EQ(judgement.signatures.size(), 1U) << row.file;
    const SignatureJudgement& signature = judgement.signatures[0];
    EXPECT_EQ(NameOf(signature.format), row.format) << row.file;
    ASSERT_TRUE(signature.level) << row.file << "\n" << Explained(judgement);
    EXPECT_EQ(NameOf(*signature.level), row.level) << row.file << "\n" << Explained(judgement);
    EXPECT_EQ(judgement.accepted, row.accepted) << row.file << "\n" << Explained(judgement);
  }
}

// No tampered copy may be accepted, and each must be told what is wrong with it.
TEST(Corpus, NoTamperedCopyIsAccepted) {
  const std::vector<fs::path> files = RealSealedFiles();
  if (files.empty() || !HaveCheckJades()) {
    GTEST_SKIP() << "left out: corpus, checker or python3 is not here";
  }
  const test::TemporaryFolder folder;
  const auto copies = WriteTamperedCopies(files, folder.path());
  ASSERT_GT(copies.size(), 20 * files.size());
  for (const fs::path& original : files) {
    const JudgementSettings settings = AtSealing(UntrustedText(ReadFile(original)));
    for (const auto& [name, wrong] : copies) {
      if (!name.starts_with(original.stem().string() + "__")) continue;
      const Judgement judgement = Judge(UntrustedText(ReadFile(folder / name)), settings);
      EXPECT_FALSE(judgement.accepted) << name << " " << wrong << "\n" << Explained(judgement);
      EXPECT_TRUE(HasObjection(judgement)) << name << " " << wrong << "\n" << Explained(judgement);
    }
  }
}

// Seals of ours, before an eye that shares no code with us. It looks at the copies of one of them
// only, which shows that it can tell.
TEST(Corpus, TheCheckerAcceptsWhatIsWrittenHereAndRefusesItsTamperedCopies) {
  if (!HaveCheckJades()) GTEST_SKIP() << "left out: the checker or python3 is not here";
  const test::TemporaryFolder folder;
  std::vector<fs::path> files;
  for (const Algorithm algorithm :
       {Algorithm::kEs256, Algorithm::kEs384, Algorithm::kPs256, Algorithm::kRs256}) {
    for (const TimeHeader time_header : {TimeHeader::kSigT, TimeHeader::kIat}) {
      const SealBuilder seal = SoundSeal(algorithm, time_header);
      files.push_back(folder / (std::string(NameOf(algorithm)) + "-" +
                                std::string(NameOf(time_header)) + ".jsonld"));
      WriteFile(files.back(), WriteContainer(seal.payload, seal.Protected(), seal.Signature()),
                FileMode::kPublic);
    }
  }
  const auto verdicts = CheckJades(files);
  ASSERT_EQ(verdicts.size(), files.size());
  for (const auto& [name, good] : verdicts) EXPECT_TRUE(good) << name;

  const auto checked = CheckTamperedCopies(files.front());
  EXPECT_GT(checked.size(), 15U);
  for (const auto& [wrong, accepted] : checked) EXPECT_FALSE(accepted) << wrong;

  const test::TemporaryFolder copies_folder;
  const auto copies = WriteTamperedCopies(files, copies_folder.path());
  EXPECT_GT(copies.size(), 15 * files.size());
  for (const auto& [name, wrong] : copies) {
    const Judgement judgement = JudgeText(ReadFile(copies_folder / name));
    EXPECT_FALSE(judgement.accepted) << name << " " << wrong;
  }
}

}  // namespace
}  // namespace signet::seal
