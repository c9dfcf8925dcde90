#include "appliance/seal/certificate_path.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/unit/seal/seal_builder.h"

namespace signet::seal {
namespace {

using test::KeyKind;

const Time kAt = *ParseTime("2026-01-31T13:00:00Z");

CertificatePath PathTo(const std::vector<Certificate>& anchors,
                       const std::vector<Certificate>& untrusted, const Certificate& signer) {
  return PathFinder(anchors, untrusted, kAt).PathOf(signer, "The certificate of the seal");
}

TEST(CertificatePath, EndsAtTheAnchorWhereverThatIs) {
  const Certificate signer = TestSigner(Algorithm::kEs256);
  const Certificate& ca = TestSealCa().certificate;
  const Certificate& root = TestRoot().certificate;
  const struct {
    std::vector<Certificate> untrusted;
    std::vector<Certificate> anchors;
    std::vector<Certificate> path;
  } cases[] = {{{ca}, {root}, {signer, ca, root}},
               {{ca, root}, {ca}, {signer, ca}},
               {{}, {signer}, {signer}}};
  for (const auto& c : cases) {
    const CertificatePath path = PathTo(c.anchors, c.untrusted, signer);
    EXPECT_EQ(path.certificates, c.path);
    EXPECT_TRUE(path.findings.all().empty());
  }
}

TEST(CertificatePath, NeverTrustsWhatIsOnlyBroughtAlong) {
  const CertificatePath path =
      PathTo({}, {TestSealCa().certificate, TestRoot().certificate}, TestSigner(Algorithm::kEs256));
  EXPECT_TRUE(path.certificates.empty());
  EXPECT_EQ(path.findings.first(), SubIndication::kNoCertificateChainFound);
}

// Times are judged elsewhere; of two ways the one that is valid is taken.
TEST(CertificatePath, PrefersAWayThatIsValid) {
  test::CertificateOptions ended = test::AuthorityOptions("TEST twin CA");
  ended.not_after = *ParseTime("2025-01-01T00:00:00Z");
  EVP_PKEY* const key = test::TestKey(KeyKind::kP256, 60);
  const test::Authority old_ca = test::MakeSubordinate(TestRoot(), ended, key);
  const test::Authority new_ca =
      test::MakeSubordinate(TestRoot(), test::AuthorityOptions("TEST twin CA"), key);
  const Certificate signer =
      test::IssueCertificate(new_ca, test::SealCertificateOptions(), test::TestKey(KeyKind::kP256));
  const auto anchors = std::vector{TestRoot().certificate};
  EXPECT_EQ(PathTo(anchors, {old_ca.certificate}, signer).certificates.at(1), old_ca.certificate);
  EXPECT_EQ(PathTo(anchors, {old_ca.certificate, new_ca.certificate}, signer).certificates.at(1),
            new_ca.certificate);
}

// CAs of old: the form is named, the path holds.
TEST(CertificatePath, WarnsOfAFormThatNoPathDependsOn) {
  test::CertificateOptions options = test::AuthorityOptions("TEST old CA");
  options.basic_constraints = "CA:TRUE";
  const test::Authority ca =
      test::MakeSubordinate(TestRoot(), options, test::TestKey(KeyKind::kP256, 61));
  const Certificate signer =
      test::IssueCertificate(ca, test::SealCertificateOptions(), test::TestKey(KeyKind::kP256));
  const CertificatePath path = PathTo({TestRoot().certificate}, {ca.certificate}, signer);
  EXPECT_EQ(path.certificates.size(), 3U);
  EXPECT_FALSE(path.findings.failed());
  ASSERT_EQ(path.findings.all().size(), 1U);
  EXPECT_EQ(path.findings.all()[0].rule, "chain.form");
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
  const CertificatePath path =
      PathTo({TestRoot().certificate}, {lower.certificate, upper.certificate}, signer);
  EXPECT_TRUE(path.certificates.empty());
  EXPECT_EQ(path.findings.first(), SubIndication::kChainConstraintsFailure);
}

}  // namespace
}  // namespace signet::seal
