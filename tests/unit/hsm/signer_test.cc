#include "hsm/signer.h"

#include <gtest/gtest.h>

#include "hsm/object.h"
#include "hsm/token_admin.h"
#include "tests/support/error_matcher.h"
#include "tests/support/softhsm_token.h"
#include "tests/unit/hsm/raw_key.h"
#include "tests/unit/hsm/shim_control.h"
#include "tests/unit/hsm/verification.h"

namespace signet::hsm {
namespace {

class SignerTest : public testing::Test {
 protected:
  std::unique_ptr<Signer> Open(const std::filesystem::path& module) const {
    return std::make_unique<Signer>(module, token_.label(), token_.Pin(), PinGuard());
  }
  std::unique_ptr<Signer> Open() const { return Open(test::SoftHsmToken::Module()); }

  std::unique_ptr<Signer> OpenShimmed(const test::ShimControl& shim) const {
    for (const auto& [name, value] : shim.environment()) setenv(name.c_str(), value.c_str(), 1);
    return Open(test::ShimControl::Module());
  }

  test::SoftHsmToken token_;
};

struct Pairing {
  KeyKind kind;
  Mechanism mechanism;
};

class EveryMechanism : public SignerTest, public testing::WithParamInterface<Pairing> {};

// RFC 7518 3.3 to 3.5, RFC 8037 3.1: what each algorithm of a seal or a checkpoint needs.
TEST_P(EveryMechanism, MakesSignaturesThatVerifyWithTheTokensPublicKey) {
  const auto [kind, mechanism] = GetParam();
  const Bytes public_key = token_.GenerateKey(kind, "key");
  const auto signer = Open();
  for (unsigned number = 0; number < 20; ++number) {
    const Bytes input = test::InputFor(mechanism, number);
    EXPECT_TRUE(
        test::Verifies(public_key, mechanism, input, signer->Sign("key", mechanism, input)));
    EXPECT_FALSE(test::Verifies(public_key, mechanism, test::InputFor(mechanism, number + 1),
                                signer->Sign("key", mechanism, input)));
  }
}

INSTANTIATE_TEST_SUITE_P(Table, EveryMechanism,
                         testing::Values(Pairing{KeyKind::kP256, Mechanism::kEcdsaP256},
                                         Pairing{KeyKind::kP384, Mechanism::kEcdsaP384},
                                         Pairing{KeyKind::kRsa2048, Mechanism::kRsaPkcs1Sha256},
                                         Pairing{KeyKind::kRsa2048, Mechanism::kRsaPssSha256},
                                         Pairing{KeyKind::kRsa3072, Mechanism::kRsaPssSha256},
                                         Pairing{KeyKind::kRsa4096, Mechanism::kRsaPkcs1Sha256},
                                         Pairing{KeyKind::kEd25519, Mechanism::kEd25519}),
                         [](const auto& test) {
                           std::string name = std::string(NameOf(test.param.kind)) + "_with_" +
                                              std::string(NameOf(test.param.mechanism));
                           for (char& letter : name)
                             letter = std::isalnum(letter) != 0 ? letter : '_';
                           return name;
                         });

TEST_F(SignerTest, RefusesKeysThatCouldLeaveTheToken) {
  test::MakeRawKey(token_, {.label = "extractable", .extractable = CK_TRUE});
  test::MakeRawKey(token_, {.label = "open", .sensitive = CK_FALSE});
  const auto signer = Open();
  for (const char* label : {"extractable", "open"}) {
    EXPECT_EQ(test::CodeOf([&] {
                signer->Sign(label, Mechanism::kEcdsaP256,
                             test::InputFor(Mechanism::kEcdsaP256, 0));
              }),
              Code::kTokenKeyUnsafe)
        << label;
  }
}

TEST_F(SignerTest, RefusesRsaBelow2048Bits) {
  test::MakeRawKey(token_, {.label = "small", .rsa_bits = 1024});
  const auto signer = Open();
  EXPECT_EQ(test::CodeOf([&] {
              signer->Sign("small", Mechanism::kRsaPssSha256,
                           test::InputFor(Mechanism::kRsaPssSha256, 0));
            }),
            Code::kTokenFailed);
}

TEST_F(SignerTest, RefusesAMissingKeyAnAmbiguousOneAndOneOfAnotherKind) {
  token_.GenerateKey(KeyKind::kP256, "p256");
  test::MakeRawKey(token_, {.label = "twin"});
  test::MakeRawKey(token_, {.label = "twin"});
  const auto signer = Open();
  const auto code = [&](const char* label, Mechanism mechanism) {
    return test::CodeOf([&] { signer->Sign(label, mechanism, test::InputFor(mechanism, 0)); });
  };
  EXPECT_EQ(code("absent", Mechanism::kEcdsaP256), Code::kTokenKeyMissing);
  EXPECT_EQ(code("twin", Mechanism::kEcdsaP256), Code::kTokenFailed);
  EXPECT_EQ(code("p256", Mechanism::kEcdsaP384), Code::kTokenFailed);
  EXPECT_EQ(code("p256", Mechanism::kRsaPssSha256), Code::kTokenFailed);
  EXPECT_EQ(test::CodeOf([&] { signer->Sign("p256", Mechanism::kEcdsaP256, Bytes(31)); }),
            Code::kInternal);
}

TEST_F(SignerTest, AsksForThePinAtEachSignatureIfTheKeyWantsIt) {
  test::MakeRawKey(token_, {.label = "each-time", .always_authenticate = CK_TRUE});
  const Bytes public_key =
      TokenAdministration(test::SoftHsmToken::Module(), token_.label(), token_.Pin())
          .PublicKey("each-time");
  const test::ShimControl shim(token_);
  const auto signer = OpenShimmed(shim);
  for (unsigned number = 0; number < 3; ++number) {
    const Bytes input = test::InputFor(Mechanism::kEcdsaP256, number);
    EXPECT_TRUE(test::Verifies(public_key, Mechanism::kEcdsaP256, input,
                               signer->Sign("each-time", Mechanism::kEcdsaP256, input)));
  }
  // CKU_USER (1) once, then CKU_CONTEXT_SPECIFIC (2).
  EXPECT_EQ(shim.Logins(),
            (std::vector<std::string>{"1 CKR_OK", "2 CKR_OK", "2 CKR_OK", "2 CKR_OK"}));
}

TEST_F(SignerTest, GetsOverSessionsAndLoginsThatAreGone) {
  const Bytes public_key = token_.GenerateKey(KeyKind::kP256, "key");
  const auto signer = Open();
  const Module module(test::SoftHsmToken::Module());  // the same one, started by the signer
  const CK_SLOT_ID slot = FindToken(module, token_.label())->slot;
  const auto verifies = [&](unsigned number) {
    const Bytes input = test::InputFor(Mechanism::kEcdsaP256, number);
    return test::Verifies(public_key, Mechanism::kEcdsaP256, input,
                          signer->Sign("key", Mechanism::kEcdsaP256, input));
  };
  EXPECT_TRUE(verifies(0));
  EXPECT_EQ(module->C_CloseAllSessions(slot), CKR_OK);
  EXPECT_TRUE(verifies(1));
  {
    const Session other(module, slot, Access::kReadOnly);
    other.Logout();
  }
  EXPECT_TRUE(verifies(2));
  EXPECT_EQ(module->C_Finalize(nullptr), CKR_OK);
  EXPECT_TRUE(verifies(3));
}

struct Trouble {
  const char* command;
  std::size_t logins;  ///< with the first one
};

class Recovers : public SignerTest, public testing::WithParamInterface<Trouble> {};

TEST_P(Recovers, AndSignsOnce) {
  const Bytes public_key = token_.GenerateKey(KeyKind::kP256, "key");
  const test::ShimControl shim(token_);
  const auto signer = OpenShimmed(shim);
  const Bytes input = test::InputFor(Mechanism::kEcdsaP256, 0);
  shim.Command(GetParam().command);
  EXPECT_TRUE(test::Verifies(public_key, Mechanism::kEcdsaP256, input,
                             signer->Sign("key", Mechanism::kEcdsaP256, input)));
  EXPECT_EQ(shim.Signatures().size(), 1U);
  EXPECT_EQ(shim.Logins().size(), GetParam().logins);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Recovers,
    testing::Values(Trouble{"init fail CKR_KEY_HANDLE_INVALID times 1", 1},
                    Trouble{"init fail CKR_OBJECT_HANDLE_INVALID times 1", 1},
                    Trouble{"init fail CKR_USER_NOT_LOGGED_IN times 1", 1},
                    Trouble{"init fail CKR_SESSION_HANDLE_INVALID times 1", 2},
                    Trouble{"init fail CKR_SESSION_CLOSED times 1", 2},
                    Trouble{"init fail CKR_OPERATION_ACTIVE times 1", 2},
                    Trouble{"init fail CKR_DEVICE_REMOVED times 1", 2},
                    Trouble{"init fail CKR_TOKEN_NOT_PRESENT times 1", 2},
                    Trouble{"fail CKR_SESSION_CLOSED times 1", 2},
                    // The operation stays open in the module: then CKR_OPERATION_ACTIVE.
                    Trouble{"fail CKR_KEY_HANDLE_INVALID times 1", 2}));

TEST_F(SignerTest, TellsWhatDoesNotPass) {
  token_.GenerateKey(KeyKind::kP256, "key");
  const test::ShimControl shim(token_);
  const auto signer = OpenShimmed(shim);
  const auto code = [&] {
    return test::CodeOf([&] {
      signer->Sign("key", Mechanism::kEcdsaP256, test::InputFor(Mechanism::kEcdsaP256, 0));
    });
  };
  shim.Command("init fail CKR_DEVICE_REMOVED");
  EXPECT_EQ(code(), Code::kTokenUnavailable);
  shim.Command("init fail CKR_GENERAL_ERROR");
  EXPECT_EQ(code(), Code::kTokenFailed);
  shim.Command("");
  EXPECT_NO_THROW(
      signer->Sign("key", Mechanism::kEcdsaP256, test::InputFor(Mechanism::kEcdsaP256, 0)));
}

TEST_F(SignerTest, AWrongPinIsToldWithItsKind) {
  const auto open = [&] {
    Signer(test::SoftHsmToken::Module(), token_.label(), Secret("000000"), PinGuard());
  };
  EXPECT_EQ(test::CodeOf(open), Code::kPinWrong);
}

TEST_F(SignerTest, ATokenThatIsNotThereIsNamed) {
  const auto error = test::ErrorOf(
      [&] { Signer(test::SoftHsmToken::Module(), "nowhere", token_.Pin(), PinGuard()); });
  EXPECT_EQ(error->code(), Code::kTokenUnavailable);
  EXPECT_NE(error->message().find("nowhere"), std::string::npos);
}

TEST_F(SignerTest, AModuleThatIsNoneIsRefused) {
  for (const char* path : {"libsofthsm2.so", "/nowhere/module.so", "/lib64/libm.so.6"}) {
    EXPECT_EQ(test::CodeOf([&] { Open(path); }), Code::kConfigurationInvalid) << path;
  }
}

}  // namespace
}  // namespace signet::hsm
