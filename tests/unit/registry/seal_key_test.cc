#include "appliance/registry/seal_key.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/error_matcher.h"
#include "tests/support/test_certificates.h"
#include "tests/unit/registry/registry_fixture.h"

namespace signet::registry {
namespace {

using SealKeyTest = RegistryTest;

SealKey Key(const std::string& name) {
  return {
      .name = name, .algorithm = "ES256", .time_header = "sigT", .is_default = false, .chain = {}};
}

std::vector<Certificate> Chain(int number) {
  EVP_PKEY* const key = test::TestKey(test::KeyKind::kP256, number);
  const test::Authority root = test::MakeRoot(test::AuthorityOptions("TEST root"), key);
  const Certificate seal = test::IssueCertificate(root, test::SealCertificateOptions(),
                                                  test::TestKey(test::KeyKind::kP256, number + 1));
  return {seal, root.certificate};
}

TEST_F(SealKeyTest, AKeyStartsWithoutACertificateAndGetsItsChain) {
  AddSealKey(database_, Key("p256"));
  ASSERT_EQ(ListSealKeys(database_).size(), 1U);
  EXPECT_TRUE(ListSealKeys(database_)[0].chain.empty());
  const auto chain = Chain(1);
  SetSealKeyChain(database_, "p256", chain);
  const auto keys = ListSealKeys(database_);
  EXPECT_EQ(keys[0].chain, chain);
  EXPECT_EQ(keys[0].algorithm, "ES256");
  EXPECT_EQ(keys[0].time_header, "sigT");
}

TEST_F(SealKeyTest, ANewChainTakesTheOldOnesPlace) {
  SealKey key = Key("p256");
  key.chain = Chain(1);
  AddSealKey(database_, key);
  EXPECT_EQ(ListSealKeys(database_)[0].chain.size(), 2U);
  const std::vector<Certificate> next{Chain(5).front()};
  SetSealKeyChain(database_, "p256", next);
  EXPECT_EQ(ListSealKeys(database_)[0].chain, next);
}

TEST_F(SealKeyTest, OneKeyIsTheDefault) {
  SealKey key = Key("a");
  key.is_default = true;
  AddSealKey(database_, key);
  key.name = "b";
  AddSealKey(database_, key);
  EXPECT_FALSE(ListSealKeys(database_)[0].is_default);
  EXPECT_TRUE(ListSealKeys(database_)[1].is_default);
  SetDefaultSealKey(database_, "a");
  EXPECT_TRUE(ListSealKeys(database_)[0].is_default);
  EXPECT_FALSE(ListSealKeys(database_)[1].is_default);
}

TEST_F(SealKeyTest, WhatIsNotThereIsRefusedAndChangesNothing) {
  SealKey key = Key("a");
  key.is_default = true;
  AddSealKey(database_, key);
  EXPECT_EQ(test::CodeOf([&] { SetDefaultSealKey(database_, "b"); }), Code::kKeyUnknown);
  EXPECT_EQ(test::CodeOf([&] { SetSealKeyChain(database_, "b", {}); }), Code::kKeyUnknown);
  EXPECT_TRUE(ListSealKeys(database_)[0].is_default);
}

TEST_F(SealKeyTest, TakenAndBadNamesAreRefused) {
  AddSealKey(database_, Key("a"));
  EXPECT_EQ(test::CodeOf([&] { AddSealKey(database_, Key("a")); }), Code::kRegistryTaken);
  for (const char* const name : {"", "a b", "clé"}) {
    EXPECT_EQ(test::CodeOf([&] { AddSealKey(database_, Key(name)); }), Code::kRegistryMalformed)
        << name;
  }
}

TEST_F(SealKeyTest, AKeyIsActivatedWithTheCertificateItHasAndNoOther) {
  AddSealKey(database_, Key("a"));
  const auto chain = Chain(1);
  const Sha256 wanted = chain.front().fingerprint();
  EXPECT_EQ(test::CodeOf([&] { ActivateSealKey(database_, "a", wanted); }), Code::kProposalDiffers)
      << "it has none yet";
  SetSealKeyChain(database_, "a", chain);
  EXPECT_FALSE(ListSealKeys(database_)[0].activated);
  EXPECT_EQ(test::CodeOf([&] { ActivateSealKey(database_, "a", chain.back().fingerprint()); }),
            Code::kProposalDiffers)
      << "that is its CA's";
  EXPECT_EQ(test::CodeOf([&] { ActivateSealKey(database_, "b", wanted); }), Code::kKeyUnknown);
  ActivateSealKey(database_, "a", wanted);
  EXPECT_EQ(ListSealKeys(database_)[0].activated, wanted);
}

TEST_F(SealKeyTest, ANewCertificateIsNotActivatedByTheOldOne) {
  SealKey key = Key("a");
  key.chain = Chain(1);
  key.activated = key.chain.front().fingerprint();
  AddSealKey(database_, key);
  SetSealKeyChain(database_, "a", Chain(5));
  const SealKey stored = ListSealKeys(database_)[0];
  EXPECT_EQ(stored.activated, key.activated);
  EXPECT_NE(stored.activated, stored.chain.front().fingerprint());
}

}  // namespace
}  // namespace signet::registry
