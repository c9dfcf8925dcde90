#include "hsm/token_admin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "appliance/base/openssl.h"
#include "tests/support/error_matcher.h"
#include "tests/support/softhsm_token.h"
#include "tests/unit/hsm/raw_key.h"

namespace signet::hsm {
namespace {

using test::SoftHsmToken;

class TokenAdminTest : public testing::Test {
 protected:
  SoftHsmToken token_;
};

struct Kind {
  KeyKind kind;
  int type;
  int bits;
};

class EveryKind : public TokenAdminTest, public testing::WithParamInterface<Kind> {};

TEST_P(EveryKind, IsMadeOnTheTokenAndNeverLeavesIt) {
  TokenAdministration admin(SoftHsmToken::Module(), token_.label(), token_.Pin());
  const Bytes der = admin.GenerateKey(GetParam().kind, "key");
  const unsigned char* at = der.data();
  const openssl::Handle<EVP_PKEY> key(d2i_PUBKEY(nullptr, &at, static_cast<long>(der.size())));
  ASSERT_TRUE(key);
  EXPECT_EQ(EVP_PKEY_get_base_id(key.get()), GetParam().type);
  EXPECT_EQ(EVP_PKEY_get_bits(key.get()), GetParam().bits);
  EXPECT_EQ(admin.PublicKey("key"), der);

  const auto keys = admin.ListKeys();
  ASSERT_EQ(keys.size(), 1U);
  EXPECT_EQ(keys[0].label, "key");
  EXPECT_EQ(keys[0].kind, GetParam().kind);
  EXPECT_EQ(keys[0].id.size(), 16U);
  EXPECT_TRUE(keys[0].usable);
}

INSTANTIATE_TEST_SUITE_P(Table, EveryKind,
                         testing::Values(Kind{KeyKind::kP256, EVP_PKEY_EC, 256},
                                         Kind{KeyKind::kP384, EVP_PKEY_EC, 384},
                                         Kind{KeyKind::kRsa2048, EVP_PKEY_RSA, 2048},
                                         Kind{KeyKind::kRsa3072, EVP_PKEY_RSA, 3072},
                                         Kind{KeyKind::kEd25519, EVP_PKEY_ED25519, 256}));

TEST_F(TokenAdminTest, ALabelIsGivenOnce) {
  TokenAdministration admin(SoftHsmToken::Module(), token_.label(), token_.Pin());
  const Bytes first = admin.GenerateKey(KeyKind::kP256, "key");
  EXPECT_EQ(test::CodeOf([&] { admin.GenerateKey(KeyKind::kP384, "key"); }),
            Code::kParameterInvalid);
  EXPECT_EQ(test::CodeOf([&] { admin.GenerateKey(KeyKind::kP384, ""); }), Code::kParameterInvalid);
  EXPECT_EQ(admin.PublicKey("key"), first);
}

TEST_F(TokenAdminTest, ListsWhatItWouldNotUse) {
  test::MakeRawKey(token_, {.label = "a-extractable", .extractable = CK_TRUE});
  test::MakeRawKey(token_, {.label = "b-small", .rsa_bits = 1024});
  TokenAdministration admin(SoftHsmToken::Module(), token_.label(), token_.Pin());
  const auto keys = admin.ListKeys();
  ASSERT_EQ(keys.size(), 2U);
  EXPECT_FALSE(keys[0].usable);
  EXPECT_EQ(keys[0].kind, KeyKind::kP256);
  EXPECT_EQ(keys[1].kind, std::nullopt);
  EXPECT_EQ(test::CodeOf([&] { admin.PublicKey("a-extractable"); }), Code::kTokenKeyUnsafe);
  EXPECT_EQ(test::CodeOf([&] { admin.PublicKey("absent"); }), Code::kTokenKeyMissing);
}

TEST_F(TokenAdminTest, AWrongPinIsRefused) {
  EXPECT_EQ(test::CodeOf([&] {
              TokenAdministration(SoftHsmToken::Module(), token_.label(), Secret("999999"));
            }),
            Code::kPinWrong);
}

TEST_F(TokenAdminTest, ATokenIsNamedOnceAndWithinItsLimit) {
  for (const std::string& label : {token_.label(), std::string(), std::string(33, 'x')}) {
    EXPECT_EQ(test::CodeOf([&] {
                InitialiseToken(SoftHsmToken::Module(), label, Secret("12345678"), Secret("1234"));
              }),
              Code::kParameterInvalid)
        << label;
  }
  InitialiseToken(SoftHsmToken::Module(), std::string(32, 'x'), Secret("12345678"), Secret("1234"));
  EXPECT_NO_THROW(
      TokenAdministration(SoftHsmToken::Module(), std::string(32, 'x'), Secret("1234")));
}

}  // namespace
}  // namespace signet::hsm
