#include "appliance/sealer/seal_steps.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace signet::sealer {
namespace {

constexpr int kSteps = static_cast<int>(Step::kRelease) + 1;

std::vector<Step> Before(Step step) {
  std::vector<Step> out;
  for (int from = 0; from < kSteps; ++from) {
    if (IsLegal(static_cast<Step>(from), step)) out.push_back(static_cast<Step>(from));
  }
  return out;
}

// DESIGN 3.6: a log entry is durable before the token signs.
TEST(SealSteps, TheTokenIsReachedOnlyThroughAnEntryInTheLog) {
  EXPECT_EQ(Before(Step::kSign), (std::vector{Step::kIntend, Step::kResume}));
}

// DESIGN 3.9: a second entry is durable before the release; only a repeat of a completed seal,
// whose entry is there, may go past it.
TEST(SealSteps, TheReleaseIsReachedOnlyThroughTheCompletionOrARecordedSeal) {
  EXPECT_EQ(Before(Step::kRelease), (std::vector{Step::kMatch, Step::kComplete}));
  EXPECT_EQ(Before(Step::kComplete), (std::vector{Step::kVerify, Step::kInspect}));
}

TEST(SealSteps, NothingIsIntendedThatWasNotAuthorisedPreparedAndChecked) {
  EXPECT_EQ(Before(Step::kIntend), std::vector{Step::kConfirm});
  EXPECT_EQ(Before(Step::kConfirm), (std::vector{Step::kCheck, Step::kMatch}));
  EXPECT_EQ(Before(Step::kMatch), std::vector{Step::kCheck});
  EXPECT_EQ(Before(Step::kCheck), std::vector{Step::kPrepare});
  EXPECT_EQ(Before(Step::kPrepare), std::vector{Step::kAuthorise});
  EXPECT_EQ(Before(Step::kAuthorise), std::vector{Step::kRecognise});
}

// No signature leaves the token, and none is released, without a look at the seal certificate; no
// time-stamp is asked for over a signature that does not verify.
TEST(SealSteps, TheCertificateIsConfirmedBeforeTheTokenSignsAndTheSignatureBeforeItIsStamped) {
  EXPECT_EQ(Before(Step::kResume), std::vector{Step::kConfirm});
  EXPECT_EQ(Before(Step::kStamp), std::vector{Step::kVerify});
  EXPECT_EQ(Before(Step::kExtend), std::vector{Step::kStamp});
  EXPECT_EQ(Before(Step::kInspect), (std::vector{Step::kStamp, Step::kExtend}));
}

TEST(SealSteps, NoPathGoesInACircle) {
  std::set<std::pair<int, int>> reachable;
  for (int round = 0; round < kSteps; ++round) {
    for (int from = 0; from < kSteps; ++from) {
      for (int to = 0; to < kSteps; ++to) {
        if (IsLegal(static_cast<Step>(from), static_cast<Step>(to))) reachable.insert({from, to});
        for (int over = 0; over < kSteps; ++over) {
          if (reachable.contains({from, over}) && reachable.contains({over, to})) {
            reachable.insert({from, to});
          }
        }
      }
    }
  }
  for (int step = 0; step < kSteps; ++step) {
    EXPECT_FALSE(reachable.contains({step, step})) << NameOf(static_cast<Step>(step));
  }
}

}  // namespace
}  // namespace signet::sealer
