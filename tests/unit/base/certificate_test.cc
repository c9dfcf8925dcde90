#include "appliance/base/certificate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/ess.h>

#include <string>
#include <vector>

#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "tests/support/test_certificates.h"

namespace signet {
namespace {

using test::AuthorityOptions;
using test::CertificateOptions;
using test::IssueCertificate;
using test::KeyKind;
using test::MakeRoot;
using test::SealCertificateOptions;
using test::TestKey;

test::Authority Root() {
  return MakeRoot(AuthorityOptions("TEST Wurzel Größe"), TestKey(KeyKind::kP256, 1));
}

Certificate Seal(KeyKind kind) {
  return IssueCertificate(Root(), SealCertificateOptions(), TestKey(kind));
}

TEST(Certificate, ReadsSubjectValidityAndKey) {
  CertificateOptions options = SealCertificateOptions();
  options.subject = {.organisation = "Universität Łódź",
                     .organisation_identifier = "VATXX-12345678",
                     .common_name = "Größe, Inc.",
                     .country = "XX"};
  options.not_before = *ParseTime("2021-02-03T04:05:06Z");
  options.not_after = *ParseTime("2055-06-07T08:09:10Z");
  const Certificate c = IssueCertificate(Root(), options, TestKey(KeyKind::kP256));

  EXPECT_EQ(c.subject().organisation, "Universität Łódź");
  EXPECT_EQ(c.subject().organisation_identifier, "VATXX-12345678");
  EXPECT_EQ(c.subject().common_name, "Größe, Inc.");
  EXPECT_EQ(c.subject().country, "XX");
  EXPECT_EQ(c.SubjectText(),
            "CN=Größe\\, Inc.,organizationIdentifier=VATXX-12345678,O=Universität Łódź,C=XX");
  EXPECT_EQ(c.IssuerText(), "CN=TEST Wurzel Größe,O=TEST Authority,C=XX");
  EXPECT_EQ(FormatTimeSeconds(c.not_before()), "2021-02-03T04:05:06Z");
  EXPECT_EQ(FormatTimeSeconds(c.not_after()), "2055-06-07T08:09:10Z");
}

TEST(Certificate, LeavesSubjectPartsEmptyThatAreNotThere) {
  CertificateOptions options = SealCertificateOptions();
  options.subject = {.organisation = {},
                     .organisation_identifier = {},
                     .common_name = "only a name",
                     .country = {}};
  const Certificate c = IssueCertificate(Root(), options, TestKey(KeyKind::kP256));
  EXPECT_EQ(c.subject().common_name, "only a name");
  EXPECT_EQ(c.subject().organisation, "");
  EXPECT_EQ(c.subject().organisation_identifier, "");
  EXPECT_EQ(c.subject().country, "");
}

TEST(Certificate, NamesTheTypeAndSizeOfItsKey) {
  const struct {
    KeyKind kind;
    KeyType type;
    int bits;
  } cases[] = {{KeyKind::kP256, KeyType::kEcP256, 256},  {KeyKind::kP384, KeyType::kEcP384, 384},
               {KeyKind::kP521, KeyType::kEcP521, 521},  {KeyKind::kP224, KeyType::kOther, 224},
               {KeyKind::kRsa2048, KeyType::kRsa, 2048}, {KeyKind::kEd25519, KeyType::kOther, 256}};
  for (const auto& c : cases) {
    const Certificate certificate = Seal(c.kind);
    EXPECT_EQ(certificate.key_type(), c.type) << c.bits;
    EXPECT_EQ(certificate.key_bits(), c.bits);
  }
}

TEST(Certificate, DerAndPemGiveTheSameCertificateAgain) {
  const Certificate c = Seal(KeyKind::kP256);
  EXPECT_EQ(Certificate::FromDer(c.der()), c);
  EXPECT_EQ(c.fingerprint(), HashSha256(c.der()));
  const std::vector<Certificate> read = Certificate::FromPem(c.Pem());
  ASSERT_EQ(read.size(), 1U);
  EXPECT_EQ(read[0], c);
  EXPECT_EQ(ToString(read[0].der()), ToString(c.der()));
}

TEST(Certificate, FromPemKeepsTheOrderAndPassesByKeys) {
  const Certificate a = Seal(KeyKind::kP256);
  const Certificate b = Seal(KeyKind::kP384);
  const std::string text =
      "in words\n" + b.Pem() + test::PrivateKeyPem(TestKey(KeyKind::kP256)) + a.Pem() + "end\n";
  EXPECT_THAT(Certificate::FromPem(text), ::testing::ElementsAre(b, a));
}

TEST(Certificate, RefusesWhatIsNoCertificate) {
  const Certificate c = Seal(KeyKind::kP256);
  Bytes longer(c.der().begin(), c.der().end());
  longer.push_back(0);
  const Bytes shorter(c.der().begin(), c.der().end() - 1);
  const std::string pem = c.Pem();
  for (const Bytes& der : {longer, shorter, Bytes{}, ToBytes("no certificate")}) {
    EXPECT_THROW(Certificate::FromDer(der), Error);
  }
  for (const std::string& text :
       {std::string(), std::string("no PEM"), test::PrivateKeyPem(TestKey(KeyKind::kP256)),
        pem.substr(0, pem.size() / 2), pem + pem.substr(0, pem.size() / 2)}) {
    EXPECT_THROW(Certificate::FromPem(text), Error) << text;
  }
}

// RFC 5035 5.2: IssuerSerial ::= SEQUENCE { issuer GeneralNames, serialNumber }, where issuer is
// one directoryName. Read here by another decoder of the same structure.
TEST(Certificate, IssuerSerialIsReadByOpenSslAndHoldsIssuerAndSerial) {
  const Certificate c = Seal(KeyKind::kP256);
  const Bytes der = c.IssuerSerial();

  const unsigned char* at = der.data();
  ESS_ISSUER_SERIAL* const read =
      d2i_ESS_ISSUER_SERIAL(nullptr, &at, static_cast<long>(der.size()));
  ASSERT_NE(read, nullptr);
  EXPECT_EQ(at, der.data() + der.size());
  ESS_ISSUER_SERIAL_free(read);

  // SEQUENCE { SEQUENCE { [4] { Name } }, INTEGER }: the parts stand in it one after the other.
  unsigned char* name = nullptr;
  const int name_size = i2d_X509_NAME(X509_get_issuer_name(c.x509()), &name);
  unsigned char* serial = nullptr;
  const int serial_size = i2d_ASN1_INTEGER(X509_get0_serialNumber(c.x509()), &serial);
  const auto n = static_cast<std::size_t>(name_size);
  const auto s = static_cast<std::size_t>(serial_size);
  ASSERT_LT(n + s + 6, 128U);  // so that every length has one octet
  Bytes expected = {0x30, static_cast<std::uint8_t>(n + s + 4),
                    0x30, static_cast<std::uint8_t>(n + 2),
                    0xA4, static_cast<std::uint8_t>(n)};
  expected.insert(expected.end(), name, name + name_size);
  expected.insert(expected.end(), serial, serial + serial_size);
  OPENSSL_free(name);
  OPENSSL_free(serial);
  EXPECT_EQ(EncodeHex(der), EncodeHex(expected));
}

}  // namespace
}  // namespace signet
