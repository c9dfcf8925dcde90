#include "provisioning/box_connection.h"

#include <gtest/gtest.h>

#include "appliance/audit/checkpoint.h"
#include "appliance/base/file.h"
#include "appliance/sealer/signed_request.h"
#include "tests/support/error_matcher.h"
#include "tests/support/test_certificates.h"
#include "tests/unit/api/gateway_fixture.h"

// What signetctl signs, what the gateway passes on and what the sealer checks fit together.

namespace signet::provisioning {
namespace {

using test::KeyKind;
using test::TestKey;
using wire::Request;

constexpr const char* kOrigin = "log.example/box";

Bytes PublicDer(EVP_PKEY* key) {
  Bytes der(static_cast<std::size_t>(i2d_PUBKEY(key, nullptr)));
  unsigned char* out = der.data();
  i2d_PUBKEY(key, &out);
  return der;
}

class SigningConnection : public api::test::GatewayTest {
 protected:
  SigningConnection() { Start(); }

  Profile Plain() const {
    const auto files = Client();
    Profile profile;
    profile.host = files.host;
    profile.port = files.port;
    profile.ca = files.ca;
    profile.certificate = files.certificate;
    profile.key = files.key;
    return profile;
  }

  Profile Signing() const {
    const audit::LogKey log(kOrigin, audit::LogKey::Type::kEd25519, Bytes(32, 7));
    WriteFile(folder_ / "log.vkey", log.Vkey() + "\n", FileMode::kPublic);
    WriteFile(folder_ / "signing.key", test::PrivateKeyPem(TestKey(KeyKind::kEd25519)),
              FileMode::kPrivate);
    Profile profile = Plain();
    profile.log_key = folder_ / "log.vkey";
    profile.signing_key = folder_ / "signing.key";
    profile.signing_key_id = "key-1";
    return profile;
  }

  static sealer::RequestProof Check(const Request& request) {
    const std::vector<registry::SigningKey> keys = {
        {"key-1", PublicDer(TestKey(KeyKind::kEd25519))}};
    return sealer::CheckSignedRequest(request, keys, true, kOrigin, SystemNow()).value();
  }
};

HttpRequest Seal() {
  return {.method = "POST",
          .target = "/v1/seals?key=k&preparation=as-is",
          .headers = {{"Content-Type", "application/json"},
                      {"Accept", "application/jose+json"},
                      {"Idempotency-Key", "one"}},
          .body = R"({"a":1})"};
}

TEST_F(SigningConnection, AsksWhatTheSealerFindsSigned) {
  BoxConnection connection(Signing());
  EXPECT_EQ(connection.Ask(Seal()).status, 201U);
  const sealer::RequestProof proof = Check(sealer_.Await(Request::kSeal));
  EXPECT_EQ(proof.key, "key-1");
  EXPECT_NE(proof.base.find("\"@query\": ?key=k&preparation=as-is\n"), std::string::npos);

  connection.Get("/v1/seals/0b5c/receipt");
  Check(sealer_.Await(Request::kGetReceipt));
  connection.Get("/tile/0/x001/067.p/3");
  Check(sealer_.Await(Request::kGetTile));
  connection.Ask({.method = "POST",
                  .target = "/v1/verifications?time=2026-03-01T12%3A00%3A00Z&require=B-T",
                  .headers = {{"Content-Type", "application/jose+json"}},
                  .body = "{}"});
  Check(sealer_.Await(Request::kVerify));
  connection.Ask(
      {.method = "POST", .target = "/v1/mandates/m-1/suspension", .headers = {}, .body = ""});
  Check(sealer_.Await(Request::kSuspendMandate));
  connection.Ask({.method = "DELETE",
                  .target = "/v1/clients/ann/signing-keys/key-2",
                  .headers = {},
                  .body = ""});
  Check(sealer_.Await(Request::kRemoveSigningKey));
  connection.Ask({.method = "PUT",
                  .target = "/v1/mandates/m-1/document",
                  .headers = {{"Content-Type", "application/pdf"}},
                  .body = "%PDF-1.7"});
  Check(sealer_.Await(Request::kSetMandateDocument));
}

TEST_F(SigningConnection, SignsARepeatedRequestAnew) {
  BoxConnection connection(Signing());
  connection.Ask(Seal());
  const auto first = Check(sealer_.Await(Request::kSeal));
  connection.Ask(Seal());
  const auto second = Check(sealer_.Await(Request::kSeal));
  EXPECT_NE(first.nonce, second.nonce);
}

TEST_F(SigningConnection, SignsNothingWithoutAKey) {
  BoxConnection connection(Plain());
  connection.Ask(Seal());
  EXPECT_FALSE(sealer_.Await(Request::kSeal).has_signature());
}

TEST_F(SigningConnection, IsNotMadeWithAKeyThatCannotSign) {
  Profile profile = Signing();
  WriteFile(folder_ / "signing.key", "no key", FileMode::kPrivate);
  EXPECT_EQ(test::CodeOf([&] { BoxConnection connection(profile); }), Code::kConfigurationInvalid);
}

}  // namespace
}  // namespace signet::provisioning
