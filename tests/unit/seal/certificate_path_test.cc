#include "appliance/seal/certificate_path.h"

#include <gtest/gtest.h>

#include <vector>

#include "appliance/seal/cryptographic_suite.h"
#include "tests/unit/seal/seal_builder.h"

namespace signet::seal {
namespace {

using test::KeyKind;

const Time kAt = *ParseTime("2026-01-31T13:00:00Z");

std::vector<Certificate> PathTo(const std::vector<Certificate>& anchors,
                                const std::vector<Certificate>& untrusted, Findings& findings) {
  return JudgePath(TestSigner(Algorithm::kEs256), untrusted, anchors, kAt, findings);
}

TEST(CertificatePath, EndsAtTheAnchorWhereverThatIs) {
  const Certificate signer = TestSigner(Algorithm::kEs256);
  const Certificate& ca = TestSealCa().certificate;
  const Certificate& root = TestRoot().certificate;
  Findings findings;
  EXPECT_EQ(JudgePath(signer, {ca}, {root}, kAt, findings),
            (std::vector<Certificate>{signer, ca, root}));
  EXPECT_EQ(JudgePath(signer, {ca, root}, {ca}, kAt, findings),
            (std::vector<Certificate>{signer, ca}));
  EXPECT_EQ(JudgePath(signer, {}, {signer}, kAt, findings), (std::vector<Certificate>{signer}));
  EXPECT_FALSE(findings.failed());
  EXPECT_TRUE(findings.all().empty());
}

TEST(CertificatePath, NeverTrustsWhatIsOnlyBroughtAlong) {
  Findings findings;
  EXPECT_TRUE(PathTo({}, {TestSealCa().certificate, TestRoot().certificate}, findings).empty());
  EXPECT_EQ(findings.first(), SubIndication::kNoCertificateChainFound);
}

// RFC 5280 6.1.1 (d): the anchor's own dates do not count, those of a CA on the way do.
TEST(CertificatePath, AsksNoValidityOfTheAnchor) {
  test::CertificateOptions options = test::AuthorityOptions("TEST ended root");
  options.not_after = *ParseTime("2025-01-01T00:00:00Z");
  const test::Authority root = test::MakeRoot(options, test::TestKey(KeyKind::kP256, 60));
  const Certificate signer =
      test::IssueCertificate(root, test::SealCertificateOptions(), test::TestKey(KeyKind::kP256));
  Findings findings;
  EXPECT_EQ(JudgePath(signer, {}, {root.certificate}, kAt, findings).size(), 2U);
  EXPECT_FALSE(findings.failed());
}

TEST(CertificatePath, AsksForTheSignersValidityEvenIfItIsTheAnchor) {
  const Certificate signer = TestSigner(Algorithm::kEs256);
  Findings findings;
  EXPECT_TRUE(
      JudgePath(signer, {}, {signer}, *ParseTime("2041-01-01T00:00:00Z"), findings).empty());
  EXPECT_EQ(findings.first(), SubIndication::kOutOfBoundsNoPoe);
}

// CAs of old: the form is named, the path holds.
TEST(CertificatePath, WarnsOfAFormThatNoPathDependsOn) {
  test::CertificateOptions options = test::AuthorityOptions("TEST old CA");
  options.basic_constraints = "CA:TRUE";
  const test::Authority ca =
      test::MakeSubordinate(TestRoot(), options, test::TestKey(KeyKind::kP256, 61));
  const Certificate signer =
      test::IssueCertificate(ca, test::SealCertificateOptions(), test::TestKey(KeyKind::kP256));
  Findings findings;
  EXPECT_EQ(JudgePath(signer, {ca.certificate}, {TestRoot().certificate}, kAt, findings).size(),
            3U);
  EXPECT_FALSE(findings.failed());
  ASSERT_EQ(findings.all().size(), 1U);
  EXPECT_EQ(findings.all()[0].rule, "chain.form");
}

TEST(CertificatePath, HoldsPathLengthConstraints) {
  test::CertificateOptions narrow = test::AuthorityOptions("TEST narrow CA");
  narrow.basic_constraints = "critical,CA:TRUE,pathlen:0";
  const test::Authority upper =
      test::MakeSubordinate(TestRoot(), narrow, test::TestKey(KeyKind::kP256, 62));
  const test::Authority lower = test::MakeSubordinate(
      upper, test::AuthorityOptions("TEST one too many"), test::TestKey(KeyKind::kP256, 63));
  const Certificate signer =
      test::IssueCertificate(lower, test::SealCertificateOptions(), test::TestKey(KeyKind::kP256));
  Findings findings;
  EXPECT_TRUE(JudgePath(signer, {lower.certificate, upper.certificate}, {TestRoot().certificate},
                        kAt, findings)
                  .empty());
  EXPECT_EQ(findings.first(), SubIndication::kChainConstraintsFailure);
}

// TS 119 312 v1.5.1: what ended before it was written fails, what ends later warns.
TEST(CryptographicSuite, WeighsTheSealsKeyAtTheTimeOfJudgement) {
  const struct {
    KeyKind key;
    Algorithm algorithm;
    const char* at;
    SubIndication first;
    std::size_t warnings;
  } cases[] = {
      {KeyKind::kP256, Algorithm::kEs256, "2035-01-01T00:00:00Z", SubIndication::kNone, 0},
      {KeyKind::kRsa3072, Algorithm::kPs256, "2035-01-01T00:00:00Z", SubIndication::kNone, 0},
      {KeyKind::kRsa3072, Algorithm::kRs256, "2028-12-31T00:00:00Z", SubIndication::kNone, 0},
      {KeyKind::kRsa3072, Algorithm::kRs256, "2029-01-01T00:00:00Z", SubIndication::kNone, 1},
      {KeyKind::kRsa2048, Algorithm::kRs256, "2025-12-31T00:00:00Z", SubIndication::kNone, 0},
      {KeyKind::kRsa2048, Algorithm::kPs256, "2026-01-01T00:00:00Z", SubIndication::kNone, 1},
      {KeyKind::kRsa2048, Algorithm::kPs256, "2029-01-01T00:00:00Z", SubIndication::kNone, 2},
      {KeyKind::kRsa1024, Algorithm::kRs256, "2019-09-30T00:00:00Z", SubIndication::kNone, 0},
      {KeyKind::kRsa1024, Algorithm::kRs256, "2019-10-01T00:00:00Z",
       SubIndication::kCryptoConstraintsFailure, 0},
  };
  for (const auto& c : cases) {
    const Certificate signer =
        test::IssueCertificate(TestSealCa(), test::SealCertificateOptions(), test::TestKey(c.key));
    Findings findings;
    JudgeSealStrength(c.algorithm, signer, *ParseTime(c.at), findings);
    EXPECT_EQ(findings.first(), c.first) << c.at;
    const std::size_t failures = findings.failed() ? 1 : 0;
    EXPECT_EQ(findings.all().size(), failures + c.warnings) << c.at;
  }
}

TEST(CryptographicSuite, WeighsEachCertificateByItsIssuersKey) {
  const struct {
    KeyKind key;
    SubIndication first;
  } cases[] = {{KeyKind::kP256, SubIndication::kNone},
               {KeyKind::kRsa2048, SubIndication::kNone},
               {KeyKind::kP224, SubIndication::kCryptoConstraintsFailure},
               {KeyKind::kRsa1024, SubIndication::kCryptoConstraintsFailure},
               {KeyKind::kEd25519, SubIndication::kCryptoConstraintsFailure}};
  for (const auto& c : cases) {
    const test::Authority ca = test::MakeSubordinate(TestRoot(), test::AuthorityOptions("TEST CA"),
                                                     test::TestKey(c.key, 64));
    const Certificate signer =
        test::IssueCertificate(ca, test::SealCertificateOptions(), test::TestKey(KeyKind::kP256));
    Findings findings;
    JudgePathStrength({signer, ca.certificate, TestRoot().certificate}, kAt, findings);
    EXPECT_EQ(findings.first(), c.first) << static_cast<int>(c.key);
  }
}

}  // namespace
}  // namespace signet::seal
