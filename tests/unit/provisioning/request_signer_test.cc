#include "provisioning/request_signer.h"

#include <gtest/gtest.h>
#include <openssl/pem.h>

#include <map>
#include <set>

#include "appliance/audit/checkpoint.h"
#include "appliance/base/content_digest.h"
#include "appliance/base/file.h"
#include "appliance/base/http_signature.h"
#include "provisioning/box_connection.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_certificates.h"

namespace signet::provisioning {
namespace {

using test::KeyKind;
using test::TestKey;

const Time kNow = *ParseTime("2026-11-26T22:00:00.789Z");

Bytes PublicDer(EVP_PKEY* key) {
  Bytes der(static_cast<std::size_t>(i2d_PUBKEY(key, nullptr)));
  unsigned char* out = der.data();
  i2d_PUBKEY(key, &out);
  return der;
}

class Signer : public testing::Test {
 protected:
  Signer() {
    const audit::LogKey log("log.example/box", audit::LogKey::Type::kEd25519, Bytes(32, 7));
    WriteFile(folder_ / "log.vkey", log.Vkey() + "\n", FileMode::kPublic);
  }

  Profile WithKey(const std::string& pem) {
    WriteFile(folder_ / "signing.key", pem, FileMode::kPrivate);
    Profile profile;
    profile.log_key = folder_ / "log.vkey";
    profile.signing_key = folder_ / "signing.key";
    profile.signing_key_id = "key-1";
    return profile;
  }

  test::TemporaryFolder folder_;
};

TEST_F(Signer, IsNoneWithoutAKey) { EXPECT_FALSE(RequestSigner::For(Profile{})); }

// As a box reads it that knows the key.
TEST_F(Signer, SignsWhatTheRequestHas) {
  const HttpRequest requests[] = {
      {.method = "POST",
       .target = "/v1/seals?key=k&level=B-B",
       .headers = {{"content-type", "application/json"},
                   {"Accept", "application/jose+json"},
                   {"Idempotency-Key", "order-4711/1"}},
       .body = "{}"},
      {.method = "GET", .target = "/v1/state", .headers = {}, .body = ""},
      {.method = "POST", .target = "/v1/mandates/m/end", .headers = {}, .body = ""},
  };
  for (const KeyKind kind :
       {KeyKind::kP256, KeyKind::kP384, KeyKind::kEd25519, KeyKind::kRsa3072}) {
    const auto signer = RequestSigner::For(WithKey(test::PrivateKeyPem(TestKey(kind))));
    ASSERT_TRUE(signer);
    for (const HttpRequest& request : requests) {
      const auto list = signer->FieldsFor(request, kNow);
      const std::map<std::string, std::string> fields(list.begin(), list.end());
      EXPECT_EQ(fields.contains("Content-Digest"), !request.body.empty());
      const bool whole = !request.body.empty();
      const SignableRequest signable{
          .method = request.method,
          .target = request.target,
          .content_digest = whole ? ContentDigest(AsBytes(request.body)) : "",
          .content_type = whole ? "application/json" : "",
          .idempotency_key = whole ? "order-4711/1" : ""};
      const HttpSignature read = ReadHttpSignature(UntrustedText(fields.at("Signature-Input")),
                                                   UntrustedText(fields.at("Signature")), signable);
      EXPECT_TRUE(VerifyHttpSignature(read, signable, PublicDer(TestKey(kind)))) << request.target;
      EXPECT_EQ(read.parameters.created, ParseTime("2026-11-26T22:00:00Z"));
      EXPECT_EQ(read.parameters.keyid, "key-1");
      EXPECT_EQ(read.parameters.tag, "signet:log.example/box");
    }
  }
}

TEST_F(Signer, MakesEachSignatureAnew) {
  const auto signer = RequestSigner::For(WithKey(test::PrivateKeyPem(TestKey(KeyKind::kEd25519))));
  const HttpRequest request{.method = "GET", .target = "/v1/state", .headers = {}, .body = ""};
  std::set<std::string> inputs;
  for (int i = 0; i < 100; ++i) inputs.insert(signer->FieldsFor(request, kNow).front().second);
  EXPECT_EQ(inputs.size(), 100U);
}

std::string WithPassword(EVP_PKEY* key) {
  const openssl::Handle<BIO> out(BIO_new(BIO_s_mem()));
  PEM_write_bio_PKCS8PrivateKey(out.get(), key, EVP_aes_256_cbc(), "secret", 6, nullptr, nullptr);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

std::string PublicPem(EVP_PKEY* key) {
  const openssl::Handle<BIO> out(BIO_new(BIO_s_mem()));
  PEM_write_bio_PUBKEY(out.get(), key);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

TEST_F(Signer, RefusesAKeyThatNoBoxTakes) {
  EVP_PKEY* const good = TestKey(KeyKind::kP256);
  const std::string keys[] = {
      "",
      "no key",
      PublicPem(good),
      WithPassword(good),  // asks nobody
      test::PrivateKeyPem(TestKey(KeyKind::kP224)),
      test::PrivateKeyPem(TestKey(KeyKind::kP521)),
      test::PrivateKeyPem(TestKey(KeyKind::kRsa2048)),
  };
  for (const std::string& pem : keys) {
    const Profile profile = WithKey(pem);
    const auto error = test::ErrorOf([&] { RequestSigner::For(profile); });
    ASSERT_TRUE(error) << pem;
    EXPECT_EQ(error->code(), Code::kConfigurationInvalid) << pem;
    EXPECT_NE(error->message().find("signing.key"), std::string::npos) << error->message();
  }
}

TEST_F(Signer, RefusesFilesThatAreNotThere) {
  Profile profile = WithKey(test::PrivateKeyPem(TestKey(KeyKind::kP256)));
  profile.log_key = folder_ / "absent";
  EXPECT_EQ(test::CodeOf([&] { RequestSigner::For(profile); }), Code::kFileUnusable);
  profile.log_key = folder_ / "signing.key";
  EXPECT_EQ(test::CodeOf([&] { RequestSigner::For(profile); }), Code::kLogMalformed);
  profile.signing_key = folder_ / "absent";
  EXPECT_EQ(test::CodeOf([&] { RequestSigner::For(profile); }), Code::kFileUnusable);
}

}  // namespace
}  // namespace signet::provisioning
