#include "appliance/sealer/verification.h"

#include <gtest/gtest.h>

#include "appliance/base/json.h"
#include "appliance/base/json_writer.h"
#include "appliance/sealer/credential_judgement.h"
#include "appliance/sealer/judgement_json.h"
#include "tests/support/error_matcher.h"
#include "tests/unit/seal/seal_builder.h"
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

}  // namespace
}  // namespace signet::sealer
