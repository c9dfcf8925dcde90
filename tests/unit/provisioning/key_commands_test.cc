#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>

#include "appliance/base/file.h"
#include "appliance/base/json.h"
#include "tests/support/test_certificates.h"
#include "tests/unit/provisioning/offline_box.h"

namespace signet::provisioning {
namespace {

using test::CommandResult;
using test::OfflineBox;
using testing::HasSubstr;

openssl::Handle<X509_REQ> Parse(const std::string& pem) {
  const openssl::Handle<BIO> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return openssl::Handle<X509_REQ>(PEM_read_bio_X509_REQ(in.get(), nullptr, nullptr, nullptr));
}

const test::Authority& Ca() {
  static const test::Authority ca = test::MakeRoot(test::AuthorityOptions("TEST Seal CA"),
                                                   test::TestKey(test::KeyKind::kP256, 31));
  return ca;
}

std::string CertificateFor(const OfflineBox& box, EVP_PKEY* key) {
  auto options = test::SealCertificateOptions();
  options.subject = {"TEST University", "NTREE-1", "TEST e-seal", "EE"};
  const auto file = box / "answer.pem";
  WriteFile(file, test::IssueCertificate(Ca(), options, key).Pem(), FileMode::kPublic);
  return file.string();
}

struct Kind {
  const char* algorithm;
  int bits;
};

// PKCS#10 (RFC 2986 4.2): the request proves that we have the key.
TEST(KeyCsr, IsSignedOnTheTokenForEveryAlgorithm) {
  const OfflineBox box;
  for (const Kind& kind :
       {Kind{"ES256", 256}, Kind{"ES384", 384}, Kind{"PS256", 3072}, Kind{"RS256", 3072}}) {
    const std::string name = std::string("k-") + kind.algorithm;
    box.GenerateKey(name, kind.algorithm);
    const auto request = Parse(box.Good({"key", "csr", name}));
    ASSERT_NE(request, nullptr) << kind.algorithm;
    const openssl::Handle<EVP_PKEY> key(X509_REQ_get_pubkey(request.get()));
    EXPECT_EQ(X509_REQ_verify(request.get(), key.get()), 1) << kind.algorithm;
    EXPECT_EQ(EVP_PKEY_get_bits(key.get()), kind.bits);
  }
}

TEST(KeyCsr, NamesTheSealingOrganisationOrWhomIsAsked) {
  const OfflineBox box;
  box.GenerateKey("k", "ES256");
  const auto file = (box / "k.csr").string();
  box.Good({"key", "csr", "k", "--subject", "/C=EE/CN=TEST other", "--out", file});
  std::array<char, 256> common_name{};
  X509_NAME_get_text_by_NID(X509_REQ_get_subject_name(Parse(ReadFile(file)).get()), NID_commonName,
                            common_name.data(), common_name.size());
  EXPECT_STREQ(common_name.data(), "TEST other");
  X509_NAME_get_text_by_NID(X509_REQ_get_subject_name(Parse(box.Good({"key", "csr", "k"})).get()),
                            NID_organizationIdentifier, common_name.data(), common_name.size());
  EXPECT_STREQ(common_name.data(), "NTREE-1");
  EXPECT_EQ(box.Run({"key", "csr", "absent"}).status, 2);
}

TEST(KeyGenerate, MakesTheFirstKeyTheDefaultUntilAnotherIsNamed) {
  const OfflineBox box;
  box.GenerateKey("one", "ES256");
  box.GenerateKey("two", "ES256");
  EXPECT_THAT(box.Good({"key", "list"}), HasSubstr("one  (the default)"));
  box.Good({"key", "generate", "--name", "three", "--algorithm", "ES384", "--time-header", "iat",
            "--default"});
  EXPECT_THAT(box.Good({"key", "list"}), HasSubstr("three  (the default)"));
  EXPECT_THAT(
      box.LoggedTypes(),
      testing::ElementsAre("box.initialised", "organisation.added", "key.generated",
                           "key.default-set", "key.generated", "key.generated", "key.default-set"));
}

TEST(KeyGenerate, RefusesWhatItCannotMake) {
  const OfflineBox box;
  box.GenerateKey("taken", "ES256");
  const std::vector<std::vector<std::string>> refused = {
      {"--name", "taken", "--algorithm", "ES256", "--time-header", "sigT"},
      {"--name", "log", "--algorithm", "ES256", "--time-header", "sigT"},
      {"--name", "k", "--algorithm", "ES512", "--time-header", "sigT"},
      {"--name", "k", "--algorithm", "ES256", "--time-header", "both"},
      {"--name", "k", "--algorithm", "ES256"},
      {"--name", "k", "--algorithm", "ES256", "--time-header", "sigT", "--bits", "3072"},
      {"--name", "k", "--algorithm", "PS256", "--time-header", "sigT", "--bits", "1024"},
      {"--name", "no spaces", "--algorithm", "ES256", "--time-header", "sigT"},
  };
  for (auto arguments : refused) {
    arguments.insert(arguments.begin(), {"key", "generate"});
    EXPECT_EQ(box.Run(arguments).status, 2) << testing::PrintToString(arguments);
  }
  EXPECT_EQ(box.LoggedTypes().size(), 4U);
}

TEST(KeyGenerate, WarnsOfShortRsaKeys) {
  const OfflineBox box;
  EXPECT_THAT(box.Good({"key", "generate", "--name", "old", "--algorithm", "RS256", "--time-header",
                        "sigT", "--bits", "2048"}),
              HasSubstr("Warning: RSA with 2,048 bits"));
}

TEST(KeyCertificate, IsTakenForTheKeyOnTheToken) {
  const OfflineBox box;
  box.GenerateKey("k", "ES256");
  const auto request = Parse(box.Good({"key", "csr", "k"}));
  const openssl::Handle<EVP_PKEY> key(X509_REQ_get_pubkey(request.get()));
  const std::string output = box.Good({"key", "certificate", "k", CertificateFor(box, key.get())});
  EXPECT_THAT(output, HasSubstr("TEST e-seal"));
  EXPECT_THAT(output, testing::Not(HasSubstr("Warning")));
  const std::string text = box.Good({"key", "list", "--json"});
  const auto document = json::Document::Parse(text, {});
  EXPECT_TRUE(document.root().Find("keys")->First()->Find("certificateSha256").has_value());
  EXPECT_EQ(document.root().Find("keys")->First()->Find("activated")->kind(), json::Kind::kTrue);
  // One person sets the box up, and does it all.
  const auto types = box.LoggedTypes();
  ASSERT_GE(types.size(), 2U);
  EXPECT_EQ(types[types.size() - 2], "key.certified");
  EXPECT_EQ(types.back(), "key.activated");
}

TEST(KeyCertificate, WaitsForTwoAdministratorsOnceTheBoxHasThem) {
  const OfflineBox box;
  box.GenerateKey("k", "ES256");
  test::AddAdministrator(box, "ada", 41);
  test::AddAdministrator(box, "grace", 42);
  const auto request = Parse(box.Good({"key", "csr", "k"}));
  const openssl::Handle<EVP_PKEY> key(X509_REQ_get_pubkey(request.get()));
  const std::string output = box.Good({"key", "certificate", "k", CertificateFor(box, key.get())});
  EXPECT_THAT(output, HasSubstr("key activate k"));
  EXPECT_EQ(box.LoggedTypes().back(), "key.certified");
  EXPECT_THAT(box.Good({"key", "list"}), HasSubstr("not activated"));
  const CommandResult refused = box.Run({"key", "activate", "k"});
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.output, HasSubstr("needs two administrators"));
}

TEST(KeyCertificate, ForAnotherKeyIsRefused) {
  const OfflineBox box;
  box.GenerateKey("k", "ES256");
  const std::string file = CertificateFor(box, test::TestKey(test::KeyKind::kP256, 32));
  const CommandResult refused = box.Run({"key", "certificate", "k", file});
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.output, HasSubstr("another key"));
  EXPECT_EQ(box.Run({"key", "certificate", "absent", file}).status, 2);
  EXPECT_THAT(box.LoggedTypes(), testing::Not(testing::Contains("key.certified")));
}

TEST(KeyCertificate, OfAnotherOrganisationIsTakenWithAWarning) {
  const OfflineBox box;
  box.GenerateKey("k", "ES256");
  const auto request = Parse(box.Good({"key", "csr", "k"}));
  const openssl::Handle<EVP_PKEY> key(X509_REQ_get_pubkey(request.get()));
  auto options = test::SealCertificateOptions();
  options.subject = {"TEST College", "NTREE-2", "TEST e-seal", "EE"};
  const auto file = box / "answer.pem";
  WriteFile(file, test::IssueCertificate(Ca(), options, key.get()).Pem(), FileMode::kPublic);
  EXPECT_THAT(box.Good({"key", "certificate", "k", file}), HasSubstr("TEST College"));
}

}  // namespace
}  // namespace signet::provisioning
