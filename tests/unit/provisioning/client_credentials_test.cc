#include "provisioning/client_credentials.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>

#include "appliance/base/file.h"
#include "appliance/sealer/administration/registry_reading.h"
#include "provisioning/new_client.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_certificates.h"

namespace signet::provisioning {
namespace {

using registry::CertificateMatch;
using testing::HasSubstr;

class ClientCredentials : public testing::Test {
 protected:
  static test::Authority Ca() {
    return test::MakeRoot(test::AuthorityOptions("TEST Client CA"),
                          test::TestKey(test::KeyKind::kP256, 21));
  }
  static EVP_PKEY* Key() { return test::TestKey(test::KeyKind::kP256, 22); }
  std::string File(const std::string& name, const std::string& content) const {
    WriteFile(folder_ / name, content, FileMode::kPublic);
    return folder_ / name;
  }
  std::string CertificateFile() const {
    return File("client.pem",
                test::IssueCertificate(Ca(), test::SealCertificateOptions(), Key()).Pem());
  }
  std::string CaFile() const { return File("ca.pem", Ca().certificate.Pem()); }
  static std::string PublicPem(EVP_PKEY* key) {
    const openssl::Handle<BIO> out(BIO_new(BIO_s_mem()));
    PEM_write_bio_PUBKEY(out.get(), key);
    char* text = nullptr;
    const long size = BIO_get_mem_data(out.get(), &text);
    return {text, static_cast<std::size_t>(size)};
  }

  test::TemporaryFolder folder_;
};

TEST_F(ClientCredentials, ASigningKeyIsReadFromItsPublicKeyOrItsCertificate) {
  const auto from_key = ReadSigningKey("k", File("key.pub", PublicPem(Key())));
  const auto from_certificate = ReadSigningKey("k", CertificateFile());
  EXPECT_EQ(from_key.public_key, from_certificate.public_key);
  EXPECT_EQ(from_key.id, "k");
}

TEST_F(ClientCredentials, APrivateKeyIsSentBackToItsOwner) {
  const auto error =
      test::ErrorOf([&] { ReadSigningKey("k", File("key.pem", test::PrivateKeyPem(Key()))); });
  EXPECT_EQ(error->code(), Code::kParameterInvalid);
  EXPECT_THAT(error->message(), HasSubstr("-pubout"));
  EXPECT_EQ(test::CodeOf([&] { ReadSigningKey("k", File("text", "hello")); }),
            Code::kParameterInvalid);
}

TEST_F(ClientCredentials, AnIssuerGoesWithIssuerAndSubjectAndOnlyWithIt) {
  const std::string certificate = CertificateFile();
  EXPECT_EQ(test::CodeOf([&] {
              ReadHandedCertificate(CertificateMatch::kIssuerAndSubject, certificate, "");
            }),
            Code::kParameterInvalid);
  EXPECT_EQ(test::CodeOf([&] {
              ReadHandedCertificate(CertificateMatch::kPublicKey, certificate, CaFile());
            }),
            Code::kParameterInvalid);
  EXPECT_TRUE(ReadHandedCertificate(CertificateMatch::kIssuerAndSubject, certificate, CaFile())
                  .issuer.has_value());
}

// What signetctl writes is what the sealer reads.
TEST_F(ClientCredentials, AClientIsWrittenAsTheBoxReadsIt) {
  NewClient client{.name = "campus",
                   .role = registry::Role::kSubmitter,
                   .certificates = {ReadHandedCertificate(CertificateMatch::kIssuerAndSubject,
                                                          CertificateFile(), CaFile())}};
  client.signing_keys.push_back(ReadSigningKey("k", CertificateFile()));
  client.signatures_required = true;
  client.organisations = {"artes"};
  client.rate = registry::Rate{60, 5};
  const auto document = json::Document::Parse(CreationJson(client).Write(), {});
  const registry::Client read = sealer::ReadClient(document.root());
  EXPECT_EQ(read.name, "campus");
  EXPECT_EQ(read.certificates.at(0).match, CertificateMatch::kIssuerAndSubject);
  EXPECT_EQ(read.signing_keys.at(0).public_key, client.signing_keys.at(0).public_key);
  EXPECT_TRUE(read.signatures_required);
  EXPECT_THAT(read.organisations, testing::ElementsAre("artes"));
  EXPECT_EQ(read.rate->burst, 5U);
}

}  // namespace
}  // namespace signet::provisioning
