#include "provisioning/outcome.h"

#include <gtest/gtest.h>

namespace signet::provisioning {
namespace {

TEST(Outcome, HasTheDocumentedExitCodes) {
  EXPECT_EQ(static_cast<int>(Outcome::kGood), 0);
  EXPECT_EQ(static_cast<int>(Outcome::kNotGood), 1);
  EXPECT_EQ(static_cast<int>(Outcome::kNotDone), 2);
  EXPECT_EQ(static_cast<int>(Outcome::kIndeterminate), 3);
  EXPECT_EQ(static_cast<int>(Outcome::kNotAccepted), 4);
}

TEST(Outcome, OfSeveralFilesIsFailedThenNotJudgedThenIndeterminateThenNotAccepted) {
  constexpr Outcome kFromBestToWorst[] = {Outcome::kGood, Outcome::kNotAccepted,
                                          Outcome::kIndeterminate, Outcome::kNotDone,
                                          Outcome::kNotGood};
  for (std::size_t better = 0; better < 5; ++better) {
    for (std::size_t worse = better; worse < 5; ++worse) {
      EXPECT_EQ(Worse(kFromBestToWorst[better], kFromBestToWorst[worse]), kFromBestToWorst[worse]);
      EXPECT_EQ(Worse(kFromBestToWorst[worse], kFromBestToWorst[better]), kFromBestToWorst[worse]);
    }
  }
}

}  // namespace
}  // namespace signet::provisioning
