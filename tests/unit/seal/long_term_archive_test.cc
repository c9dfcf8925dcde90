// Archive time-stamps: what a renewal proves.

#include <gtest/gtest.h>

#include "tests/unit/seal/long_term_seal.h"

namespace signet::seal {
namespace {

// EN 319 102-1 5.6.3.4: from the newest archive time-stamp back to the first, each proves the one
// before it.
TEST(LongTermArchive, RenewalKeepsASealAliveWhenEverybodyOfOldHasExpired) {
  IssuerChanges changes;
  changes.signer_not_after = At("2027-01-01T00:00:00Z");
  changes.responder_not_after = At("2027-01-01T00:00:00Z");
  changes.authority_not_after = At("2027-01-01T00:00:00Z");
  changes.archive_authority_not_after = At("2028-01-01T00:00:00Z");
  LongTermSeal seal(changes);
  seal.Make();
  EXPECT_NE(Verdict(JudgeAt(seal, "2030-01-01T00:00:00Z")), kPassed);

  const LongTermIssuers newer = MakeIssuers({});
  seal.AddRenewalValues(At("2027-12-01T00:00:00Z"));
  seal.imprint_hash = "SHA512";
  seal.AddArchiveTimeStamp(newer.archive_authority, At("2027-12-01T00:00:10Z"));
  const Judgement renewed = JudgeAt(seal, "2030-01-01T00:00:00Z");
  EXPECT_EQ(Verdict(renewed), kPassed) << Explained(renewed);
  EXPECT_TRUE(renewed.accepted) << Explained(renewed);
  EXPECT_EQ(renewed.signatures[0].best_signature_time, seal.signature_time);
  EXPECT_TRUE(HasRule(renewed, "time.proven"));

  // Renewed too late: the archive time-stamp had expired before.
  LongTermSeal late(changes);
  late.Make();
  late.AddRenewalValues(At("2028-06-01T00:00:00Z"));
  late.AddArchiveTimeStamp(newer.archive_authority, At("2028-06-01T00:00:10Z"));
  EXPECT_NE(Verdict(JudgeAt(late, "2030-01-01T00:00:00Z")), kPassed);
}

}  // namespace
}  // namespace signet::seal
