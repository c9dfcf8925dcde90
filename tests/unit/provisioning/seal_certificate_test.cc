#include "provisioning/seal_certificate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/error_matcher.h"
#include "tests/support/test_certificates.h"

namespace signet::provisioning {
namespace {

using test::Authority;
using test::AuthorityOptions;
using test::IssueCertificate;
using test::KeyKind;
using test::SealCertificateOptions;
using test::TestKey;

const Time kNow = *ParseTime("2026-06-01T00:00:00Z");

const Authority& Root() {
  static const Authority root =
      test::MakeRoot(AuthorityOptions("TEST Root"), TestKey(KeyKind::kP384, 1));
  return root;
}

const Authority& Issuer() {
  static const Authority issuer =
      test::MakeSubordinate(Root(), AuthorityOptions("TEST Issuer"), TestKey(KeyKind::kP256, 2));
  return issuer;
}

EVP_PKEY* SealKey() { return TestKey(KeyKind::kP256, 3); }

Certificate Seal(const test::CertificateOptions& options = SealCertificateOptions()) {
  return IssueCertificate(Issuer(), options, SealKey());
}

std::string RefusalOf(const std::vector<Certificate>& sent, EVP_PKEY* key = SealKey()) {
  const auto error = test::ErrorOf([&] { CheckSealCertificate(sent, key, kNow); });
  if (!error) return "";
  EXPECT_EQ(error->code(), Code::kSealCertificateUnusable);
  return error->message();
}

TEST(SealCertificate, IsTakenWithItsChainInOrder) {
  const Certificate seal = Seal();
  const auto alone = CheckSealCertificate({seal}, SealKey(), kNow);
  EXPECT_EQ(alone.chain, std::vector<Certificate>{seal});
  EXPECT_THAT(alone.warnings, testing::IsEmpty());
  const auto two = CheckSealCertificate({seal, Issuer().certificate}, SealKey(), kNow);
  EXPECT_EQ(two.chain, (std::vector<Certificate>{seal, Issuer().certificate}));
}

// TS 119 182-1 5.1.8: verifiers bring their anchors themselves.
TEST(SealCertificate, LeavesASelfSignedRootOut) {
  const Certificate seal = Seal();
  const auto taken =
      CheckSealCertificate({seal, Issuer().certificate, Root().certificate}, SealKey(), kNow);
  EXPECT_EQ(taken.chain, (std::vector<Certificate>{seal, Issuer().certificate}));
}

TEST(SealCertificate, MustBeForTheKeyOnTheToken) {
  EXPECT_THAT(RefusalOf({Seal()}, TestKey(KeyKind::kP256, 4)), testing::HasSubstr("another key"));
  EXPECT_THAT(RefusalOf({Issuer().certificate, Seal()}), testing::HasSubstr("another key"));
}

TEST(SealCertificate, MustBeFollowedByItsIssuers) {
  EXPECT_THAT(RefusalOf({Seal(), Root().certificate}), testing::HasSubstr("did not issue"));
  // The same name is not enough.
  const Authority impostor =
      test::MakeSubordinate(Root(), AuthorityOptions("TEST Issuer"), TestKey(KeyKind::kP256, 5));
  EXPECT_THAT(RefusalOf({Seal(), impostor.certificate}), testing::HasSubstr("did not issue"));
  EXPECT_THAT(RefusalOf({}), testing::HasSubstr("no certificate"));
}

TEST(SealCertificate, MustNotHaveExpired) {
  auto options = SealCertificateOptions();
  options.not_after = kNow - std::chrono::hours(1);
  EXPECT_THAT(RefusalOf({Seal(options)}), testing::HasSubstr("expired on 2026-05-31T23:00:00Z"));
}

TEST(SealCertificate, OfTheFutureIsTakenWithAWarning) {
  auto options = SealCertificateOptions();
  options.not_before = kNow + std::chrono::hours(1);
  const auto taken = CheckSealCertificate({Seal(options)}, SealKey(), kNow);
  EXPECT_THAT(taken.warnings, testing::ElementsAre(testing::HasSubstr("2026-06-01T01:00:00Z")));
}

// RFC 5280 4.2.1.3, 4.2.1.9
TEST(SealCertificate, MustBeMadeForSignatures) {
  auto authority = SealCertificateOptions();
  authority.basic_constraints = "critical,CA:TRUE";
  authority.key_usage = "critical,keyCertSign";
  EXPECT_THAT(RefusalOf({Seal(authority)}), testing::HasSubstr("CA:TRUE"));
  auto encryption = SealCertificateOptions();
  encryption.key_usage = "critical,keyEncipherment";
  EXPECT_THAT(RefusalOf({Seal(encryption)}), testing::HasSubstr("no signatures"));
}

struct Warned {
  const char* key_usage;
  const char* warning;
};

// EN 319 412-2 4.3.2
TEST(SealCertificate, WithoutNonRepudiationIsTakenWithAWarning) {
  for (const Warned& warned : {Warned{"critical,digitalSignature", "lacks nonRepudiation"},
                               Warned{"", "has no keyUsage"}}) {
    auto options = SealCertificateOptions();
    options.key_usage = warned.key_usage;
    const auto taken = CheckSealCertificate({Seal(options)}, SealKey(), kNow);
    EXPECT_THAT(taken.warnings, testing::ElementsAre(testing::HasSubstr(warned.warning)));
  }
}

TEST(SealCertificate, ForAShortRsaKeyIsTakenWithAWarning) {
  EVP_PKEY* const key = TestKey(KeyKind::kRsa2048);
  const Certificate seal = IssueCertificate(Issuer(), SealCertificateOptions(), key);
  const auto taken = CheckSealCertificate({seal}, key, kNow);
  EXPECT_THAT(taken.warnings, testing::ElementsAre(testing::HasSubstr("3,072 bits")));
}

}  // namespace
}  // namespace signet::provisioning
