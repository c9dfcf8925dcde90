#include "provisioning/credential_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/sealer/sealed_credential.h"

namespace signet::provisioning {
namespace {

VerifiedFile Verified(const std::string& sealed) {
  const sealer::JudgementTrust trust({test::SealCa().certificate});
  const sealer::CredentialQuestion question{
      .trust = trust, .at = *ParseTime("2026-06-01T01:00:00Z"), .required = seal::Level::kB};
  return {"x.jsonld", sealer::JudgeCredential(UntrustedText(sealed), question), ""};
}

TEST(CredentialReport, SaysInPlainWordsHowItEnded) {
  const VerifiedFile good = Verified(test::SealText(test::CredentialOf("NTREE-1", "x")));
  EXPECT_EQ(OutcomeOf(good), Outcome::kGood);
  EXPECT_THAT(
      ShortReport(good),
      testing::AllOf(testing::StartsWith("x.jsonld: accepted. TOTAL-PASSED: the seal is good\n"),
                     testing::HasSubstr("TEST University e-seal"),
                     testing::HasSubstr("2026-06-01T00:00:00Z")));
  const VerifiedFile other = Verified(test::SealText(test::CredentialOf("NTREE-2", "x")));
  EXPECT_EQ(OutcomeOf(other), Outcome::kIndeterminate);
  EXPECT_THAT(ShortReport(other), testing::HasSubstr("(SIG_CONSTRAINTS_FAILURE)"));
  EXPECT_THAT(FullReport(other), testing::HasSubstr("failure issuer.certificate: "));
  EXPECT_EQ(OutcomeOf(Verified("not a seal")), Outcome::kNotGood);
  const VerifiedFile absent{"x.jsonld", {}, "Cannot read x.jsonld."};
  EXPECT_EQ(OutcomeOf(absent), Outcome::kNotDone);
  EXPECT_EQ(ShortReport(absent), "x.jsonld: not judged. Cannot read x.jsonld.\n");
}

}  // namespace
}  // namespace signet::provisioning
