#include "appliance/base/request_signature.h"

#include <gtest/gtest.h>
#include <openssl/rsa.h>

#include <string>
#include <string_view>
#include <utility>

#include "appliance/base/encoding.h"
#include "tests/support/test_certificates.h"

namespace signet {
namespace {

using test::KeyKind;
using test::TestKey;

Bytes PublicDer(EVP_PKEY* key) {
  Bytes der(static_cast<std::size_t>(i2d_PUBKEY(key, nullptr)));
  unsigned char* out = der.data();
  i2d_PUBKEY(key, &out);
  return der;
}

struct Signing {
  const EVP_MD* hash;
  int salt = 0;  ///< of RSA-PSS; 0: no RSA, -1: PKCS #1 v1.5
};

Bytes SignAsOpenSsl(EVP_PKEY* key, const Signing& signing, std::string_view base) {
  const openssl::Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key_context = nullptr;
  EXPECT_EQ(EVP_DigestSignInit(context.get(), &key_context, signing.hash, nullptr, key), 1);
  if (signing.salt > 0) {
    EVP_PKEY_CTX_set_rsa_padding(key_context, RSA_PKCS1_PSS_PADDING);
    EVP_PKEY_CTX_set_rsa_pss_saltlen(key_context, signing.salt);
  }
  std::size_t size = 0;
  const ByteView octets = AsBytes(base);
  EXPECT_EQ(EVP_DigestSign(context.get(), nullptr, &size, octets.data(), octets.size()), 1);
  Bytes signature(size);
  EXPECT_EQ(EVP_DigestSign(context.get(), signature.data(), &size, octets.data(), octets.size()),
            1);
  signature.resize(size);
  return signature;
}

// r‖s of what OpenSSL writes as DER.
Bytes Raw(const Bytes& der, int width) {
  const unsigned char* in = der.data();
  const openssl::Handle<ECDSA_SIG> signature(
      d2i_ECDSA_SIG(nullptr, &in, static_cast<long>(der.size())));
  Bytes raw(2 * static_cast<std::size_t>(width));
  BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), raw.data(), width);
  BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), raw.data() + width, width);
  return raw;
}

constexpr std::string_view kBase = "\"@method\": POST\n\"@signature-params\": (\"@method\")";

struct AlgorithmCase {
  std::string_view name;
  KeyKind key;
  Signing signing;
  int width;  ///< of r and s; 0: the signature as it is
  bool good;
};

void PrintTo(const AlgorithmCase& one, std::ostream* out) { *out << one.name; }

class RequestSignatureOf : public ::testing::TestWithParam<AlgorithmCase> {};

TEST_P(RequestSignatureOf, IsByTheKeysAlgorithmAndNoOther) {
  const AlgorithmCase& one = GetParam();
  EVP_PKEY* key = TestKey(one.key);
  Bytes signature = SignAsOpenSsl(key, one.signing, kBase);
  if (one.width != 0) signature = Raw(signature, one.width);
  EXPECT_EQ(VerifySignatureOver(AsBytes(kBase), signature, PublicDer(key)), one.good);
  if (!one.good) return;
  EXPECT_FALSE(VerifySignatureOver(AsBytes(kBase.substr(1)), signature, PublicDer(key)));
  EXPECT_FALSE(VerifySignatureOver(AsBytes(kBase), signature, PublicDer(TestKey(one.key, 1))));
  signature[signature.size() / 2] ^= 1U;
  EXPECT_FALSE(VerifySignatureOver(AsBytes(kBase), signature, PublicDer(key)));
  signature.pop_back();
  EXPECT_FALSE(VerifySignatureOver(AsBytes(kBase), signature, PublicDer(key)));
}

INSTANTIATE_TEST_SUITE_P(
    Keys, RequestSignatureOf,
    ::testing::Values(
        AlgorithmCase{"P256", KeyKind::kP256, {EVP_sha256()}, 32, true},  // RFC 9421 3.3.4
        AlgorithmCase{"P256AsDer", KeyKind::kP256, {EVP_sha256()}, 0, false},
        AlgorithmCase{"P256WithSha384", KeyKind::kP256, {EVP_sha384()}, 32, false},
        AlgorithmCase{"P256Wide", KeyKind::kP256, {EVP_sha256()}, 48, false},
        AlgorithmCase{"P384", KeyKind::kP384, {EVP_sha384()}, 48, true},  // 3.3.5
        AlgorithmCase{"P384WithSha256", KeyKind::kP384, {EVP_sha256()}, 48, false},
        AlgorithmCase{"P521", KeyKind::kP521, {EVP_sha512()}, 66, false},
        AlgorithmCase{"P224", KeyKind::kP224, {EVP_sha256()}, 28, false},
        AlgorithmCase{"Ed25519", KeyKind::kEd25519, {nullptr}, 0, true},           // 3.3.6
        AlgorithmCase{"Rsa3072", KeyKind::kRsa3072, {EVP_sha512(), 64}, 0, true},  // 3.3.1
        AlgorithmCase{"Rsa3072OtherSalt", KeyKind::kRsa3072, {EVP_sha512(), 32}, 0, false},
        AlgorithmCase{"Rsa3072Sha256", KeyKind::kRsa3072, {EVP_sha256(), 32}, 0, false},
        AlgorithmCase{"Rsa3072Pkcs1", KeyKind::kRsa3072, {EVP_sha512(), -1}, 0, false},
        AlgorithmCase{"Rsa2048", KeyKind::kRsa2048, {EVP_sha512(), 64}, 0, false}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(RequestSignature, TakesTheExamplesOfTheRfc) {  // RFC 9421 B.2.4, B.2.6
  struct Example {
    std::string_view base;
    std::string_view signature;
    std::string_view key;
  };
  constexpr Example kExamples[] = {
      {"\"@status\": 200\n"
       "\"content-type\": application/json\n"
       "\"content-digest\": "
       "sha-512=:"
       "mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGg"
       "fLQ==:\n"
       "\"content-length\": 23\n"
       "\"@signature-params\": (\"@status\" \"content-type\" \"content-digest\" "
       "\"content-length\");"
       "created=1618884473;keyid=\"test-key-ecc-p256\"",
       "wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==",
       "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/"
       "+D9Lfw0EkjqF7xB4FivAxzic30tMM4GF+"
       "hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ=="},
      {"\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n"
       "\"@method\": POST\n"
       "\"@path\": /foo\n"
       "\"@authority\": example.com\n"
       "\"content-type\": application/json\n"
       "\"content-length\": 18\n"
       "\"@signature-params\": (\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" "
       "\"content-length\");created=1618884473;keyid=\"test-key-ed25519\"",
       "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==",
       "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs="},
  };
  for (const Example& one : kExamples) {
    EXPECT_TRUE(VerifySignatureOver(AsBytes(one.base), *DecodeBase64(one.signature),
                                    *DecodeBase64(one.key)))
        << one.base;
  }
}

TEST(RequestSignature, WhatIsNoKeyVerifiesNothing) {
  const Bytes signature(64, 1);
  EXPECT_FALSE(VerifySignatureOver(AsBytes(kBase), signature, {}));
  EXPECT_FALSE(VerifySignatureOver(AsBytes(kBase), signature, AsBytes("no key")));
  Bytes longer = PublicDer(TestKey(KeyKind::kP256));
  longer.push_back(0);
  EXPECT_EQ(ReadPublicKey(longer), nullptr);
  EXPECT_EQ(RequestAlgorithmOf(nullptr), std::nullopt);
  // Zero is no r and no s (FIPS 186-5 6.4.2).
  EXPECT_FALSE(
      VerifySignatureOver(AsBytes(kBase), Bytes(64, 0), PublicDer(TestKey(KeyKind::kP256))));
  EXPECT_TRUE(openssl::TakeErrors().empty());
}

}  // namespace
}  // namespace signet
