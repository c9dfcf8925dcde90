#include "appliance/seal/cryptographic_suite.h"

#include <gtest/gtest.h>
#include <openssl/objects.h>

#include "tests/unit/seal/seal_builder.h"

namespace signet::seal {
namespace {

using test::KeyKind;

// kNone for what only warns, and no value for what is good.
constexpr SubIndication kOnlyWarns = SubIndication::kNone;
constexpr SubIndication kEnded = SubIndication::kCryptoConstraintsFailureNoPoe;
constexpr SubIndication kNeverGood = SubIndication::kCryptoConstraintsFailure;

// TS 119 312 v1.5.1 of 2024-10-13: what ended before it was written fails, what ends later warns.
TEST(CryptographicSuite, KnowsUntilWhenKeysCouldBeReliedOn) {
  const struct {
    Scheme scheme;
    int bits;
    const char* at;
    std::optional<SubIndication> weakness;
  } cases[] = {
      {Scheme::kEcdsa, 256, "2045-01-01T00:00:00Z", std::nullopt},
      {Scheme::kEcdsa, 224, "2021-09-30T23:59:59Z", std::nullopt},
      {Scheme::kEcdsa, 224, "2021-10-01T00:00:00Z", kEnded},
      {Scheme::kEcdsa, 160, "2012-08-01T00:00:00Z", kEnded},
      {Scheme::kEcdsa, 159, "2000-01-01T00:00:00Z", kNeverGood},
      {Scheme::kPss, 3000, "2045-01-01T00:00:00Z", std::nullopt},
      {Scheme::kPss, 2048, "2028-12-31T00:00:00Z", std::nullopt},
      {Scheme::kPss, 2048, "2029-01-01T00:00:00Z", kOnlyWarns},
      {Scheme::kPkcs1, 3072, "2028-12-31T00:00:00Z", std::nullopt},
      {Scheme::kPkcs1, 3072, "2029-01-01T00:00:00Z", kOnlyWarns},
      {Scheme::kPkcs1, 1900, "2029-01-01T00:00:00Z", kOnlyWarns},
      {Scheme::kPkcs1, 1024, "2019-09-30T00:00:00Z", std::nullopt},
      {Scheme::kPkcs1, 1899, "2019-10-01T00:00:00Z", kEnded},
      {Scheme::kPkcs1, 785, "2000-01-01T00:00:00Z", kNeverGood},
  };
  for (const auto& c : cases) {
    const auto weakness = WeaknessOfKey(c.scheme, c.bits, *ParseTime(c.at));
    ASSERT_EQ(weakness.has_value(), c.weakness.has_value()) << c.bits << " " << c.at;
    if (weakness) {
      EXPECT_EQ(weakness->indication, *c.weakness) << c.bits << " " << c.at;
    }
  }
}

TEST(CryptographicSuite, KnowsUntilWhenHashFunctionsCouldBeReliedOn) {
  const struct {
    int nid;
    const char* good_until;  ///< null for no end
    SubIndication then;
  } cases[] = {
      {NID_sha256, nullptr, kOnlyWarns},
      {NID_sha384, nullptr, kOnlyWarns},
      {NID_sha512, nullptr, kOnlyWarns},
      {NID_sha3_256, nullptr, kOnlyWarns},
      {NID_sha3_384, nullptr, kOnlyWarns},
      {NID_sha3_512, nullptr, kOnlyWarns},
      {NID_sha224, "2029-01-01T00:00:00Z", kOnlyWarns},
      {NID_whirlpool, "2020-12-01T00:00:00Z", kEnded},
      {NID_ripemd160, "2014-08-01T00:00:00Z", kEnded},
      {NID_sha1, "2012-08-01T00:00:00Z", kEnded},
      {NID_md5, "2004-08-01T00:00:00Z", kEnded},
  };
  for (const auto& c : cases) {
    if (c.good_until == nullptr) {
      EXPECT_FALSE(WeaknessOfHash(c.nid, *ParseTime("2099-01-01T00:00:00Z"))) << OBJ_nid2sn(c.nid);
      continue;
    }
    const Time end = *ParseTime(c.good_until);
    EXPECT_FALSE(WeaknessOfHash(c.nid, end - std::chrono::seconds(1))) << OBJ_nid2sn(c.nid);
    const auto weakness = WeaknessOfHash(c.nid, end);
    ASSERT_TRUE(weakness) << OBJ_nid2sn(c.nid);
    EXPECT_EQ(weakness->indication, c.then) << OBJ_nid2sn(c.nid);
  }
  EXPECT_EQ(WeaknessOfHash(NID_undef, Time{})->indication, kNeverGood);
}

TEST(CryptographicSuite, WeighsACertificateByItsIssuersKey) {
  const Time at = *ParseTime("2026-01-31T13:00:00Z");
  const struct {
    KeyKind key;
    std::optional<SubIndication> weakness;
  } cases[] = {{KeyKind::kP256, std::nullopt},
               {KeyKind::kRsa2048, std::nullopt},
               {KeyKind::kP224, kEnded},
               {KeyKind::kRsa1024, kEnded},
               {KeyKind::kEd25519, kNeverGood}};
  for (const auto& c : cases) {
    const test::Authority ca = test::MakeSubordinate(TestRoot(), test::AuthorityOptions("TEST CA"),
                                                     test::TestKey(c.key, 64));
    const Certificate signer =
        test::IssueCertificate(ca, test::SealCertificateOptions(), test::TestKey(KeyKind::kP256));
    const auto weakness = WeaknessOfCertificate(signer, ca.certificate, at);
    ASSERT_EQ(weakness.has_value(), c.weakness.has_value()) << static_cast<int>(c.key);
    if (weakness) {
      EXPECT_EQ(weakness->indication, *c.weakness) << static_cast<int>(c.key);
    }
  }
}

}  // namespace
}  // namespace signet::seal
