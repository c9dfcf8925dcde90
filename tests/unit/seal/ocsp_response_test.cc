#include "appliance/seal/ocsp_response.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/test_revocation.h"
#include "tests/unit/seal/seal_builder.h"

namespace signet::seal {
namespace {

using test::Authority;
using test::KeyKind;

const Time kNow = *ParseTime("2026-01-31T12:00:00Z");

test::OcspOptions GoodAnswer() {
  return {.answers = {{.certificate = TestSigner(Algorithm::kEs256),
                       .issuer = TestSealCa().certificate,
                       .revoked_at = std::nullopt}},
          .this_update = kNow,
          .next_update = kNow + std::chrono::hours(1),
          .produced_at = kNow + std::chrono::seconds(1),
          .nonce = {}};
}

// Issued by the seal CA for OCSP, and changed.
template <typename Change>
Authority Responder(const Authority& issuer, Change change) {
  test::CertificateOptions options = test::OcspResponderOptions();
  change(options);
  EVP_PKEY* const key = test::TestKey(KeyKind::kP256, 60);
  return {test::IssueCertificate(issuer, options, key), key};
}
Authority Responder() {
  return Responder(TestSealCa(), [](test::CertificateOptions&) {});
}

TEST(OcspResponse, SaysWhatItSays) {
  test::OcspOptions options = GoodAnswer();
  const Certificate signer = options.answers[0].certificate;
  for (const char* hash : {"SHA1", "SHA256", "SHA384", "SHA512"}) {
    options.hash = hash;
    const Bytes der = test::MakeOcspResponse(Responder(), options);
    const auto response = OcspResponse::Read(der);
    ASSERT_TRUE(response) << hash;
    EXPECT_EQ(response->status(), OcspStatus::kSuccessful);
    EXPECT_EQ(response->produced_at(), options.produced_at);
    EXPECT_EQ(AsText(response->der()), AsText(der));
    const auto status = response->StatusOf(signer, TestSealCa().certificate);
    ASSERT_TRUE(status) << hash;
    EXPECT_EQ(status->state, RevocationState::kGood);
    EXPECT_EQ(status->this_update, options.this_update);
    EXPECT_EQ(status->next_update, options.next_update);
    EXPECT_FALSE(status->revoked_at);
  }
}

TEST(OcspResponse, SaysWhenAndWhyACertificateWasRevoked) {
  test::OcspOptions options = GoodAnswer();
  options.answers[0].revoked_at = *ParseTime("2025-05-05T05:05:05Z");
  options.answers[0].reason = 1;
  const auto response = OcspResponse::Read(test::MakeOcspResponse(Responder(), options));
  const auto status = response->StatusOf(options.answers[0].certificate, TestSealCa().certificate);
  ASSERT_TRUE(status);
  EXPECT_EQ(status->state, RevocationState::kRevoked);
  EXPECT_EQ(status->revoked_at, options.answers[0].revoked_at);
  EXPECT_EQ(status->reason, RevocationReason::kKeyCompromise);
}

TEST(OcspResponse, UnknownIsNotGood) {
  test::OcspOptions options = GoodAnswer();
  options.answers[0].unknown = true;
  const auto response = OcspResponse::Read(test::MakeOcspResponse(Responder(), options));
  const auto status = response->StatusOf(options.answers[0].certificate, TestSealCa().certificate);
  ASSERT_TRUE(status);
  EXPECT_EQ(status->state, RevocationState::kUnknown);
}

// RFC 6960 4.1.1: issuer's name, issuer's key and serial number all count.
TEST(OcspResponse, SpeaksOfNoOtherCertificate) {
  const test::OcspOptions options = GoodAnswer();
  const auto response = OcspResponse::Read(test::MakeOcspResponse(Responder(), options));
  const Certificate& signer = options.answers[0].certificate;
  EXPECT_FALSE(response->StatusOf(TestSealCa().certificate, TestRoot().certificate));
  EXPECT_FALSE(response->StatusOf(signer, TestRoot().certificate));
  const Authority same_name = test::MakeSubordinate(
      TestRoot(), test::AuthorityOptions("TEST seal CA"), test::TestKey(KeyKind::kP256, 61));
  EXPECT_FALSE(response->StatusOf(signer, same_name.certificate));
}

TEST(OcspResponse, TheIssuerAndItsDelegateMaySign) {
  for (const bool by_key : {false, true}) {
    for (const bool with_certificate : {false, true}) {
      test::OcspOptions options = GoodAnswer();
      options.by_key = by_key;
      options.with_certificate = with_certificate;
      const Authority delegate = Responder();
      const auto by_issuer = OcspResponse::Read(test::MakeOcspResponse(TestSealCa(), options));
      EXPECT_EQ(by_issuer->ResponderFor(TestSealCa().certificate, {}), TestSealCa().certificate);
      const auto delegated = OcspResponse::Read(test::MakeOcspResponse(delegate, options));
      EXPECT_EQ(delegated->certificates().size(), with_certificate ? 1U : 0U);
      EXPECT_EQ(delegated->ResponderFor(TestSealCa().certificate,
                                        {TestRoot().certificate, delegate.certificate}),
                delegate.certificate);
    }
  }
}

// RFC 6960 4.2.2.2: issued directly by the CA in question, for id-kp-OCSPSigning, and in date.
TEST(OcspResponse, NobodyElseMaySign) {
  const struct {
    const char* name;
    Authority responder;
  } cases[] = {
      {"without the key usage",
       Responder(TestSealCa(), [](auto& o) { o.extended_key_usage = ""; })},
      {"for something else",
       Responder(TestSealCa(), [](auto& o) { o.extended_key_usage = "timeStamping"; })},
      {"issued by another CA", Responder(TestRoot(), [](auto&) {})},
      {"expired when it signed",
       Responder(TestSealCa(), [](auto& o) { o.not_after = kNow - std::chrono::hours(1); })},
      {"not valid yet when it signed",
       Responder(TestSealCa(), [](auto& o) { o.not_before = kNow + std::chrono::hours(1); })},
      {"the certificate in question itself",
       {TestSigner(Algorithm::kEs256), test::TestKey(KeyKind::kP256)}},
  };
  for (const auto& c : cases) {
    const auto response = OcspResponse::Read(test::MakeOcspResponse(c.responder, GoodAnswer()));
    EXPECT_FALSE(response->ResponderFor(TestSealCa().certificate, {})) << c.name;
    EXPECT_EQ(response->Signer({}), c.responder.certificate) << c.name;
  }
}

TEST(OcspResponse, AChangedOctetIsSeen) {
  Bytes der = test::MakeOcspResponse(TestSealCa(), GoodAnswer());
  const std::string text(AsText(der));
  der[text.find("20260131120000Z") + 3] = '7';
  const auto response = OcspResponse::Read(der);
  ASSERT_TRUE(response);
  EXPECT_FALSE(response->ResponderFor(TestSealCa().certificate, {}));
}

TEST(OcspResponse, GivesTheNonceBack) {
  test::OcspOptions options = GoodAnswer();
  EXPECT_FALSE(OcspResponse::Read(test::MakeOcspResponse(TestSealCa(), options))->nonce());
  options.nonce = "0123456789abcdef";
  EXPECT_EQ(OcspResponse::Read(test::MakeOcspResponse(TestSealCa(), options))->nonce(),
            ToBytes(options.nonce));
}

TEST(OcspResponse, AnErrorIsReadAndSaysNothing) {
  for (const int status : {1, 2, 3, 5, 6}) {
    const auto response = OcspResponse::Read(test::MakeOcspError(status));
    ASSERT_TRUE(response) << status;
    EXPECT_EQ(static_cast<int>(response->status()), status);
    EXPECT_FALSE(response->StatusOf(TestSigner(Algorithm::kEs256), TestSealCa().certificate));
    EXPECT_FALSE(response->ResponderFor(TestSealCa().certificate, {}));
  }
}

TEST(OcspResponse, ReadsNothingButOneResponse) {
  const Bytes der = test::MakeOcspResponse(TestSealCa(), GoodAnswer());
  Bytes longer = der;
  longer.push_back(0);
  EXPECT_FALSE(OcspResponse::Read(longer));
  EXPECT_FALSE(OcspResponse::Read(ByteView(der).first(der.size() - 1)));
  EXPECT_FALSE(OcspResponse::Read({}));
  EXPECT_FALSE(OcspResponse::Read(TestRoot().certificate.der()));
}

}  // namespace
}  // namespace signet::seal
