#include "appliance/audit/entry_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "appliance/audit/event.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_log.h"
#include "tests/unit/audit/told_log.h"

namespace signet::audit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class EntryRulesTest : public ::testing::Test, protected ToldLog {
 protected:
  // Entries 0 to 2 are what every log begins with.
  EntryRulesTest() {
    Add(BoxInitialised{kOrigin, "0.1.0", "vkey"});
    Add(ClientAdded{"campus", "submitter", kOther, "box", ""});
    Add(KeyCertified{"p256", kCertificate, At(0), At(100)});
  }

  std::uint64_t Intend(const std::string& seal) { return ToldLog::Intend(seal, "own", 0); }
  void Complete(const std::string& seal, std::uint64_t intention) {
    Add(SealCompleted{seal, intention, "B-B", kCertificate, At(1), kOther, "own"});
  }
};

TEST_F(EntryRulesTest, ASoundLogGivesItsSummaryAndNoFindings) {
  const auto first = Intend("a");
  Complete("a", first);
  const auto second = Intend("b");
  Add(SealInterrupted{"b", second});
  Add(SealResumed{"b", second});
  Add(SealFailed{"b", second, "token-failed"});
  Intend("c");
  Add(BoxStopped{}, 9);
  const LogSummary summary = Finish();
  EXPECT_THAT(TakeFound(), IsEmpty());
  EXPECT_EQ(summary.size, 11U);
  EXPECT_EQ(summary.intended, 3U);
  EXPECT_EQ(summary.completed, 1U);
  EXPECT_EQ(summary.failed, 1U);
  EXPECT_EQ(summary.interrupted, 1U);
  EXPECT_EQ(summary.open, 1U);
  EXPECT_EQ(summary.first, At(0));
  EXPECT_EQ(summary.last, At(9));
}

TEST_F(EntryRulesTest, ASealHasOneOutcome) {
  const auto intention = Intend("a");
  Complete("a", intention);
  Complete("a", intention);
  Add(SealFailed{"a", intention, "x"});
  Add(SealResumed{"a", intention});
  const std::vector<std::string> found = TakeFound();
  ASSERT_EQ(found.size(), 3U);
  EXPECT_THAT(found[0], HasSubstr("error: entry 5: The seal.completed refers to no open"));
  EXPECT_THAT(found[1], HasSubstr("error: entry 6: The seal.failed"));
  EXPECT_THAT(found[2], HasSubstr("error: entry 7: The seal.resumed"));
}

TEST_F(EntryRulesTest, AnOutcomeNamesAnEarlierIntention) {
  Complete("a", 4);  // itself the next entry's place
  Intend("a");
  Complete("a", 1);    // a client.added
  Complete("a", 999);  // not there
  const std::vector<std::string> found = TakeFound();
  ASSERT_EQ(found.size(), 3U);
  EXPECT_THAT(found[0], HasSubstr("entry 3: The seal.completed refers to no open intention"));
  EXPECT_THAT(found[1], HasSubstr("entry 5"));
  EXPECT_THAT(found[2], HasSubstr("entry 6"));
}

TEST_F(EntryRulesTest, AnOutcomeIsOfTheSameSealCertificateAndAuthority) {
  Complete("b", Intend("a"));
  Add(SealCompleted{"c", Intend("c"), "B-B", kOther, At(1), kOther, ""});
  Add(SealCompleted{"d", Intend("d"), "B-B", kCertificate, At(1), kOther, "mandate:m"});
  EXPECT_THAT(TakeFound(), ElementsAre(HasSubstr("entry 4: The seal.completed is of another seal"),
                                       HasSubstr("entry 6: The seal has another certificate"),
                                       HasSubstr("entry 8: The seal has another authority")));
}

TEST_F(EntryRulesTest, ASealIsIntendedOnce) {
  Complete("a", Intend("a"));
  Intend("a");
  EXPECT_THAT(TakeFound(), IsEmpty());
  Finish();
  EXPECT_THAT(TakeFound(),
              ElementsAre(HasSubstr("error: entry 5: The seal has an intention at entry 3")));
}

TEST_F(EntryRulesTest, ClientAndCertificateAreKnownBefore) {
  SealIntended intention = Intention("a", "own");
  intention.client = "nobody";
  Add(intention);
  intention = Intention("b", "own");
  intention.certificate = kOther;
  Add(intention);
  intention = Intention("c", "own");
  intention.key = "p384";
  Add(intention);
  EXPECT_THAT(TakeFound(), ElementsAre(HasSubstr("warning: entry 3: No earlier entry has added"),
                                       HasSubstr("warning: entry 4: No earlier entry has given"),
                                       HasSubstr("warning: entry 5: No earlier entry has given")));
}

TEST_F(EntryRulesTest, TimeMayGoBackFiveSecondsAndNoMore) {
  Add(BoxStopped{}, 100);
  Add(BoxStarted{"v"}, 95);
  EXPECT_THAT(TakeFound(), IsEmpty());
  Add(BoxStopped{}, 94);
  EXPECT_THAT(TakeFound(), ElementsAre(HasSubstr("warning: entry 5: The time goes back")));
}

TEST_F(EntryRulesTest, TextsThatAreNotAsLogMdSaysAreFound) {
  AddText("rubbish");
  AddText(R"({"time": "2027-01-15T08:00:00.000Z","type":"box.stopped"})");
  AddText(R"({"time":"2027-01-15T08:00:00.000Z","type":"box.started"})");
  AddText(R"({"time":"2027-01-15T08:00:00.000Z","type":"from.tomorrow"})");
  AddText(R"({"more":1,"time":"2027-01-15T08:00:00.000Z","type":"box.stopped"})");
  AddText("");
  EXPECT_THAT(TakeFound(),
              ElementsAre(HasSubstr("error: entry 3: The log entry is not JSON"),
                          HasSubstr("error: entry 4: The entry is not canonical"),
                          HasSubstr("error: entry 5: A box.started must have a member version"),
                          HasSubstr("warning: entry 6: The type from.tomorrow is not known"),
                          HasSubstr("warning: entry 7: The member more of box.stopped"),
                          HasSubstr("error: entry 8: The log entry is not JSON")));
}

TEST(EntryRules, TheLogBeginsWithItsOwnOrigin) {
  std::vector<std::string> found;
  const auto note = [&found](const Finding& finding) { found.push_back(finding.Text()); };
  EntryRules other(kOrigin, note);
  other.Add(0, EncodeEntry(At(0), BoxInitialised{"elsewhere", "v", "k"}));
  EntryRules none(kOrigin, note);
  none.Add(0, EncodeEntry(At(0), BoxStopped{}));
  EXPECT_THAT(found, ElementsAre(HasSubstr("began as elsewhere"),
                                 HasSubstr("does not begin with box.initialised")));
}

TEST(EntryRules, TheSampleLogIsSound) {
  std::vector<std::string> found;
  EntryRules rules(kOrigin, [&found](const Finding& one) { found.push_back(one.Text()); });
  const test::LogSigner signer(kOrigin, test::TestKey(test::KeyKind::kP256));
  std::uint64_t index = 0;
  for (const std::string& entry : test::SampleEntries(200, signer.key())) rules.Add(index++, entry);
  rules.Finish();
  EXPECT_THAT(found, IsEmpty());
}

}  // namespace
}  // namespace signet::audit
