#include "appliance/audit/mandate_rules.h"

#include <gmock/gmock.h>

#include <functional>

#include "tests/unit/audit/told_log.h"

namespace signet::audit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class MandateLog : public BoxLog {
 public:
  void Set(const std::string& name, const std::string& status, int seconds = 0,
           const std::string& proposal = "") {
    Add(MandateStatusChanged{name, status, "ben", proposal}, seconds);
  }
  void Resume(const std::string& name, const std::string& id, int seconds = 0) {
    Propose(id, "mandate-resumption", name, "anna", seconds);
    Approve(id, "mandate-resumption", name, "ben", seconds);
    Set(name, "approved", seconds, id);
  }
};

TEST(MandateRules, AMandatesLifeAndItsSealsAreSound) {
  MandateLog log;
  log.ApproveMandate("north", 2);
  log.ApproveMandate("any", {}, true);
  log.Intend("a", "mandate:north", 10);
  log.Set("north", "suspended", 20);
  log.Resume("north", "again", 20);
  log.Intend("b", "mandate:north demonstration-mandate:any", 49);
  log.Intend("c", "own", 60);
  log.Set("north", "ended", 70);
  EXPECT_THAT(log.TakeFound(), IsEmpty());
}

TEST(MandateRules, ADraftMayGoBackAndBeProposedAgain) {
  MandateLog log;
  log.Add(MandateDrafted{"north", "there", kTerms, "anna"});
  log.Add(MandateProposed{"north", kTerms, "anna"});
  log.Propose("p1", "mandate-approval", "north", "anna");
  log.Add(ProposalRejected{"p1", "ben"});
  log.Set("north", "draft", 0, "p1");
  log.Add(MandateDrafted{"north", "there", kOther, "anna"});
  log.Add(MandateProposed{"north", kOther, "anna"});
  log.Propose("p2", "mandate-approval", "north", "anna");
  // It expired; another one.
  log.Add(MandateProposed{"north", kOther, "ben"}, 2000);
  log.Add(ProposalMade{"p3", "mandate-approval", "north", kOther, At(3000), "ben"}, 2000);
  log.Approve("p3", "mandate-approval", "north", "anna", 2000);
  log.Add(
      MandateApproved{"north", "there", kOther, At(0), At(9000), {}, false, "ben", "anna", "p3"},
      2000);
  log.Intend("a", "mandate:north", 2001);
  EXPECT_THAT(log.TakeFound(), IsEmpty());
}

TEST(MandateRules, NameSealsThatNoMandateAllowed) {
  const struct {
    const char* rule;
    std::function<void(MandateLog&)> story;
    std::vector<std::string> found;
  } cases[] = {
      {"there is none",
       [](MandateLog& log) { log.Intend("a", "mandate:north", 20); },
       {"error: entry 9: No earlier entry has drafted the mandate north."}},
      {"it is a draft",
       [](MandateLog& log) {
         log.Add(MandateDrafted{"north", "there", kTerms, "anna"});
         log.Intend("a", "mandate:north", 20);
       },
       {"error: entry 10: The mandate was draft."}},
      {"it waits",
       [](MandateLog& log) {
         log.Add(MandateDrafted{"north", "there", kTerms, "anna"});
         log.Add(MandateProposed{"north", kTerms, "anna"});
         log.Intend("a", "mandate:north", 20);
       },
       {"error: entry 11: The mandate was proposed."}},
      {"it is suspended",
       [](MandateLog& log) {
         log.ApproveMandate("north");
         log.Set("north", "suspended", 11);
         log.Intend("a", "mandate:north", 11);
       },
       {"error: entry 16: The mandate was suspended."}},
      {"it has ended",
       [](MandateLog& log) {
         log.ApproveMandate("north");
         log.Set("north", "ended", 11);
         log.Intend("a", "mandate:north", 11);
       },
       {"error: entry 16: The mandate was ended."}},
      {"it has not begun, or is over",
       [](MandateLog& log) {
         log.ApproveMandate("north");
         log.Intend("a", "mandate:north", 9);
         log.Intend("b", "mandate:north", 10);
         log.Intend("c", "mandate:north", 50);
       },
       {"error: entry 15: The mandate is valid from",
        "error: entry 17: The mandate is valid from"}},
      {"it is used up",
       [](MandateLog& log) {
         log.ApproveMandate("north", 1);
         log.Intend("a", "mandate:north", 20);
         log.Intend("b", "mandate:north", 20);
       },
       {"error: entry 16: The mandate is for 1 seals, and this is number 2."}},
      {"one of two does not hold",
       [](MandateLog& log) {
         log.ApproveMandate("north");
         log.ApproveMandate("south");
         log.Set("south", "suspended", 11);
         log.Intend("a", "mandate:north mandate:south", 20);
       },
       {"error: entry 22: The mandate was suspended."}},
      {"a demonstration that is not called one",
       [](MandateLog& log) {
         log.ApproveMandate("any", {}, true);
         log.Intend("a", "mandate:any", 20);
       },
       {"error: entry 15: The mandate any is a demonstration, and not called one."}},
      {"a mandate that is called a demonstration",
       [](MandateLog& log) {
         log.ApproveMandate("north");
         log.Intend("a", "demonstration-mandate:north", 20);
       },
       {"error: entry 15: The mandate north is no demonstration."}},
      {"no authority that there is",
       [](MandateLog& log) {
         log.Intend("a", "any-awarding-body", 20);
         log.Intend("b", "own mandate:x", 20);
       },
       {"error: entry 9: The authority any-awarding-body is no mandate.",
        "error: entry 10: The authority own is no mandate.",
        "error: entry 10: No earlier entry has drafted the mandate x."}},
  };
  for (const auto& c : cases) {
    MandateLog log;
    c.story(log);
    std::vector<::testing::Matcher<std::string>> expected;
    for (const std::string& found : c.found) expected.emplace_back(HasSubstr(found));
    EXPECT_THAT(log.TakeFound(), ::testing::ElementsAreArray(expected)) << c.rule;
  }
}

TEST(MandateRules, AFailedSealGivesItsUnitBack) {
  MandateLog log;
  log.ApproveMandate("north", 1);
  const auto failed = log.Intend("a", "mandate:north", 20);
  log.Add(SealFailed{"a", failed, "token-failed"}, 20);
  const auto interrupted = log.Intend("b", "mandate:north", 21);
  log.Add(SealInterrupted{"b", interrupted}, 22);
  log.Intend("c", "mandate:north", 23);
  log.Add(SealFailed{"b", interrupted, "seal-abandoned"}, 24);
  EXPECT_THAT(log.TakeFound(),
              ElementsAre(HasSubstr("error: entry 19: The mandate is for 1 seals")));
}

TEST(MandateRules, AnInterruptedSealGoesOnOnlyWhileItsMandateHolds) {
  MandateLog log;
  log.ApproveMandate("north");
  const auto intention = log.Intend("a", "mandate:north", 20);
  log.Add(SealInterrupted{"a", intention}, 21);
  log.Add(SealResumed{"a", intention}, 22);
  log.Set("north", "suspended", 23);
  EXPECT_THAT(log.TakeFound(), IsEmpty());
  log.Add(SealResumed{"a", intention}, 24);
  log.Resume("north", "again", 24);
  log.Add(SealResumed{"a", intention}, 56);
  EXPECT_THAT(log.TakeFound(),
              ElementsAre(HasSubstr("error: entry 19: The mandate was suspended."),
                          HasSubstr("error: entry 23: The seal goes on after its mandate")));
}

TEST(MandateRules, NameApprovalsThatWereNone) {
  const auto propose = [](MandateLog& log) {
    log.Add(MandateDrafted{"north", "there", kTerms, "anna"});
    log.Add(MandateProposed{"north", kTerms, "anna"});
    log.Propose("p1", "mandate-approval", "north", "anna");
  };
  const auto approved = [](const Sha256& terms, const char* proposed_by, const char* by,
                           const char* proposal) {
    return MandateApproved{"north", "there", terms,       At(10), At(50),
                           {},      false,   proposed_by, by,     proposal};
  };
  const struct {
    const char* rule;
    std::function<void(MandateLog&)> story;
    std::vector<std::string> found;
  } cases[] = {
      {"by one alone",
       [&](MandateLog& log) {
         propose(log);
         log.Add(approved(kTerms, "anna", "anna", ""));
       },
       {"error: entry 12: This needs two administrators"}},
      {"at the box",
       [&](MandateLog& log) {
         propose(log);
         log.Add(approved(kTerms, "box", "box", ""));
       },
       {"error: entry 12: This needs two administrators"}},
      {"with a proposal that nobody approved",
       [&](MandateLog& log) {
         propose(log);
         log.Add(approved(kTerms, "anna", "ben", "p1"));
       },
       {"error: entry 12: Proposal p1 was not approved"}},
      {"of other terms than were proposed",
       [&](MandateLog& log) {
         propose(log);
         log.Approve("p1", "mandate-approval", "north", "ben");
         log.Add(approved(kOther, "anna", "ben", "p1"));
       },
       {"error: entry 13: The terms that were approved are not those that were proposed."}},
      {"in somebody else's name",
       [&](MandateLog& log) {
         propose(log);
         log.Approve("p1", "mandate-approval", "north", "ben");
         log.Add(approved(kTerms, "ben", "ben", "p1"));
       },
       {"error: entry 13: The mandate was proposed by anna, not by ben."}},
      {"of terms that were not drafted",
       [&](MandateLog& log) {
         log.Add(MandateDrafted{"north", "there", kTerms, "anna"});
         log.Add(MandateProposed{"north", kOther, "anna"});
       },
       {"error: entry 10: The terms that were proposed are not those that were drafted."}},
      {"of what was never drafted",
       [&](MandateLog& log) {
         log.Add(MandateProposed{"north", kOther, "anna"});
       },
       {"error: entry 9: No earlier entry has drafted the mandate north."}},
      {"of what was never proposed",
       [&](MandateLog& log) {
         log.Add(MandateDrafted{"north", "there", kTerms, "anna"});
         log.Propose("p1", "mandate-approval", "north", "anna");
         log.Approve("p1", "mandate-approval", "north", "ben");
         log.Add(approved(kTerms, "anna", "ben", "p1"));
       },
       {"error: entry 12: The mandate north is draft and cannot become approved."}},
      {"drafted over",
       [&](MandateLog& log) {
         log.ApproveMandate("north");
         log.Add(MandateDrafted{"north", "there", kOther, "anna"});
       },
       {"error: entry 15: The mandate north is drafted already and approved."}},
      {"resumed by one alone",
       [&](MandateLog& log) {
         log.ApproveMandate("north");
         log.Set("north", "suspended");
         log.Set("north", "approved");
       },
       {"error: entry 16: This needs two administrators"}},
      {"resumed after its end",
       [&](MandateLog& log) {
         log.ApproveMandate("north");
         log.Set("north", "ended");
         log.Resume("north", "again");
       },
       {"error: entry 18: The mandate north is ended and cannot become approved."}},
      {"approved by a change of its status",
       [&](MandateLog& log) {
         propose(log);
         log.Approve("p1", "mandate-approval", "north", "ben");
         log.Set("north", "approved", 0, "p1");
       },
       {"error: entry 13: A mandate is approved by mandate.approved",
        "error: entry 13: Proposal p1 is of another change"}},
      {"a draft again, without a rejection",
       [&](MandateLog& log) {
         propose(log);
         log.Set("north", "draft", 0, "p1");
       },
       {"error: entry 12: The mandate is a draft again, but its proposal was not rejected."}},
      {"a status that there is not",
       [&](MandateLog& log) {
         log.ApproveMandate("north");
         log.Set("north", "active");
       },
       {"error: entry 15: A mandate's status does not change to active."}},
      {"ended by nobody",
       [&](MandateLog& log) {
         log.ApproveMandate("north");
         log.Add(MandateStatusChanged{"north", "ended", "mallory", ""});
       },
       {"error: entry 15: mallory, who did this, was no administrator."}},
  };
  for (const auto& c : cases) {
    MandateLog log;
    c.story(log);
    std::vector<::testing::Matcher<std::string>> expected;
    for (const std::string& found : c.found) expected.emplace_back(HasSubstr(found));
    EXPECT_THAT(log.TakeFound(), ::testing::ElementsAreArray(expected)) << c.rule;
  }
}

// Whoever sets a box up has nobody else to ask; the auditor is told.
TEST(MandateRules, AMandateOfABoxThatIsSetUpIsAWarning) {
  ToldLog log;
  log.Add(BoxInitialised{kOrigin, "0.1.0", "vkey"});
  log.Add(KeyCertified{"p256", kCertificate, At(0), At(100)});
  log.Add(KeyActivated{"p256", kCertificate, "box", ""});
  log.Add(ClientAdded{"campus", "submitter", kOther, "box", ""});
  log.Add(MandateDrafted{"any", "", kTerms, "box"});
  log.Add(MandateProposed{"any", kTerms, "box"});
  log.Add(MandateApproved{"any", "", kTerms, At(10), At(50), {}, true, "box", "box", ""});
  log.Intend("a", "demonstration-mandate:any", 20);
  EXPECT_THAT(log.TakeFound(),
              ElementsAre(HasSubstr("warning: entry 6: The mandate any was approved at the "
                                    "box, before there were two")));
}

TEST(MandateRules, AKeySealsWithTheCertificateItIsActivatedWith) {
  MandateLog log;
  log.Add(KeyCertified{"p256", kOther, At(0), At(100)});
  log.Add(KeyCertified{"p384", kOther, At(0), At(100)});
  SealIntended intention = BoxLog::Intention("a", "own");
  intention.certificate = kOther;
  log.Add(intention, 9);
  log.Propose("p1", "key-activation", "p256", "anna", 10);
  log.Approve("p1", "key-activation", "p256", "ben", 10);
  log.Add(KeyActivated{"p256", kOther, "ben", "p1"}, 10);
  intention.seal = "b";
  log.Add(intention, 10);
  // With the one before it while requests were under way.
  log.Intend("c", "own", 15);
  log.Intend("d", "own", 16);
  intention.seal = "e";
  intention.key = "p384";
  log.Add(intention, 16);
  EXPECT_THAT(log.TakeFound(),
              ElementsAre(HasSubstr("error: entry 11: The key p256 was not activated"),
                          HasSubstr("error: entry 17: The key p256 was not activated"),
                          HasSubstr("error: entry 18: The key p384 was not activated")));
}

// Versions before keys were activated.
TEST(MandateRules, AnOlderKeyGoesOnWithTheCertificateThatItHas) {
  ToldLog log;
  log.Add(BoxInitialised{kOrigin, "0.1.0", "vkey"});
  log.Add(KeyCertified{"p256", kCertificate, At(0), At(100)});
  log.Add(ClientAdded{"campus", "submitter", kOther, "box", ""});
  log.Add(KeyCertified{"p384", kOther, At(0), At(100)});
  log.Add(KeyActivated{"p384", kOther, "box", ""});
  log.Intend("a", "own", 0);
  log.Add(KeyCertified{"p256", kOther, At(0), At(100)});
  SealIntended intention = ToldLog::Intention("b", "own");
  intention.certificate = kOther;
  log.Add(intention);
  EXPECT_THAT(log.TakeFound(),
              ElementsAre(HasSubstr("error: entry 7: The key p256 was not activated")));
}

}  // namespace
}  // namespace signet::audit
