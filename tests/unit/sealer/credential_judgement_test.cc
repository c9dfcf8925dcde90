#include "appliance/sealer/credential_judgement.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/sealer/sealed_credential.h"

namespace signet::sealer {
namespace {

using seal::Conclusion;
using seal::SubIndication;

CredentialJudgement JudgeText(const std::string& sealed) {
  const JudgementTrust trust({test::SealCa().certificate});
  return JudgeCredential(
      UntrustedText(sealed),
      {.trust = trust, .at = *ParseTime("2026-06-01T01:00:00Z"), .required = seal::Level::kB});
}

struct Case {
  const char* name;
  std::string payload;
  Conclusion conclusion;
  SubIndication sub_indication;
  std::optional<elm::IssuerMatch> match;
};

TEST(CredentialJudgement, HoldsTheIssuerAgainstTheCertificate) {
  const Case kCases[] = {
      {"the identifier", test::CredentialOf("NTREE-1", "another name"), Conclusion::kTotalPassed,
       SubIndication::kNone, elm::IssuerMatch::kByIdentifier},
      {"the name", test::CredentialOf("", "TEST University"), Conclusion::kTotalPassed,
       SubIndication::kNone, elm::IssuerMatch::kByName},
      {"another identifier", test::CredentialOf("NTREE-2", "TEST University"),
       Conclusion::kIndeterminate, SubIndication::kSigConstraintsFailure,
       elm::IssuerMatch::kDifferentIdentifier},
      {"another name", test::CredentialOf("", "TEST College"), Conclusion::kIndeterminate,
       SubIndication::kSigConstraintsFailure, elm::IssuerMatch::kDifferentName},
      {"no issuer", "{}", Conclusion::kIndeterminate, SubIndication::kSigConstraintsFailure,
       std::nullopt},
  };
  for (const Case& test : kCases) {
    const CredentialJudgement judgement = JudgeText(test::SealText(test.payload));
    EXPECT_EQ(judgement.conclusion, test.conclusion) << test.name;
    EXPECT_EQ(judgement.sub_indication, test.sub_indication) << test.name;
    EXPECT_EQ(judgement.issuer_match, test.match) << test.name;
    EXPECT_EQ(judgement.accepted, test.conclusion == Conclusion::kTotalPassed) << test.name;
  }
}

TEST(CredentialJudgement, KeepsTheSealsOwnConclusionWhereItDoesNotPass) {
  const std::string sealed = test::SealText(test::CredentialOf("NTREE-2", "x"));
  const JudgementTrust nobody({});
  const CredentialJudgement untrusted = JudgeCredential(
      UntrustedText(sealed), {.trust = nobody, .at = *ParseTime("2026-06-01T01:00:00Z")});
  EXPECT_EQ(untrusted.conclusion, Conclusion::kIndeterminate);
  EXPECT_EQ(untrusted.sub_indication, SubIndication::kNoCertificateChainFound);
  std::string changed = sealed;
  changed.replace(changed.find("NTREE-2"), 7, "NTREE-1");
  EXPECT_EQ(JudgeText(changed).conclusion, Conclusion::kTotalFailed);
  // A seal over something that is no JSON at all.
  EXPECT_EQ(JudgeText(test::SealText("hello")).conclusion, Conclusion::kTotalFailed);
  EXPECT_EQ(JudgeText("not a seal").conclusion, Conclusion::kTotalFailed);
}

bool Warns(const CredentialJudgement& judgement, std::string_view rule) {
  return std::ranges::any_of(judgement.seal.findings, [&](const seal::Finding& finding) {
    return finding.rule == rule && finding.severity == seal::Finding::Severity::kWarning;
  });
}

// What a seal cannot say and a reader wants to know.
TEST(CredentialJudgement, NotesWhatTheCredentialSaysOfItself) {
  const std::string issuer = test::CredentialOf("NTREE-1", "x");
  const auto with = [&](const std::string& more) {
    return JudgeText(test::SealText(issuer.substr(0, issuer.size() - 1) + "," + more + "}"));
  };
  const std::string awarded =
      R"("credentialSubject":{"hasClaim":{"awardedBy":{"awardingBody":{"id":"urn:org:2"}}}})";
  const std::string mandate =
      R"("evidence":{"dcType":{"id":"http://data.europa.eu/snb/evidence-type/c_18016257"}})";
  EXPECT_TRUE(Warns(with(R"("validUntil":"2026-01-01T00:00:00Z")"), "credential.validity"));
  EXPECT_TRUE(Warns(with(R"("validFrom":"2027-01-01T00:00:00Z")"), "credential.validity"));
  EXPECT_FALSE(Warns(with(R"("validUntil":"2027-01-01T00:00:00Z")"), "credential.validity"));
  EXPECT_TRUE(Warns(with(awarded), "credential.mandate"));
  EXPECT_FALSE(Warns(with(awarded + "," + mandate), "credential.mandate"));
  EXPECT_TRUE(with(awarded).accepted);
}

}  // namespace
}  // namespace signet::sealer
