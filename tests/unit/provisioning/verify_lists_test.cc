// `signetctl verify` with trusted lists.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "appliance/base/file.h"
#include "appliance/base/json.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/provisioning/offline_box.h"
#include "tests/unit/seal/long_term_seal.h"
#include "tests/unit/seal/trust_fixture.h"
#include "tests/unit/sealer/sealed_credential.h"

namespace signet::provisioning {
namespace {

using test::CommandResult;
using testing::AllOf;
using testing::HasSubstr;

std::string QualifiedSeal() {
  seal::IssuerChanges changes;
  changes.signer_qc_statements = test::QcStatementsValue(
      {"0.4.0.1862.1.1", "0.4.0.1862.1.4", "0.4.0.1862.1.6=0.4.0.1862.1.6.2"});
  seal::LongTermSeal seal(changes);
  seal.seal.payload = test::CredentialOf("", "TEST University of Examples");
  return seal.Make().Write();
}

test::TrustedListOptions NationalList() {
  test::ListedServiceOptions seals;
  seals.now.certificates = {seal::TestSealCa().certificate};
  seals.now.additional = {"ForeSeals"};
  test::ListedServiceOptions stamps;
  stamps.now.type = "http://uri.etsi.org/TrstSvc/Svctype/TSA/QTST";
  stamps.now.certificates = {seal::LongTermSeal().issuers.time_stamp_ca.certificate};
  test::TrustedListOptions out;
  out.services = {seals, stamps};
  return out;
}

class VerifyWithLists : public testing::Test {
 protected:
  VerifyWithLists() {
    const seal::ListSigner lotl = seal::MakeListSigner(1);
    const seal::ListSigner national = seal::MakeListSigner(2);
    const seal::ListSigner stranger = seal::MakeListSigner(3);
    Write("seal", QualifiedSeal());
    Write("root.pem", seal::TestRoot().certificate.Pem());
    Write("oj.pem", lotl.certificate.Pem());
    Write("lotl.xml", seal::SignedXml(seal::ListOfLists({lotl}, {national}), lotl));
    Write("xx.xml", seal::SignedXml(NationalList(), national));
    Write("stranger.xml", seal::SignedXml(NationalList(), stranger));
    test::TrustedListOptions seals = NationalList();
    seals.services.resize(1);
    Write("seals.xml", seal::SignedXml(seals, national));
    test::TrustedListOptions overdue = NationalList();
    overdue.next_update = "2026-01-15T00:00:00Z";
    Write("overdue.xml", seal::SignedXml(overdue, national));
  }

  void Write(const std::string& name, const std::string& text) const {
    WriteFile(folder_ / name, text, FileMode::kPublic);
  }

  CommandResult Verify(const std::vector<std::string>& lists,
                       const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments{
        "verify", folder_ / "seal",   "--time", "2026-01-31T13:00:00Z",
        "--oj",   folder_ / "oj.pem", "--lotl", folder_ / "lotl.xml"};
    for (const auto& name : lists) arguments.insert(arguments.end(), {"--list", folder_ / name});
    arguments.insert(arguments.end(), more.begin(), more.end());
    return test::Signetctl(arguments);
  }

  test::TemporaryFolder folder_;
};

TEST_F(VerifyWithLists, SaysWhatTheSealIsWorthAndWhatThatRestsOn) {
  const CommandResult good = Verify({"xx.xml"});
  EXPECT_EQ(good.status, 0) << good.output;
  EXPECT_THAT(good.output,
              AllOf(HasSubstr("rests on    trusted lists\n"), HasSubstr("qualified   QESeal\n"),
                    HasSubstr("(qualified time-stamp)")));
  EXPECT_THAT(Verify({"xx.xml"}, {"--explain"}).output,
              HasSubstr("when issued: qualified certificate for e-seals, key in a QSCD\n"));
  const auto private_alone =
      test::Signetctl({"verify", folder_ / "seal", "--time", "2026-01-31T13:00:00Z", "--trust",
                       folder_ / "root.pem"});
  EXPECT_EQ(private_alone.status, 0);
  EXPECT_THAT(private_alone.output, AllOf(HasSubstr("rests on    private anchors\n"),
                                          testing::Not(HasSubstr("qualified"))));
}

TEST_F(VerifyWithLists, TellsListsFromPrivateAnchors) {
  const CommandResult result = Verify({"seals.xml"}, {"--trust", folder_ / "root.pem"});
  EXPECT_EQ(result.status, 0) << result.output;
  EXPECT_THAT(result.output,
              AllOf(HasSubstr("rests on    trusted lists (the seal), private anchors (2 of its"),
                    HasSubstr("(time-stamp not qualified)")));
}

TEST_F(VerifyWithLists, WritesItIntoJsonAndReport) {
  const std::string output =
      Verify({"xx.xml"}, {"--json", "--report", folder_ / "report.xml"}).output;
  const auto json = json::Document::Parse(output, {});
  const auto signature = json.root().Find("signatures")->First();
  EXPECT_EQ(signature->Find("qualification")->AsString(), "QESeal");
  EXPECT_EQ(signature->Find("trust")->AsString(), "trusted-list");
  const auto time_stamp = signature->Find("timeStamps")->First();
  EXPECT_EQ(time_stamp->Find("trust")->AsString(), "trusted-list");
  EXPECT_EQ(time_stamp->Find("qualified")->kind(), json::Kind::kTrue);
  EXPECT_TRUE(json.root().Find("listNotes")->is_array());
  EXPECT_THAT(ReadFile(folder_ / "report.xml"), HasSubstr("QESeal"));
}

TEST_F(VerifyWithLists, SaysWhichListsAreNotUsedAndJudgesWithTheOthers) {
  const CommandResult result = Verify({"absent.xml", "stranger.xml", "xx.xml"});
  EXPECT_EQ(result.status, 0) << result.output;
  EXPECT_THAT(result.output, AllOf(HasSubstr("qualified   QESeal"), HasSubstr("absent.xml"),
                                   HasSubstr("The trusted list stranger.xml is not used: ")));
  const CommandResult overdue = Verify({"overdue.xml"});
  EXPECT_EQ(overdue.status, 0) << overdue.output;
  EXPECT_THAT(overdue.output, HasSubstr("The trusted list overdue.xml is used: "));
}

TEST_F(VerifyWithLists, JudgesNothingIfNoListCanBeUsed) {
  for (const char* list : {"stranger.xml", "absent.xml", "lotl.xml"}) {
    const CommandResult result = Verify({list}, {"--trust", folder_ / "root.pem"});
    EXPECT_EQ(result.status, 2) << list;
    EXPECT_THAT(result.output, HasSubstr("No trusted list can be used")) << list;
  }
  EXPECT_EQ(Verify({}).status, 2);
  EXPECT_EQ(test::Signetctl({"verify", folder_ / "seal", "--list", folder_ / "xx.xml"}).status, 2);
}

}  // namespace
}  // namespace signet::provisioning
