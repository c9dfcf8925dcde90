#include "appliance/registry/quota_use.h"

#include <gtest/gtest.h>

#include "tests/unit/registry/registry_fixture.h"

namespace signet::registry {
namespace {

using QuotaUseTest = RegistryTest;

TEST_F(QuotaUseTest, KeepsTheLastOfEachAuthority) {
  const Time morning = *ParseTime("2026-06-01T08:00:00Z");
  const Time evening = *ParseTime("2026-06-01T20:00:00Z");
  EXPECT_TRUE(ListQuotaUses(database_).empty());
  StoreQuotaUse(database_, {"second", morning, 7});
  StoreQuotaUse(database_, {"first", morning, 1});
  StoreQuotaUse(database_, {"second", evening, 2});
  const auto uses = ListQuotaUses(database_);
  ASSERT_EQ(uses.size(), 2U);
  EXPECT_EQ(uses[0].authority, "first");
  EXPECT_EQ(uses[0].period_begin, morning);
  EXPECT_EQ(uses[0].requests, 1U);
  EXPECT_EQ(uses[1].authority, "second");
  EXPECT_EQ(uses[1].period_begin, evening);
  EXPECT_EQ(uses[1].requests, 2U);
}

}  // namespace
}  // namespace signet::registry
