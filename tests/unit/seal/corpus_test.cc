// Real sealed files and an independent checker, where they are at hand.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "appliance/base/encoding.h"
#include "appliance/base/file.h"
#include "appliance/seal/container.h"
#include "appliance/seal/validation_data.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/seal/check_jades.h"
#include "tests/unit/seal/seal_builder.h"

namespace signet::seal {
namespace {

namespace fs = std::filesystem;

// The issuer of the seal's certificate as the file brings it along, taken for trusted, and the
// claimed time.
JudgementSettings SettingsFor(const UntrustedText& text) {
  const Judgement first = Judge(text, {.anchors = {}, .at = SystemNow()});
  Findings findings;
  const auto container = ReadContainer(text, findings);
  if (!container || first.signatures.empty() || first.signatures[0].chain.empty()) return {};
  JudgementSettings out{.anchors = {}, .at = first.signatures[0].claimed_time.value_or(Time())};
  for (const Certificate& c : ReadValidationData(container->signatures[0].etsi_u, findings)) {
    if (X509_check_issued(c.x509(), first.signatures[0].chain[0].x509()) == X509_V_OK) {
      out.anchors.push_back(c);
    }
  }
  return out;
}

TEST(Corpus, RealSealedFilesPass) {
  const std::vector<fs::path> files = RealSealedFiles();
  if (files.empty()) GTEST_SKIP() << "left out: the corpus of real sealed files is not here";
  for (const fs::path& file : files) {
    const UntrustedText text(ReadFile(file));
    const JudgementSettings settings = SettingsFor(text);
    ASSERT_FALSE(settings.anchors.empty()) << file;
    const Judgement judgement = Judge(text, settings);
    EXPECT_EQ(Verdict(judgement), "TOTAL-PASSED") << file << "\n" << Explained(judgement);
    EXPECT_TRUE(HasRule(judgement, "etsiu.not-judged")) << file;

    const Judgement untrusted = Judge(text, {.anchors = {}, .at = settings.at});
    EXPECT_EQ(Verdict(untrusted), "INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND") << file;
  }
}

// Every copy that the checker refuses at level B must not pass here either.
TEST(Corpus, NoTamperedCopyPassesThatTheCheckerRefuses) {
  const std::vector<fs::path> files = RealSealedFiles();
  if (files.empty() || !HaveCheckJades()) {
    GTEST_SKIP() << "left out: corpus, checker or python3 is not here";
  }
  const test::TemporaryFolder folder;
  const auto verdicts = DumpMutations(files, folder.path());
  ASSERT_GT(verdicts.size(), 20 * files.size());
  for (const fs::path& original : files) {
    const JudgementSettings settings = SettingsFor(UntrustedText(ReadFile(original)));
    std::size_t refused = 0;
    for (const auto& [name, accepted] : verdicts) {
      if (!name.starts_with(original.stem().string() + "__")) continue;
      const Judgement judgement = Judge(UntrustedText(ReadFile(folder / name)), settings);
      const bool passed = judgement.conclusion == Conclusion::kTotalPassed;
      EXPECT_EQ(passed, accepted) << name << "\n" << Explained(judgement);
      refused += passed ? 0 : 1;
    }
    EXPECT_GT(refused, 20U) << original;
  }
}

// Seals of ours, before an eye that shares no code with us.
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

  const fs::path dump = folder / "copies";
  const auto copies = DumpMutations(files, dump);
  EXPECT_GT(copies.size(), 15 * files.size());
  for (const auto& [name, accepted] : copies) {
    EXPECT_FALSE(accepted) << name;
    const Judgement judgement = JudgeText(ReadFile(dump / name));
    EXPECT_NE(judgement.conclusion, Conclusion::kTotalPassed) << name;
  }
}

}  // namespace
}  // namespace signet::seal
