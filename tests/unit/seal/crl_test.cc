#include "appliance/seal/crl.h"

#include <gtest/gtest.h>

#include "tests/support/test_revocation.h"
#include "tests/unit/seal/seal_builder.h"

namespace signet::seal {
namespace {

const Time kNow = *ParseTime("2026-01-31T12:00:00Z");

test::CrlOptions EmptyList() {
  return {.revoked = {},
          .this_update = kNow,
          .next_update = kNow + std::chrono::hours(24),
          .issuing_distribution_point = {}};
}

test::RevocationOf Revoked(const Certificate& certificate, int reason) {
  return {.certificate = certificate,
          .issuer = TestSealCa().certificate,
          .revoked_at = *ParseTime("2025-05-05T05:05:05Z"),
          .reason = reason};
}

TEST(Crl, SaysWhatIsNotListedIsGood) {
  const Bytes der = test::MakeCrl(TestSealCa(), EmptyList());
  const auto crl = Crl::Read(der);
  ASSERT_TRUE(crl);
  EXPECT_EQ(AsText(crl->der()), AsText(der));
  EXPECT_EQ(crl->this_update(), kNow);
  EXPECT_EQ(crl->next_update(), kNow + std::chrono::hours(24));
  const auto status = crl->StatusOf(TestSigner(Algorithm::kEs256));
  ASSERT_TRUE(status);
  EXPECT_EQ(status->state, RevocationState::kGood);
  EXPECT_EQ(status->produced_at, kNow);
}

TEST(Crl, SaysWhenAndWhyACertificateWasRevoked) {
  const Certificate signer = TestSigner(Algorithm::kEs256);
  test::CrlOptions options = EmptyList();
  options.revoked = {Revoked(TestSigner(Algorithm::kEs384), -1), Revoked(signer, 4)};
  const auto crl = Crl::Read(test::MakeCrl(TestSealCa(), options));
  ASSERT_TRUE(crl);
  const auto status = crl->StatusOf(signer);
  ASSERT_TRUE(status);
  EXPECT_EQ(status->state, RevocationState::kRevoked);
  EXPECT_EQ(status->revoked_at, *ParseTime("2025-05-05T05:05:05Z"));
  EXPECT_EQ(status->reason, RevocationReason::kSuperseded);
}

TEST(Crl, SpeaksOfItsIssuersCertificatesOnly) {
  const auto crl = Crl::Read(test::MakeCrl(TestSealCa(), EmptyList()));
  EXPECT_FALSE(crl->StatusOf(TestSealCa().certificate));
}

TEST(Crl, CountsIfItsIssuerSignedIt) {
  const auto crl = Crl::Read(test::MakeCrl(TestSealCa(), EmptyList()));
  EXPECT_TRUE(crl->IsSignedBy(TestSealCa().certificate));
  EXPECT_FALSE(crl->IsSignedBy(TestRoot().certificate));
  const test::Authority same_name = test::MakeSubordinate(
      TestRoot(), test::AuthorityOptions("TEST seal CA"), test::TestKey(test::KeyKind::kP256, 61));
  EXPECT_FALSE(crl->IsSignedBy(same_name.certificate));
}

// RFC 5280 4.2.1.3.
TEST(Crl, AKeyThatMayNotSignListsDoesNot) {
  test::CertificateOptions options = test::AuthorityOptions("TEST certificates only");
  options.key_usage = "critical,keyCertSign";
  const test::Authority ca =
      test::MakeSubordinate(TestRoot(), options, test::TestKey(test::KeyKind::kP256, 62));
  EXPECT_FALSE(Crl::Read(test::MakeCrl(ca, EmptyList()))->IsSignedBy(ca.certificate));
}

// RFC 5280 5.2.4, 5.2.5, 5.2, 5.3.
TEST(Crl, RefusesListsThatAreNotComplete) {
  const struct {
    const char* name;
    std::string point;
    bool delta;
    bool critical;
    bool critical_entry;
  } cases[] = {
      {"delta", "", true, false, false},
      {"indirect", "critical,indirectCRL:TRUE", false, false, false},
      {"for attribute certificates", "critical,onlyAA:TRUE", false, false, false},
      {"for some reasons", "critical,onlysomereasons:keyCompromise", false, false, false},
      {"unknown critical extension", "", false, true, false},
      {"unknown critical extension of an entry", "", false, false, true},
  };
  for (const auto& c : cases) {
    test::CrlOptions options = EmptyList();
    options.revoked = {Revoked(TestSigner(Algorithm::kEs384), -1)};
    options.issuing_distribution_point = c.point;
    options.delta = c.delta;
    options.unknown_critical_extension = c.critical;
    options.unknown_critical_entry_extension = c.critical_entry;
    EXPECT_FALSE(Crl::Read(test::MakeCrl(TestSealCa(), options))) << c.name;
  }
}

// RFC 5280 6.3.3 (b) (2).
TEST(Crl, LeavesOutWhatItsDistributionPointLeavesOut) {
  test::CertificateOptions with_point = test::SealCertificateOptions();
  with_point.crl_distribution_points = "URI:http://crl.test.example/1.crl";
  EVP_PKEY* const key = test::TestKey(test::KeyKind::kP256);
  const Certificate signer = test::IssueCertificate(TestSealCa(), with_point, key);
  const test::Authority ca =
      test::MakeSubordinate(TestSealCa(), test::AuthorityOptions("TEST lower CA"), key);
  const struct {
    const char* point;
    bool for_signer;
    bool for_ca;
  } cases[] = {
      {"critical,onlyuser:TRUE", true, false},
      {"critical,onlyCA:TRUE", false, true},
      {"critical,fullname:URI:http://crl.test.example/1.crl", true, false},
      {"critical,fullname:URI:http://crl.test.example/2.crl", false, false},
  };
  for (const auto& c : cases) {
    test::CrlOptions options = EmptyList();
    options.issuing_distribution_point = c.point;
    const auto crl = Crl::Read(test::MakeCrl(TestSealCa(), options));
    ASSERT_TRUE(crl) << c.point;
    EXPECT_EQ(crl->StatusOf(signer).has_value(), c.for_signer) << c.point;
    EXPECT_EQ(crl->StatusOf(ca.certificate).has_value(), c.for_ca) << c.point;
  }
}

TEST(Crl, ReadsNothingButOneList) {
  const Bytes der = test::MakeCrl(TestSealCa(), EmptyList());
  Bytes longer = der;
  longer.push_back(0);
  EXPECT_FALSE(Crl::Read(longer));
  EXPECT_FALSE(Crl::Read(ByteView(der).first(der.size() - 1)));
  EXPECT_FALSE(Crl::Read({}));
  EXPECT_FALSE(Crl::Read(TestRoot().certificate.der()));
}

}  // namespace
}  // namespace signet::seal
