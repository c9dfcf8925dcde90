#include "appliance/base/identifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace signet {
namespace {

// RFC 9562 5.4 and 4.1.
TEST(NewUuid, IsVersionFourOfItsVariantInLowerCase) {
  const auto is_version_four =
      testing::MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  for (int i = 0; i < 1000; ++i) {
    ASSERT_THAT(NewUuid(), is_version_four);
  }
}

TEST(NewUuid, IsNewEachTime) {
  std::set<std::string> seen;
  for (int i = 0; i < 10'000; ++i) ASSERT_TRUE(seen.insert(NewUuid()).second);
}

TEST(RandomOctets, AreAsManyAsAskedForAndNotTheSameTwice) {
  for (const std::size_t count : {0U, 1U, 31U, 4096U}) {
    EXPECT_EQ(RandomOctets(count).size(), count);
  }
  EXPECT_NE(RandomOctets(32), RandomOctets(32));
}

}  // namespace
}  // namespace signet
