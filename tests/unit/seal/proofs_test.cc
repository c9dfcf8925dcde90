#include "appliance/seal/proofs.h"

#include <gtest/gtest.h>

namespace signet::seal {
namespace {

const Time kNow = *ParseTime("2030-01-01T00:00:00Z");
const Time kFirst = *ParseTime("2026-01-01T00:00:00Z");
const Time kSecond = *ParseTime("2027-01-01T00:00:00Z");

TEST(Proofs, WithoutATimeStampEverythingIsOfNow) {
  EXPECT_EQ(Proofs(kNow).Of(kSignedPlace), kNow);
  EXPECT_EQ(Proofs(kNow).Of(7), kNow);
}

// TS 119 182-1 5.3.6.3: a time-stamp covers what stands before it, and not itself.
TEST(Proofs, ATimeStampProvesWhatStandsBeforeItAndTheEarliestCounts) {
  Proofs proofs(kNow);
  proofs.Add(4, kSecond);
  proofs.Add(2, kFirst);
  EXPECT_EQ(proofs.Of(0), kFirst);
  EXPECT_EQ(proofs.Of(1), kFirst);
  EXPECT_EQ(proofs.Of(2), kSecond);
  EXPECT_EQ(proofs.Of(3), kSecond);
  EXPECT_EQ(proofs.Of(4), kNow);
}

TEST(Proofs, NothingIsProvenOfTheFuture) {
  Proofs proofs(kFirst);
  proofs.Add(1, kSecond);
  EXPECT_EQ(proofs.Of(0), kFirst);
}

}  // namespace
}  // namespace signet::seal
