// Sound long-term seals and their levels, and what is said when somebody changes etsiU.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "appliance/base/encoding.h"
#include "tests/unit/seal/long_term_seal.h"

namespace signet::seal {
namespace {

using test::KeyKind;

TEST(LongTerm, ASoundSealIsAcceptedAndReachesItsLevel) {
  LongTermSeal seal;
  const Judgement judgement = JudgeAt(seal.Make(), kSoon);
  EXPECT_EQ(Verdict(judgement), kPassed) << Explained(judgement);
  EXPECT_TRUE(judgement.accepted) << Explained(judgement);
  ASSERT_EQ(judgement.signatures.size(), 1U);
  const SignatureJudgement& signature = judgement.signatures[0];
  EXPECT_EQ(signature.level, Level::kLta);
  EXPECT_EQ(signature.format, Format::kBaselineLta);
  EXPECT_EQ(signature.best_signature_time, seal.signature_time);
  EXPECT_EQ(signature.path.size(), 3U);
  EXPECT_EQ(signature.path.back(), TestRoot().certificate);
  ASSERT_EQ(signature.time_stamps.size(), 2U);
  EXPECT_EQ(signature.time_stamps[0].kind, TimeStampKind::kSignature);
  EXPECT_EQ(signature.time_stamps[0].entry, 0U);
  EXPECT_EQ(signature.time_stamps[1].kind, TimeStampKind::kArchive);
  EXPECT_EQ(signature.time_stamps[1].time, seal.archive_time);
}

// A level is what holds, with everything below it; a format is what is there.
TEST(LongTerm, EachLevelNeedsItsElements) {
  const struct {
    std::size_t entries;
    Level level;
    Format format;
  } cases[] = {{0, Level::kB, Format::kBaselineB},
               {1, Level::kT, Format::kBaselineT},
               {2, Level::kT, Format::kBaselineT},
               {3, Level::kLt, Format::kBaselineLt},
               {4, Level::kLta, Format::kBaselineLta}};
  LongTermSeal seal;
  seal.Make();
  const std::vector<std::string> all = seal.etsi_u;
  for (const auto& c : cases) {
    seal.etsi_u.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(c.entries));
    for (const Level required : {Level::kB, Level::kT, Level::kLt, Level::kLta}) {
      JudgementSettings settings = LongTermSettings();
      settings.required = required;
      const Judgement judgement = Judge(UntrustedText(seal.Write()), settings);
      EXPECT_EQ(judgement.signatures[0].level, c.level) << c.entries << Explained(judgement);
      EXPECT_EQ(judgement.signatures[0].format, c.format) << c.entries;
      EXPECT_EQ(judgement.accepted, c.level >= required) << c.entries << Explained(judgement);
    }
  }
}

// A time-stamp by nobody who is trusted proves nothing.
TEST(LongTerm, AnUntrustedTimeStampLowersTheLevelAndIsNoDamage) {
  LongTermSeal seal;
  test::CertificateOptions options = test::SealCertificateOptions();
  options.extended_key_usage = "critical,timeStamping";
  EVP_PKEY* const key = test::TestKey(KeyKind::kP256, 107);
  seal.issuers.authority = {test::MakeRoot(options, key).certificate, key};
  const Judgement judgement = JudgeAt(seal.Make(), kSoon);
  EXPECT_EQ(Verdict(judgement), kPassed) << Explained(judgement);
  EXPECT_EQ(judgement.signatures[0].level, Level::kB);
  EXPECT_EQ(judgement.signatures[0].time_stamps[0].sub_indication,
            SubIndication::kNoCertificateChainFound);
  EXPECT_FALSE(judgement.accepted);
}

// What of etsiU can be changed by whom, and what is said then.
TEST(LongTerm, NoChangeOfEtsiUIsAccepted) {
  LongTermSeal sound;
  sound.Make();
  LongTermSeal other;
  other.seal.payload = R"({"id":"urn:credential:2"})";
  other.Make();
  const auto respelt = [](const std::string& entry) {
    std::string json = ToString(*DecodeBase64Url(entry));
    return EncodedEntry(json.insert(1, " "));
  };
  const auto padded_token = [](const std::string& entry) {
    std::string json = ToString(*DecodeBase64Url(entry));
    return EncodedEntry(json.insert(json.find("\"}]}"), "AAAA"));
  };
  using Entries = std::vector<std::string>;
  const struct {
    const char* name;
    std::function<void(Entries&)> change;
    const char* rule;
  } cases[] = {
      {"sigTst removed", [](Entries& e) { e.erase(e.begin()); }, "etsiu.time-stamp"},
      {"xVals removed", [](Entries& e) { e.erase(e.begin() + 1); }, "etsiu.time-stamp"},
      {"rVals removed", [](Entries& e) { e.erase(e.begin() + 2); }, "etsiu.time-stamp"},
      {"arcTst removed", [](Entries& e) { e.pop_back(); }, "level"},
      {"all removed", [](Entries& e) { e.clear(); }, "level"},
      {"swapped", [](Entries& e) { std::swap(e[1], e[2]); }, "etsiu.time-stamp"},
      {"doubled", [](Entries& e) { e.insert(e.begin(), e[0]); }, "etsiu.time-stamp"},
      {"all of another seal", [&](Entries& e) { e = other.etsi_u; }, "etsiu.time-stamp"},
      {"sigTst of another seal", [&](Entries& e) { e[0] = other.etsi_u[0]; }, "etsiu.time-stamp"},
      {"arcTst of another seal", [&](Entries& e) { e[3] = other.etsi_u[3]; }, "etsiu.time-stamp"},
      {"written with a space", [&](Entries& e) { e[1] = respelt(e[1]); }, "etsiu.time-stamp"},
      {"arcTst's token padded", [&](Entries& e) { e[3] = padded_token(e[3]); }, "etsiu.time-stamp"},
      {"xVals after arcTst", [](Entries& e) { e.push_back(e[1]); }, "etsiu.uncovered"},
      {"junk after arcTst", [](Entries& e) { e.push_back(EncodedEntry(R"({"x":1})")); },
       "etsiu.uncovered"},
      {"junk before arcTst",
       [](Entries& e) { e.insert(e.begin() + 3, EncodedEntry(R"({"x":1})")); }, "etsiu.unknown"},
      {"a member repeated",
       [](Entries& e) { e.push_back(EncodedEntry(R"({"xVals":[],"xVals":[]})")); },
       "container.etsiu"},
      {"no base64url", [](Entries& e) { e[1] += "="; }, "container.base64url"},
  };
  for (const auto& c : cases) {
    LongTermSeal changed = sound;
    c.change(changed.etsi_u);
    const Judgement judgement = JudgeAt(changed, kSoon);
    EXPECT_FALSE(judgement.accepted) << c.name;
    EXPECT_TRUE(HasRule(judgement, c.rule)) << c.name << Explained(judgement);
  }
}

// A hash that does not fit any more says less than the time-stamps that still do.
TEST(LongTerm, SaysWhatWasChangedWhereATimeStampShowsIt) {
  LongTermSeal seal;
  seal.AddContentTimeStamp(At("2026-01-31T11:59:59Z"));
  seal.Make();
  seal.seal.payload += " ";
  const Judgement payload = JudgeAt(seal, kSoon);
  EXPECT_EQ(Verdict(payload), "TOTAL-FAILED HASH_FAILURE");
  EXPECT_THAT(Explained(payload), testing::HasSubstr("credential or the header that was changed"));
  EXPECT_FALSE(payload.signatures[0].level);
}

}  // namespace
}  // namespace signet::seal
