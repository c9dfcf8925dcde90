#include "hsm/mechanism.h"

#include <gtest/gtest.h>

namespace signet::hsm {
namespace {

TEST(MechanismTest, TakesADigestOfItsOwnSizeAndNothingElse) {
  for (const auto mechanism :
       {Mechanism::kEcdsaP256, Mechanism::kRsaPssSha256, Mechanism::kRsaPkcs1Sha256}) {
    EXPECT_TRUE(Takes(mechanism, 32)) << NameOf(mechanism);
    EXPECT_FALSE(Takes(mechanism, 31)) << NameOf(mechanism);
    EXPECT_FALSE(Takes(mechanism, 48)) << NameOf(mechanism);
  }
  EXPECT_TRUE(Takes(Mechanism::kEcdsaP384, 48));
  EXPECT_FALSE(Takes(Mechanism::kEcdsaP384, 32));
}

TEST(MechanismTest, Ed25519TakesMessagesUpToItsLimit) {
  EXPECT_TRUE(Takes(Mechanism::kEd25519, 0));
  EXPECT_TRUE(Takes(Mechanism::kEd25519, kMaxEd25519Message));
  EXPECT_FALSE(Takes(Mechanism::kEd25519, kMaxEd25519Message + 1));
}

}  // namespace
}  // namespace signet::hsm
