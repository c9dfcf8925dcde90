#include "appliance/seal/algorithm.h"

#include <gtest/gtest.h>

#include <string>

#include "appliance/base/ecdsa_signature.h"
#include "tests/unit/seal/seal_builder.h"

namespace signet::seal {
namespace {

using test::KeyKind;

constexpr Algorithm kAll[] = {Algorithm::kEs256, Algorithm::kEs384, Algorithm::kEs512,
                              Algorithm::kPs256, Algorithm::kPs384, Algorithm::kPs512,
                              Algorithm::kRs256, Algorithm::kRs384, Algorithm::kRs512};

TEST(Algorithm, NamesAreThoseOfRfc7518) {
  for (const Algorithm algorithm : kAll) {
    EXPECT_EQ(AlgorithmFromName(NameOf(algorithm)), algorithm);
  }
  for (const char* name : {"", "none", "HS256", "es256", "ES256K", "EdDSA", "ES256 "}) {
    EXPECT_EQ(AlgorithmFromName(name), std::nullopt) << name;
  }
}

TEST(Algorithm, FitsItsOwnKeysOnly) {
  for (const Algorithm key_of : kAll) {
    const Certificate certificate = TestSigner(key_of);
    for (const Algorithm algorithm : kAll) {
      EXPECT_EQ(Fits(algorithm, certificate), KeyKindOf(algorithm) == KeyKindOf(key_of))
          << NameOf(algorithm) << " with a key for " << NameOf(key_of);
    }
  }
}

TEST(Algorithm, VerifiesOverPartsAsOverTheWhole) {
  for (const Algorithm algorithm : kAll) {
    const Certificate certificate = TestSigner(algorithm);
    const Bytes signature =
        SignWith(test::TestKey(KeyKindOf(algorithm)), algorithm, "one two three");
    const auto verify = [&](std::initializer_list<ByteView> parts, ByteView value) {
      return VerifySignature(algorithm, certificate, parts, value);
    };
    EXPECT_TRUE(verify({AsBytes("one "), AsBytes(""), AsBytes("two three")}, signature));
    EXPECT_FALSE(verify({AsBytes("one two thre")}, signature)) << NameOf(algorithm);
    EXPECT_FALSE(verify({AsBytes("one two three")}, Bytes{})) << NameOf(algorithm);
    Bytes longer = signature;
    longer.push_back(0);
    EXPECT_FALSE(verify({AsBytes("one two three")}, longer)) << NameOf(algorithm);
  }
}

// RFC 7518 3.4: r‖s; DER is another spelling and not accepted.
TEST(Algorithm, RefusesEcdsaInDer) {
  const Bytes raw = SignWith(test::TestKey(KeyKind::kP256), Algorithm::kEs256, "text");
  const Certificate certificate = TestSigner(Algorithm::kEs256);
  EXPECT_TRUE(VerifySignature(Algorithm::kEs256, certificate, {AsBytes("text")}, raw));
  EXPECT_FALSE(VerifySignature(Algorithm::kEs256, certificate, {AsBytes("text")}, EcdsaToDer(raw)));
}

// RFC 7518 3.5 and 3.3: one scheme's signature is not the other's.
TEST(Algorithm, TellsPssFromPkcs1AndTheHashesApart) {
  const Certificate certificate = TestSigner(Algorithm::kPs256);
  for (const Algorithm made : kAll) {
    if (KeyKindOf(made) != KeyKind::kRsa3072) continue;
    const Bytes signature = SignWith(test::TestKey(KeyKind::kRsa3072), made, "text");
    for (const Algorithm read : kAll) {
      EXPECT_EQ(VerifySignature(read, certificate, {AsBytes("text")}, signature), read == made)
          << NameOf(made) << " read as " << NameOf(read);
    }
  }
}

}  // namespace
}  // namespace signet::seal
