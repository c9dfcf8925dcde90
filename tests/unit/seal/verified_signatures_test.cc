#include "appliance/seal/verified_signatures.h"

#include <gtest/gtest.h>

#include "appliance/seal/crl.h"
#include "tests/support/moment.h"
#include "tests/unit/seal/long_term_seal.h"

namespace signet::seal {
namespace {

const Certificate& Issuer() { return TestSealCa().certificate; }

TEST(VerifiedSignatures, AreCheckedOnceForTheSameOctetsAndSigner) {
  VerifiedSignatures memory;
  int checks = 0;
  const auto ask = [&](ByteView der, const Certificate& signer) {
    return VerifiedSignatures::Check(&memory, der, signer, [&] { return ++checks > 0; });
  };
  const Bytes one{1, 2, 3};
  const Bytes other{1, 2, 4};
  EXPECT_TRUE(ask(one, Issuer()));
  EXPECT_TRUE(ask(one, Issuer()));
  EXPECT_EQ(checks, 1);
  EXPECT_TRUE(ask(other, Issuer()));
  EXPECT_TRUE(ask(one, TestRoot().certificate));
  EXPECT_EQ(checks, 3);
}

TEST(VerifiedSignatures, AreCheckedAgainWhereTheyWereNotGood) {
  VerifiedSignatures memory;
  bool good = false;
  const auto ask = [&] {
    return VerifiedSignatures::Check(&memory, Bytes{1}, Issuer(), [&] { return good; });
  };
  EXPECT_FALSE(ask());
  EXPECT_FALSE(ask());
  good = true;
  EXPECT_TRUE(ask());
}

// With what was remembered of a sound seal, one that was changed is judged as without.
TEST(VerifiedSignatures, ChangeNoJudgement) {
  VerifiedSignatures memory;
  JudgementSettings settings = LongTermSettings();
  LongTermSeal sound;
  const UntrustedText text(sound.Make().Write());
  settings.memory = &memory;
  EXPECT_TRUE(Judge(text, settings).accepted);
  EXPECT_TRUE(Judge(text, settings).accepted);

  LongTermSeal forged;
  forged.issuers.responder = {TestSigner(Algorithm::kEs256), test::TestKey(test::KeyKind::kP256)};
  const UntrustedText other(forged.Make().Write());
  const Judgement with = Judge(other, settings);
  settings.memory = nullptr;
  const Judgement without = Judge(other, settings);
  EXPECT_FALSE(with.accepted);
  EXPECT_EQ(with.conclusion, without.conclusion);
  EXPECT_EQ(with.sub_indication, without.sub_indication);
}

}  // namespace
}  // namespace signet::seal
