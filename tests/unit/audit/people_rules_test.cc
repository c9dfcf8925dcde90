#include "appliance/audit/people_rules.h"

#include <gmock/gmock.h>

#include <functional>

#include "tests/unit/audit/told_log.h"

namespace signet::audit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// What a third administrator needs.
void AddCarol(BoxLog& log) {
  log.Propose("p1", "administrator-addition", "carol", "anna");
  log.Approve("p1", "administrator-addition", "carol", "ben");
  log.AddAdministrator("carol", "ben", "p1");
}

TEST(PeopleRules, WhatTwoAdministratorsAgreedOnIsSound) {
  BoxLog log;
  AddCarol(log);
  log.Propose("p2", "organisation-change", "there", "carol");
  log.Approve("p2", "organisation-change", "there", "anna");
  log.Add(OrganisationChanged{"there", kOther, "anna", "p2"});
  log.Propose("p3", "administrator-removal", "carol", "ben");
  log.Approve("p3", "administrator-removal", "carol", "anna");
  log.Add(ClientStatusChanged{"carol", "suspended", "anna", "p3"});
  log.Propose("p4", "administrator-certificate", "anna", "anna");
  log.Approve("p4", "administrator-certificate", "anna", "ben");
  log.Add(ClientCertificateAdded{"anna", "public-key", kOther, "ben", "p4"});
  log.Add(SigningKeyAdded{"anna", "2", BoxLog::PublicKey(2), "ben"});
  log.Propose("p5", "key-activation", "p256", "anna");
  log.Add(ProposalRejected{"p5", "ben"});
  log.Propose("p6", "key-activation", "p256", "anna");
  log.Approve("p6", "key-activation", "p256", "ben");
  log.Add(KeyActivated{"p256", kCertificate, "ben", "p6"});
  EXPECT_THAT(log.TakeFound(), IsEmpty());
}

// What one administrator may do alone.
TEST(PeopleRules, ClientsWhoAreNoAdministratorsNeedOnePersonOnly) {
  BoxLog log;
  log.Add(OrganisationAdded{"there", "NTRDE-1", false, kOther, "anna"});
  log.Add(ClientAdded{"library", "submitter", kOther, "ben", ""});
  log.Add(ClientChanged{"library", kOther, "anna"});
  log.Add(ClientCertificateAdded{"library", "certificate", kOther, "anna", ""});
  log.Add(ClientCertificateRemoved{"library", kOther, "box"});
  log.Add(SigningKeyAdded{"library", "k", BoxLog::PublicKey(3), "anna"});
  log.Add(SigningKeyRemoved{"library", "k", "ben"});
  log.Add(ClientStatusChanged{"library", "suspended", "ben", ""});
  log.Add(ClientStatusChanged{"library", "active", "ben", ""});
  EXPECT_THAT(log.TakeFound(), IsEmpty());
}

TEST(PeopleRules, NameWhatOnePersonDidAlone) {
  const struct {
    const char* rule;
    std::function<void(BoxLog&)> story;
    const char* found;
  } cases[] = {
      {"a third administrator", [](BoxLog& log) { log.AddAdministrator("carol", "anna"); },
       "error: entry 9: This needs two administrators"},
      {"also at the box", [](BoxLog& log) { log.AddAdministrator("carol", "box"); },
       "error: entry 9: This needs two administrators"},
      {"with no proposal at all", [](BoxLog& log) { log.AddAdministrator("carol", "ben", "p1"); },
       "error: entry 9: Proposal p1 was not approved"},
      {"with one that waits",
       [](BoxLog& log) {
         log.Propose("p1", "administrator-addition", "carol", "anna");
         log.AddAdministrator("carol", "ben", "p1");
       },
       "error: entry 10: Proposal p1 was not approved"},
      {"with one that was rejected",
       [](BoxLog& log) {
         log.Propose("p1", "administrator-addition", "carol", "anna");
         log.Add(ProposalRejected{"p1", "ben"});
         log.AddAdministrator("carol", "ben", "p1");
       },
       "error: entry 11: Proposal p1 was not approved"},
      {"with one of another administrator",
       [](BoxLog& log) {
         log.Propose("p1", "administrator-addition", "dora", "anna");
         log.Approve("p1", "administrator-addition", "dora", "ben");
         log.AddAdministrator("carol", "ben", "p1");
       },
       "error: entry 11: Proposal p1 is of another change: administrator-addition of dora."},
      {"with one of another kind",
       [](BoxLog& log) {
         log.Propose("p1", "key-activation", "carol", "anna");
         log.Approve("p1", "key-activation", "carol", "ben");
         log.AddAdministrator("carol", "ben", "p1");
       },
       "error: entry 11: Proposal p1 is of another change"},
      {"not by who approved it",
       [](BoxLog& log) {
         log.Propose("p1", "administrator-addition", "carol", "anna");
         log.Approve("p1", "administrator-addition", "carol", "ben");
         log.AddAdministrator("carol", "anna", "p1");
       },
       "error: entry 11: Proposal p1 was approved by ben."},
      {"twice with one proposal",
       [](BoxLog& log) {
         log.Propose("p1", "organisation-change", "there", "anna");
         log.Approve("p1", "organisation-change", "there", "ben");
         log.Add(OrganisationChanged{"there", kOther, "ben", "p1"});
         log.Add(OrganisationChanged{"there", kOther, "ben", "p1"});
       },
       "error: entry 12: Proposal p1 was not approved, or something else was done"},
      {"approved by who proposed it",
       [](BoxLog& log) {
         log.Propose("p1", "key-activation", "p256", "anna");
         log.Approve("p1", "key-activation", "p256", "anna");
       },
       "error: entry 10: The proposal was approved by anna, who made it."},
      {"approved when it had expired",
       [](BoxLog& log) {
         log.Propose("p1", "key-activation", "p256", "anna");
         log.Approve("p1", "key-activation", "p256", "ben", 1006);
       },
       "error: entry 10: The proposal was approved after it had expired"},
      {"approved with another content",
       [](BoxLog& log) {
         log.Propose("p1", "key-activation", "p256", "anna");
         log.Add(ProposalApproved{"p1", "key-activation", "p256", kTerms, "ben"});
       },
       "error: entry 10: What was approved is not what was proposed."},
      {"approved twice",
       [](BoxLog& log) {
         log.Propose("p1", "key-activation", "p256", "anna");
         log.Approve("p1", "key-activation", "p256", "ben");
         log.Approve("p1", "key-activation", "p256", "ben");
       },
       "error: entry 11: Proposal p1 is not open."},
      {"an id twice",
       [](BoxLog& log) {
         log.Propose("p1", "key-activation", "p256", "anna");
         log.Propose("p1", "key-activation", "p256", "ben");
       },
       "error: entry 10: Proposal p1 is there already."},
      {"proposed by the box",
       [](BoxLog& log) { log.Propose("p1", "key-activation", "p256", "box"); },
       "error: entry 9: box, who did this, was no administrator."},
      {"approved by a submitter",
       [](BoxLog& log) {
         log.Propose("p1", "key-activation", "p256", "anna");
         log.Approve("p1", "key-activation", "p256", "campus");
       },
       "error: entry 10: campus, who did this, was no administrator."},
      {"by nobody known",
       [](BoxLog& log) {
         log.Add(ClientAdded{"library", "submitter", kOther, "mallory", ""});
       },
       "error: entry 9: mallory, who did this, was no administrator."},
      {"by nobody named",
       [](BoxLog& log) {
         log.Add(ClientAdded{"library", "submitter", kOther, "", ""});
       },
       "error: entry 9: , who did this, was no administrator."},
      {"an organisation",
       [](BoxLog& log) {
         log.Add(OrganisationChanged{"there", kOther, "anna", ""});
       },
       "error: entry 9: This needs two administrators"},
      {"a seal key",
       [](BoxLog& log) {
         log.Add(KeyActivated{"p256", kCertificate, "box", ""});
       },
       "error: entry 9: This needs two administrators"},
      {"another certificate of an administrator",
       [](BoxLog& log) {
         log.Add(ClientCertificateAdded{"ben", "certificate", kOther, "anna", ""});
       },
       "error: entry 9: This needs two administrators"},
      {"another key of an administrator",
       [](BoxLog& log) {
         log.Add(SigningKeyAdded{"ben", "2", BoxLog::PublicKey(2), "anna"});
       },
       "error: entry 9: Client ben is an administrator"},
      {"a key away from an administrator",
       [](BoxLog& log) {
         log.Add(SigningKeyRemoved{"ben", "1", "anna"});
       },
       "error: entry 9: Client ben is an administrator"},
      {"a change of an administrator",
       [](BoxLog& log) {
         log.Add(ClientChanged{"ben", kOther, "anna"});
       },
       "error: entry 9: Client ben is an administrator"},
      {"a name that is taken",
       [](BoxLog& log) {
         log.Add(ClientAdded{"campus", "submitter", kOther, "anna", ""});
       },
       "error: entry 9: The client campus is there already."},
      {"a key that is none",
       [](BoxLog& log) {
         log.Add(SigningKeyAdded{"campus", "1", "AAAA", "anna"});
       },
       "error: entry 9: The signing key 1 is no public key."},
      {"a key away that is not there",
       [](BoxLog& log) {
         log.Add(SigningKeyRemoved{"campus", "1", "anna"});
       },
       "error: entry 9: Client campus has no signing key of this name."},
  };
  for (const auto& c : cases) {
    BoxLog log;
    c.story(log);
    EXPECT_THAT(log.TakeFound(), ElementsAre(HasSubstr(c.found))) << c.rule;
  }
}

TEST(PeopleRules, ASuspendedAdministratorDoesNothingAfterFiveSeconds) {
  BoxLog log;
  AddCarol(log);
  log.Propose("p2", "administrator-removal", "ben", "anna");
  log.Propose("p3", "key-activation", "p256", "ben");
  log.Approve("p2", "administrator-removal", "ben", "carol", 10);
  log.Add(ClientStatusChanged{"ben", "suspended", "carol", "p2"}, 10);
  log.Add(ClientAdded{"library", "submitter", kOther, "ben", ""}, 15);
  EXPECT_THAT(log.TakeFound(), IsEmpty());
  log.Add(ClientAdded{"archive", "submitter", kOther, "ben", ""}, 16);
  log.Approve("p3", "key-activation", "p256", "anna", 16);
  EXPECT_THAT(log.TakeFound(), ElementsAre(HasSubstr("error: entry 18: Administrator ben"),
                                           HasSubstr("error: entry 19: Administrator ben")));
}

TEST(PeopleRules, TwoAdministratorsAreTheLeast) {
  BoxLog log;
  log.Propose("p1", "administrator-removal", "ben", "ben");
  log.Approve("p1", "administrator-removal", "ben", "anna");
  log.Add(ClientStatusChanged{"ben", "suspended", "anna", "p1"});
  EXPECT_THAT(log.TakeFound(), ElementsAre(HasSubstr("entry 11: There are fewer than two active")));

  // And nobody may go on as if the box were being set up again.
  log.AddAdministrator("carol", "box");
  EXPECT_THAT(log.TakeFound(), ElementsAre(HasSubstr("entry 12: This needs two administrators")));
}

TEST(PeopleRules, ARecoveredAdministratorIsTold) {
  BoxLog log;
  log.Add(AdministratorRecovered{"ben", "carol", "Token lost."});
  log.Add(ClientStatusChanged{"ben", "suspended", "box", ""});
  log.AddAdministrator("carol", "box");
  log.Propose("p1", "key-activation", "p256", "anna", 20);
  log.Approve("p1", "key-activation", "p256", "carol", 20);
  log.Add(KeyActivated{"p256", kCertificate, "carol", "p1"}, 20);
  EXPECT_THAT(log.TakeFound(),
              ElementsAre(HasSubstr("warning: entry 9: Somebody at the box put carol in "
                                    "ben's place")));
}

TEST(PeopleRules, ARecoveryIsOfOneAdministratorByOne) {
  BoxLog log;
  log.Add(AdministratorRecovered{"campus", "carol", "x"});
  log.Add(ClientStatusChanged{"ben", "suspended", "box", ""});
  log.AddAdministrator("carol", "box");
  log.AddAdministrator("dora", "box");
  EXPECT_THAT(log.TakeFound(),
              ElementsAre(HasSubstr("error: entry 9: campus, who is called lost"),
                          HasSubstr("warning: entry 9"),
                          HasSubstr("error: entry 10: This needs two administrators"),
                          HasSubstr("error: entry 10: There are fewer than two"),
                          HasSubstr("error: entry 13: This needs two administrators")));
}

TEST(PeopleRules, OnlyActiveSubmittersAskForSeals) {
  BoxLog log;
  log.Add(ClientAdded{"auditor", "auditor", kOther, "anna", ""});
  SealIntended intention = BoxLog::Intention("a", "own");
  intention.client = "auditor";
  log.Add(intention);
  log.Add(ClientStatusChanged{"campus", "suspended", "anna", ""}, 10);
  log.Intend("b", "own", 15);
  log.Intend("c", "own", 16);
  log.Add(ClientStatusChanged{"campus", "active", "anna", ""}, 20);
  log.Intend("d", "own", 20);
  EXPECT_THAT(log.TakeFound(),
              ElementsAre(HasSubstr("error: entry 10: Client auditor is no submitter."),
                          HasSubstr("error: entry 13: Client campus was suspended.")));
}

// One without a key can sign nothing, so it is none of the two; those of older versions had none.
TEST(PeopleRules, AdministratorsWithoutAKeyAreNotTwo) {
  ToldLog log;
  log.Add(BoxInitialised{kOrigin, "0.1.0", "vkey"});
  log.AddAdministrator("anna", "box");
  log.Add(ClientAdded{"ben", "administrator", kOther, "box", ""});
  log.AddAdministrator("carol", "box");
  EXPECT_THAT(log.TakeFound(), IsEmpty());
  log.AddAdministrator("dora", "box");
  EXPECT_THAT(log.TakeFound(), ElementsAre(HasSubstr("entry 6: This needs two administrators")));
}

// Logs that began before there were two people read as they did, with a warning where it matters.
TEST(OlderLogs, AreStillSound) {
  std::vector<std::string> found;
  EntryRules rules(kOrigin, [&found](const Finding& one) { found.push_back(one.Text()); });
  const std::string time = R"("time":"2027-01-15T08:00:00.000Z","type":)";
  const std::string digest(64, 'a');
  const auto added = [&](const std::string& client, const std::string& role) {
    return R"({"any_awarding_body":true,"certificate":")" + digest + R"(","client":")" + client +
           R"(","role":")" + role + "\"," + time + "\"client.added\"}";
  };
  const auto intended = [&](const std::string& seal) {
    return R"({"authority":"any-awarding-body","certificate":")" + digest +
           R"(","client":"campus","key":"k","level":"B-B","preparation":"edc","profile":"p",)" +
           R"("request":")" + digest + R"(","seal":")" + seal + R"(","signing_input":")" + digest +
           "\"," + time + "\"seal.intended\"}";
  };
  const std::vector<std::string> entries = {
      EncodeEntry(At(0), BoxInitialised{kOrigin, "0.1.0", "vkey"}),
      R"({"identifier":"NTREE-1","organisation":"here","sealing":true,)" + time +
          "\"organisation.added\"}",
      added("campus", "submitter"),
      added("anna", "administrator"),
      added("ben", "administrator"),
      R"({"certificate":")" + digest +
          R"(","key":"k","not_after":"2028-01-15T08:00:00.000Z",)"
          R"("not_before":"2026-01-15T08:00:00.000Z",)" +
          time + "\"key.certified\"}",
      R"({"client":"ben","status":"suspended",)" + time + "\"client.status-changed\"}",
      intended("a"),
      intended("b"),
  };
  std::uint64_t index = 0;
  for (const std::string& entry : entries) rules.Add(index++, entry);
  EXPECT_THAT(
      found,
      ElementsAre(HasSubstr("entry 7: The authority any-awarding-body is an older Signet's")));
  found.clear();
  // From the first entry that says by whom, the old way is none any more.
  rules.Add(index++, EncodeEntry(At(0), OrganisationAdded{"there", "", false, kOther, "anna"}));
  rules.Add(index++, intended("c"));
  rules.Add(index++, added("library", "submitter"));
  EXPECT_THAT(found,
              ElementsAre(HasSubstr("entry 10: The authority any-awarding-body is no mandate"),
                          HasSubstr("entry 11: It does not say by whom")));
}

}  // namespace
}  // namespace signet::audit
