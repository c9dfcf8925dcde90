#include "appliance/base/http_signature.h"

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "appliance/base/content_digest.h"
#include "appliance/base/encoding.h"
#include "appliance/base/request_signature.h"
#include "tests/support/error_matcher.h"
#include "tests/support/test_certificates.h"

namespace signet {
namespace {

using test::KeyKind;
using test::TestKey;

constexpr std::string_view kBody = R"({"hello": "world"})";

Bytes PublicDer(EVP_PKEY* key) {
  Bytes der(static_cast<std::size_t>(i2d_PUBKEY(key, nullptr)));
  unsigned char* out = der.data();
  i2d_PUBKEY(key, &out);
  return der;
}

SignableRequest Post() {
  return {.method = "POST",
          .target = "/v1/seals?level=B-B&key=k",
          .content_digest = ContentDigest(AsBytes(kBody)),
          .content_type = "application/json",
          .idempotency_key = "order-4711/1"};
}

SignableRequest Get() {
  return {.method = "GET",
          .target = "/v1/state",
          .content_digest = "",
          .content_type = "",
          .idempotency_key = ""};
}

SignatureParameters Parameters() {
  return {.created = *ParseTime("2021-04-20T02:07:53Z"),
          .nonce = "0123456789abcdef",
          .keyid = "key-1",
          .tag = SignatureTag("log.example/box")};
}

HttpSignature Read(const SignatureFields& fields, const SignableRequest& request) {
  return ReadHttpSignature(UntrustedText(fields.signature_input), UntrustedText(fields.signature),
                           request);
}

TEST(HttpSignature, CoversWhatTheRequestHas) {
  const SignatureFields fields = SignRequest(Post(), Parameters(), TestKey(KeyKind::kEd25519));
  const std::string list =
      R"(("@method" "@path" "@query" "content-digest" "content-type" "idempotency-key"))"
      R"(;created=1618884473;nonce="0123456789abcdef";keyid="key-1";tag="signet:log.example/box")";
  EXPECT_EQ(fields.signature_input, "signet=" + list);
  EXPECT_EQ(SignatureBase(Read(fields, Post()), Post()),
            "\"@method\": POST\n"
            "\"@path\": /v1/seals\n"
            "\"@query\": ?level=B-B&key=k\n"
            "\"content-digest\": "
            "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:\n"
            "\"content-type\": application/json\n"
            "\"idempotency-key\": order-4711/1\n"
            "\"@signature-params\": " +
                list);
}

struct Line {
  std::string_view rule;
  std::string_view target;
  std::string_view path;
  std::string_view query;
};

TEST(HttpSignature, TakesPathAndQueryAsTheyCame) {
  constexpr Line kLines[] = {
      {"RFC 9421 2.2.6", "/path?param=value", "/path", "?param=value"},
      {"RFC 9421 2.2.7", "/path?param=value&foo=bar&baz=bat%2Dman", "/path",
       "?param=value&foo=bar&baz=bat%2Dman"},
      {"RFC 9421 2.2.7", "/path?queryString", "/path", "?queryString"},
      {"RFC 9421 2.2.7, no query", "/path", "/path", "?"},
      {"an empty query", "/path?", "/path", "?"},
      {"RFC 9421 B.2", "/foo?param=Value&Pet=dog", "/foo", "?param=Value&Pet=dog"},
      {"the shortest", "/", "/", "?"},
      {"a second question mark", "/a?b?c", "/a", "?b?c"},
      {"an escaped one", "/a%3Fb?c", "/a%3Fb", "?c"},
  };
  for (const auto& [rule, target, path, query] : kLines) {
    SignableRequest request = Get();
    request.target = target;
    const auto fields = SignRequest(request, Parameters(), TestKey(KeyKind::kEd25519));
    const std::string base = SignatureBase(Read(fields, request), request);
    EXPECT_TRUE(base.starts_with("\"@method\": GET\n\"@path\": " + std::string(path) +
                                 "\n\"@query\": " + std::string(query) + "\n\"@signature-params\""))
        << rule << "\n"
        << base;
  }
}

// RFC 9421 B.1.2
constexpr std::string_view kTestKeyRsaPss = R"(-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2
+QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry53mm+
oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHq
gDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5W
Utzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4
aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI
2wIDAQAB
-----END PUBLIC KEY-----
)";
constexpr std::string_view kSignatureB21 =
    "d2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U7it++wgGxb"
    "tRxf8Udx7zFZsckzXaJMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja8xxbR/Z2cOGdCbzR72rg"
    "FWhzx2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6c0mKZsfxVrogUvA4HELjVKWmAvtl6UnCh8jYzuVG5WSb/"
    "QEVPnP5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SITLq9mhho8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q==";

bool VerifyPss(std::string_view pem, std::string_view base, ByteView signature) {
  const openssl::Handle<BIO> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const openssl::Handle<EVP_PKEY> key(PEM_read_bio_PUBKEY(in.get(), nullptr, nullptr, nullptr));
  const openssl::Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key_context = nullptr;
  return EVP_DigestVerifyInit(context.get(), &key_context, EVP_sha512(), nullptr, key.get()) == 1 &&
         EVP_PKEY_CTX_set_rsa_padding(key_context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(key_context, 64) == 1 &&
         EVP_DigestVerify(context.get(), signature.data(), signature.size(), AsBytes(base).data(),
                          base.size()) == 1;
}

// RFC 9421 B.2.1 covers nothing and its key is shorter than ours may be: we read no such signature,
// but its base is ours.
TEST(HttpSignature, MakesTheBaseOfTheRfc) {
  HttpSignature signature;
  signature.parameters_text =
      R"(();created=1618884473;keyid="test-key-rsa-pss";nonce="b3k2pp5k7z-50gnwp.yemd")";
  EXPECT_TRUE(
      VerifyPss(kTestKeyRsaPss, SignatureBase(signature, Get()), *DecodeBase64(kSignatureB21)));
}

struct KeyCase {
  KeyKind kind;
  std::string_view algorithm;
  std::size_t octets;
};

constexpr KeyCase kKeys[] = {
    {KeyKind::kP256, "ecdsa-p256-sha256", 64},
    {KeyKind::kP384, "ecdsa-p384-sha384", 96},
    {KeyKind::kEd25519, "ed25519", 64},
    {KeyKind::kRsa3072, "rsa-pss-sha512", 384},
};

TEST(HttpSignature, IsCheckedWithTheKeyThatMadeIt) {
  for (const auto& [kind, algorithm, octets] : kKeys) {
    EVP_PKEY* const key = TestKey(kind);
    for (const SignableRequest& request : {Post(), Get()}) {
      SignatureParameters parameters = Parameters();
      for (const std::string_view named : {std::string_view(), algorithm}) {
        parameters.algorithm = named;
        const HttpSignature read = Read(SignRequest(request, parameters, key), request);
        EXPECT_EQ(read.signature.size(), octets) << algorithm;
        EXPECT_EQ(read.parameters.created, parameters.created);
        EXPECT_EQ(read.parameters.nonce, parameters.nonce);
        EXPECT_EQ(read.parameters.keyid, parameters.keyid);
        EXPECT_EQ(read.parameters.tag, parameters.tag);
        EXPECT_EQ(read.parameters.algorithm, named);
        EXPECT_FALSE(read.parameters.expires);
        EXPECT_TRUE(VerifyHttpSignature(read, request, PublicDer(key))) << algorithm;
        EXPECT_FALSE(VerifyHttpSignature(read, request, PublicDer(TestKey(kind, 1)))) << algorithm;
      }
    }
  }
}

TEST(HttpSignature, AnAlgorithmThatIsNotTheKeysIsNotTaken) {  // RFC 9421 3.2, step 6.5
  for (const auto& [kind, algorithm, octets] : kKeys) {
    for (const std::string_view other :
         {"ecdsa-p256-sha256", "ecdsa-p384-sha384", "ed25519", "rsa-pss-sha512", "rsa-v1_5-sha256",
          "hmac-sha256", "none", "ED25519"}) {
      if (other == algorithm) continue;
      SignatureParameters parameters = Parameters();
      parameters.algorithm = other;
      const HttpSignature read = Read(SignRequest(Get(), parameters, TestKey(kind)), Get());
      EXPECT_FALSE(VerifyHttpSignature(read, Get(), PublicDer(TestKey(kind))))
          << algorithm << " as " << other;
    }
  }
}

struct Change {
  std::string_view rule;
  void (*change)(SignableRequest&);
};

TEST(HttpSignature, DoesNotVerifyOverAnythingElse) {
  constexpr Change kChanges[] = {
      {"method", [](SignableRequest& r) { r.method = "PUT"; }},
      {"method in small letters", [](SignableRequest& r) { r.method = "post"; }},
      {"path", [](SignableRequest& r) { r.target = "/v1/Seals?level=B-B&key=k"; }},
      {"query", [](SignableRequest& r) { r.target = "/v1/seals?level=B-B&key=K"; }},
      {"the query's order", [](SignableRequest& r) { r.target = "/v1/seals?key=k&level=B-B"; }},
      {"its escaping", [](SignableRequest& r) { r.target = "/v1/seals?level=B%2DB&key=k"; }},
      {"digest", [](SignableRequest& r) { r.content_digest = ContentDigest(AsBytes("{}")); }},
      {"media type", [](SignableRequest& r) { r.content_type = "application/ld+json"; }},
      {"idempotency key", [](SignableRequest& r) { r.idempotency_key = "order-4711/2"; }},
  };
  EVP_PKEY* const key = TestKey(KeyKind::kP256);
  const SignatureFields fields = SignRequest(Post(), Parameters(), key);
  ASSERT_TRUE(VerifyHttpSignature(Read(fields, Post()), Post(), PublicDer(key)));
  for (const auto& [rule, change] : kChanges) {
    SignableRequest changed = Post();
    change(changed);
    EXPECT_FALSE(VerifyHttpSignature(Read(fields, changed), changed, PublicDer(key))) << rule;
  }
}

TEST(HttpSignature, IsTakenInAnyOrderAndUnderAnyLabel) {
  const HttpSignature read = ReadHttpSignature(
      UntrustedText(R"(other=("content-type" "@query" "idempotency-key" "@path" "content-digest" )"
                    R"("@method");tag="t";keyid="k";expires=1618884500;nonce="0123456789abcdef";)"
                    R"(alg="ed25519";created=1618884473)"),
      UntrustedText("other=:AAAA:"), Post());
  EXPECT_EQ(read.components.front(), "content-type");
  EXPECT_EQ(read.parameters.expires, ParseTime("2021-04-20T02:08:20Z"));
  EXPECT_EQ(read.parameters.algorithm, "ed25519");
  EXPECT_EQ(read.signature, Bytes(3));
}

TEST(HttpSignature, IsMadeByTheKindsOfKeysThatAreTaken) {
  const struct {
    KeyKind kind;
    bool taken;
  } kinds[] = {{KeyKind::kP256, true},    {KeyKind::kP384, true},     {KeyKind::kEd25519, true},
               {KeyKind::kRsa3072, true}, {KeyKind::kRsa2048, false}, {KeyKind::kP224, false},
               {KeyKind::kP521, false}};
  for (const auto& [kind, taken] : kinds) {
    EXPECT_EQ(IsSigningKey(PublicDer(TestKey(kind))), taken) << static_cast<int>(kind);
    if (taken) continue;
    EXPECT_EQ(test::CodeOf([&, k = kind] { SignRequest(Get(), Parameters(), TestKey(k)); }),
              Code::kCryptographyFailed);
  }
  for (const ByteView no_key : {ByteView(), AsBytes("key")}) {
    EXPECT_EQ(test::CodeOf([&] { IsSigningKey(no_key); }), Code::kRegistryMalformed);
  }
}

}  // namespace
}  // namespace signet
