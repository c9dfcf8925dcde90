#include "appliance/sealer/verification.h"

#include <gtest/gtest.h>

#include "appliance/base/json.h"
#include "appliance/base/json_writer.h"
#include "appliance/registry/seal_record.h"
#include "appliance/registry/trust.h"
#include "appliance/seal/list_reader/list_reader.h"
#include "appliance/sealer/credential_judgement.h"
#include "appliance/sealer/judgement_json.h"
#include "appliance/sealer/trust_store.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/seal/seal_builder.h"
#include "tests/unit/seal/trust_fixture.h"
#include "tests/unit/sealer/sealed_credential.h"

namespace signet::sealer {
namespace {

const Time kNow = *ParseTime("2026-06-01T01:00:00Z");

JudgementTrust Trust() { return JudgementTrust({test::SealCa().certificate}); }

wire::Verify Request(const std::string& sealed, const std::string& required = "B-B",
                     const std::string& time = "") {
  wire::Verify out;
  out.set_sealed(sealed);
  out.set_required(required);
  out.set_time(time);
  return out;
}

std::string Good() { return test::SealText(test::CredentialOf("NTREE-1", "x")); }

std::string Conclusion(const wire::Verification& answer) {
  const auto json = json::Document::Parse(answer.judgement(), {});
  return std::string(*json.root().Find("conclusion")->AsString());
}

TEST(Verification, AnswersTheJudgementItself) {
  const JudgementTrust trust = Trust();
  json::ObjectWriter expected;
  WriteJudgement(JudgeCredential(UntrustedText(Good()),
                                 {.trust = trust, .at = kNow, .required = seal::Level::kB}),
                 expected);
  EXPECT_EQ(VerifySealed(Request(Good()), trust, kNow).judgement(), expected.Write());
}

TEST(Verification, TakesLevelAndTimeFromTheRequest) {
  const auto accepted = [](const wire::Verify& request) {
    const auto answer = VerifySealed(request, Trust(), kNow);
    const auto json = json::Document::Parse(answer.judgement(), {});
    return json.root().Find("accepted")->kind() == json::Kind::kTrue;
  };
  EXPECT_TRUE(accepted(Request(Good())));
  EXPECT_FALSE(accepted(Request(Good(), "B-T")));
  EXPECT_FALSE(accepted(Request(Good(), "")));  // B-LTA
  EXPECT_FALSE(accepted(Request(Good(), "B-B", "2050-01-01T00:00:00Z")));
}

TEST(Verification, OfWhatIsNoSealIsAnAnswerToo) {
  EXPECT_EQ(Conclusion(VerifySealed(Request("hello"), Trust(), kNow)), "TOTAL-FAILED");
  EXPECT_EQ(Conclusion(VerifySealed(Request(""), Trust(), kNow)), "TOTAL-FAILED");
}

TEST(Verification, RefusesALevelAndATimeThatItCannotRead) {
  EXPECT_EQ(test::CodeOf([] { VerifySealed(Request(Good(), "B-C"), Trust(), kNow); }),
            Code::kParameterInvalid);
  EXPECT_EQ(test::CodeOf([] { VerifySealed(Request(Good(), "B-B", "now"), Trust(), kNow); }),
            Code::kParameterInvalid);
}

// What the registry holds: a box that was given nothing, an anchor, then lists.
TEST(JudgementTrust, IsWhatTheBoxWasGiven) {
  const test::TemporaryFolder folder;
  auto database = OpenDatabase(folder / "box.db");
  registry::CreateRegistryTables(database);
  EXPECT_TRUE(LoadJudgementTrust(database, {}, kNow).anchors().empty());
  registry::AddTrustAnchor(
      database, {"own", registry::AnchorPurpose::kSealIssuer, test::SealCa().certificate, kNow});
  const JudgementTrust own = LoadJudgementTrust(database, {}, kNow);
  EXPECT_EQ(own.anchors(), std::vector<Certificate>{test::SealCa().certificate});
  EXPECT_EQ(own.lists(), nullptr);

  const seal::ListSigner signer = seal::MakeListSigner(0);
  registry::AddTrustOrigins(database, {signer.certificate}, kNow);
  const auto add = [&](registry::ListKind kind, const test::TrustedListOptions& list) {
    const std::string xml = seal::SignedXml(list, signer);
    registry::AddTrustedList(database, {.kind = kind,
                                        .territory = list.territory,
                                        .sequence = 7,
                                        .issued = *ParseTime(list.issued),
                                        .next_update = ParseTime(list.next_update),
                                        .digest = HashSha256(AsBytes(xml)),
                                        .imported = kNow,
                                        .xml = xml,
                                        .facts = list_reader::ReadTrustedList(xml)});
  };
  test::ListedServiceOptions service;
  service.now.certificates = {seal::TestSealCa().certificate};
  test::TrustedListOptions national;
  national.services = {service};
  add(registry::ListKind::kListOfLists, seal::ListOfLists({signer}, {signer}));
  add(registry::ListKind::kNational, national);
  const JudgementTrust both = LoadJudgementTrust(database, {}, kNow);
  ASSERT_NE(both.lists(), nullptr);
  EXPECT_EQ(both.listed(), std::vector<Certificate>{seal::TestSealCa().certificate});
  EXPECT_EQ(both.anchors().size(), 2U);
}

}  // namespace
}  // namespace signet::sealer
