#include "appliance/base/journal.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace signet {
namespace {

// A death test runs in a process of its own and sees its standard error.
TEST(JournalDeathTest, WritesOneLineAnEvent) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        unsetenv("JOURNAL_STREAM");
        journal::Open("signet-test");
        journal::Warning("started key=value");
        std::exit(0);
      },
      testing::ExitedWithCode(0),
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{12}Z signet-test\\[[0-9]+\\] warning: started "
      "key=value\n$");
}

TEST(JournalDeathTest, GivesSystemdItsLevelAndNoTime) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        setenv("JOURNAL_STREAM", "8:1234", 1);
        journal::Open("signet-test");
        journal::Info("one");
        journal::Warning("two");
        journal::Failure("three");
        std::exit(0);
      },
      testing::ExitedWithCode(0), "^<6>one\n<4>two\n<3>three\n$");
}

TEST(JournalDeathTest, AValueCannotForgeASecondEvent) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        setenv("JOURNAL_STREAM", "8:1234", 1);
        journal::Open("signet-test");
        journal::Info("client name=x\n<3>forged\r\x1b[2J {} %v");
        std::exit(0);
      },
      testing::ExitedWithCode(0),
      "^<6>client name=x\\\\x0a<3>forged\\\\x0d\\\\x1b\\[2J \\{\\} %v\n$");
}

}  // namespace
}  // namespace signet
