// Sealing on behalf of others: what the issuing organisation authorised is sealed, with its
// evidence, and nothing else is; each refusal says why and stands in the log (DESIGN 3.3).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <sstream>
#include <string>

#include "appliance/base/clock.h"
#include "appliance/base/file.h"
#include "appliance/base/json.h"
#include "tests/support/administrators.h"
#include "tests/support/box_suite.h"
#include "tests/support/command.h"
#include "tests/support/temporary_folder.h"

namespace signet::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr const char* kDiplomaProfile = "http://data.europa.eu/snb/model/ap/edc-diploma-supplement";
constexpr const char* kMandateProfile = "http://data.europa.eu/snb/model/ap/edc-issued-by-mandate";
constexpr const char* kStatement = "The box seals this in the name of its awarding body.";

// A credential whose awarding body is another organisation than the one that seals.
struct Situation {
  std::string organisation;  // its name at the box
  std::string legal_name;
  std::string other_names;  // further members of the organisation
  std::string credential;
};

// The real one of MyNextID, where it lies beside the project; else a model with the same parties.
Situation MyNextId() {
  const fs::path real = CorpusFolder() / "samples-mynextid" / "edc-coe-example.json";
  if (!CorpusFolder().empty() && fs::exists(real)) {
    return {"netis", "NETIS d.o.o.", R"(, "otherIdentifiers": ["1532332000"])", ReadFile(real)};
  }
  return {"netis", "University of Sankt Orwin",
          R"(, "identifier": "", "otherIdentifiers": ["FICTIONAL-0001"], )"
          R"("names": ["Universität Sankt Orwin"])",
          ReadFile(SIGNET_SOURCE_DIR "/provisioning/models/micro-credential.jsonld")};
}

std::string EvidenceMembers() {
  return std::string(R"(, "evidence": {"en": ")") + kStatement +
         R"("}, "embedsDocument": true, "issuedByMandate": true)";
}

class Mandates : public BoxSuite {
 protected:
  static void SetUpTestSuite() {
    BoxSuite::SetUpTestSuite();
    situation_ = MyNextId();
    Administrators administrators(box());
    administrators.AddOrganisation(situation_.organisation, situation_.legal_name,
                                   situation_.other_names);
    // The demo box's demonstration mandate covers whom no mandate covers; a real box has none.
    administrators.End("demonstration");
    before_any_mandate_ = Seal();
  }

  void TearDown() override {
    for (const auto& mandate : made_) administrators_.End(mandate);
  }

  // Each test has its own mandates, and ends them.
  void Approve(const std::string& name, const std::string& more = "",
               const std::string& clients = R"("submitter")") {
    administrators_.ApproveMandate(name,
                                   Administrators::Terms(situation_.organisation, clients, more));
    made_.push_back(name);
  }

  static HttpResponse Seal(const std::string& target = "/v1/seals") {
    HttpsClient client(box().Client("submitter"));
    return client.Post(
        target, {{"Content-Type", "application/ld+json"}, {"Accept", "application/jose+json"}},
        situation_.credential);
  }

  static bool LogHas(const std::string& what) {
    return box().LogOnceItHas(what).find(what) != std::string::npos;
  }

  void ExpectRefused(const char* problem) {
    const auto answer = Seal();
    EXPECT_EQ(ProblemName(answer), problem) << answer.body;
    EXPECT_TRUE(LogHas(problem)) << problem;
  }

  inline static Situation situation_;
  inline static HttpResponse before_any_mandate_;
  Administrators administrators_{box()};
  std::vector<std::string> made_;
};

TEST_F(Mandates, AnApprovedOneIsSealedUnderWithItsEvidenceAndProfile) {
  Approve("netis-evidence", EvidenceMembers());
  const auto sealed = Seal();
  ASSERT_EQ(sealed.status, 201U) << sealed.body;
  const auto container = json::Document::Parse(sealed.body, {});
  const std::string payload(*container.root().Find("payload")->AsString());
  EXPECT_THAT(payload, HasSubstr(kStatement));
  EXPECT_THAT(payload, HasSubstr("evidence-type/c_18016257"));
  EXPECT_THAT(payload, HasSubstr("embeddedEvidence"));
  EXPECT_THAT(payload, HasSubstr(kMandateProfile));

  const TemporaryFolder out;
  WriteFile(out.path() / "sealed.jsonld", sealed.body, FileMode::kPublic);
  WriteFile(out.path() / "payload.jsonld", payload, FileMode::kPublic);
  const auto checked =
      box().Signetctl({"check", "--stage", "final", (out.path() / "payload.jsonld").string()});
  EXPECT_EQ(checked.status, 0) << checked.output;
  const auto verified =
      box().Signetctl({"verify", (out.path() / "sealed.jsonld").string(), "--trust",
                       (box().folder() / "trust" / "seal-ca.pem").string(), "--trust",
                       (box().folder() / "trust" / "tsa-ca.pem").string()});
  EXPECT_EQ(verified.status, 0) << verified.output;
  EXPECT_TRUE(LogHas(R"("authority":"mandate:netis-evidence")"));
}

TEST_F(Mandates, OthersAgreeThatTheSealedFileIsRight) {
  const fs::path judge = CorpusFolder() / ".." / "tools" / "check_jades.py";
  if (CorpusFolder().empty() || !fs::exists(judge)) {
    GTEST_SKIP() << "check_jades.py is not beside the project: left out.";
  }
  Approve("netis-judged", EvidenceMembers());
  const auto sealed = Seal();
  ASSERT_EQ(sealed.status, 201U) << sealed.body;
  const TemporaryFolder out;
  WriteFile(out.path() / "sealed.jsonld", sealed.body, FileMode::kPublic);
  const fs::path trust = box().folder() / "trust";
  const auto judged = RunCommand(
      {"python3", judge.string(), "--level", "LTA", "--anchor", (trust / "seal-ca.pem").string(),
       "--anchor", (trust / "tsa-ca.pem").string(), (out.path() / "sealed.jsonld").string()});
  EXPECT_EQ(judged.status, 0) << judged.output;
}

TEST_F(Mandates, WithoutOneNothingIsSealed) {
  EXPECT_EQ(ProblemName(before_any_mandate_), "mandate-missing") << before_any_mandate_.body;
  EXPECT_TRUE(LogHas("mandate-missing"));
}

TEST_F(Mandates, OneDayAfterItsEndNothingIsSealedUnderIt) {
  const Time now = SystemNow();
  administrators_.ApproveMandate(
      "netis-ended", R"({"format": "signet-mandate-1", "issuing": "netis", )"
                     R"("clients": ["submitter"], "validFrom": ")" +
                         FormatTimeSeconds(now - std::chrono::days(30)) + R"(", "validUntil": ")" +
                         FormatTimeSeconds(now - std::chrono::days(1)) + "\"}");
  made_.push_back("netis-ended");
  ExpectRefused("mandate-ended");
}

TEST_F(Mandates, SuspendedItSealsNothingUntilTwoAdministratorsResumeIt) {
  Approve("netis-suspended");
  ASSERT_EQ(Seal().status, 201U);
  administrators_.Suspend("netis-suspended");
  ExpectRefused("mandate-suspended");
  administrators_.Agree("mandate-resumption", "netis-suspended");
  const auto again = Seal();
  EXPECT_EQ(again.status, 201U) << again.body;
}

TEST_F(Mandates, AnotherProfileIsNotCovered) {
  Approve("netis-diplomas", std::string(R"(, "profiles": [")") + kDiplomaProfile + "\"]");
  ExpectRefused("mandate-does-not-cover");
}

TEST_F(Mandates, OverItsLimitNothingIsSealed) {
  Approve("netis-one", R"(, "sealsInTotal": 1)");
  ASSERT_EQ(Seal().status, 201U);
  ExpectRefused("mandate-used-up");
}

TEST_F(Mandates, OverTheLimitOfAPeriodTheAnswerSaysWhenToComeAgain) {
  Approve("netis-period", R"(, "sealsPerPeriod": 1, "periodDays": 30)");
  ASSERT_EQ(Seal().status, 201U);
  const auto refused = Seal();
  EXPECT_EQ(ProblemName(refused), "mandate-period-used-up") << refused.body;
  EXPECT_EQ(refused.status, 429U);
  const int seconds = std::stoi(refused.headers.at("retry-after"));
  EXPECT_GT(seconds, 28 * 86'400);
  EXPECT_LE(seconds, 29 * 86'400);
}

TEST_F(Mandates, AnotherClientMayNotSubmit) {
  Approve("netis-others", "", R"("operator")");
  ExpectRefused("client-not-for-organisation");
}

TEST_F(Mandates, AsIsIsRefusedWhereEvidenceHasToBeWritten) {
  Approve("netis-as-is", EvidenceMembers());
  const auto refused = Seal("/v1/seals?preparation=as-is");
  EXPECT_EQ(ProblemName(refused), "mandate-does-not-cover") << refused.body;
}

TEST_F(Mandates, ARepeatGetsTheSameOctetsAlsoWhenTheMandateHasEnded) {
  Approve("netis-repeat", EvidenceMembers());
  HttpsClient client(box().Client("submitter"));
  const std::map<std::string, std::string> headers{{"Content-Type", "application/ld+json"},
                                                   {"Accept", "application/jose+json"},
                                                   {"Idempotency-Key", "mandate-repeat"}};
  const auto first = client.Post("/v1/seals", headers, situation_.credential);
  ASSERT_EQ(first.status, 201U) << first.body;
  administrators_.Suspend("netis-repeat");
  const auto second = client.Post("/v1/seals", headers, situation_.credential);
  EXPECT_EQ(second.status, 200U) << second.body;
  EXPECT_EQ(second.body, first.body);
}

TEST_F(Mandates, TheProposerDoesNotApproveAndTheDigestMustBeTheProposedOne) {
  administrators_.Post("/v1/mandates", R"({"name": "netis-alone", "terms": )" +
                                           Administrators::Terms("netis", R"("submitter")") + "}");
  administrators_.one().Ask({"PUT",
                             "/v1/mandates/netis-alone/document",
                             {{"Content-Type", "application/pdf"}},
                             SmallPdf()});
  const std::string proposal = administrators_.Post(
      "/v1/approvals", R"({"kind": "mandate-approval", "subject": "netis-alone"})");
  const std::string target = "/v1/approvals/" + MemberOf(proposal, "id") + "/approval";
  const auto approve = [&](provisioning::BoxConnection& who, const std::string& digest) {
    const auto answer = who.Ask({"POST",
                                 target,
                                 {{"Content-Type", "application/json"}},
                                 R"({"digest": ")" + digest + "\"}"});
    return answer.good() ? "approved" : ProblemOf(answer).name;
  };
  EXPECT_EQ(approve(administrators_.one(), MemberOf(proposal, "digest")), "second-person-needed");
  EXPECT_EQ(approve(administrators_.two(), std::string(64, '0')), "proposal-differs");
  EXPECT_EQ(approve(administrators_.two(), MemberOf(proposal, "digest")), "approved");
  EXPECT_EQ(approve(administrators_.two(), MemberOf(proposal, "digest")), "proposal-closed");
  made_.push_back("netis-alone");
}

TEST_F(Mandates, TheLogAloneShowsThatEverySealWasAllowed) {
  Approve("netis-audited");
  ASSERT_EQ(Seal().status, 201U);
  const TemporaryFolder out;
  const auto exported = box().As("auditor", {"audit", "export", (out.path() / "log").string()});
  ASSERT_EQ(exported.status, 0) << exported.output;
  const auto verified =
      box().Signetctl({"audit", "verify", (out.path() / "log").string(), "--log-key",
                       (box().folder() / "trust" / "log.vkey").string()});
  EXPECT_EQ(verified.status, 0) << verified.output;
  // The demo's own mandate was not approved by two, and the log tells.
  std::istringstream lines(verified.output);
  for (std::string line; std::getline(lines, line);) {
    if (line.find("warning:") == std::string::npos) continue;
    EXPECT_THAT(line, HasSubstr("The mandate demonstration was approved at the box"));
  }
}

}  // namespace
}  // namespace signet::test
