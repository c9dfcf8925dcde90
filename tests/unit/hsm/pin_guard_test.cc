#include "hsm/pin_guard.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "appliance/base/error.h"
#include "tests/support/error_matcher.h"

namespace signet::hsm {
namespace {

Error Refused(Code code) { return {code, "The token refused the PIN."}; }

TEST(PinGuardTest, ARefusedPinIsNotTriedAgain) {
  for (const Code code : {Code::kPinWrong, Code::kPinLocked}) {
    const PinGuard guard;
    EXPECT_EQ(test::CodeOf([&] { guard.Attempt([&] { throw Refused(code); }); }), code);
    int tries = 0;
    EXPECT_EQ(test::CodeOf([&] { guard.Attempt([&] { ++tries; }); }), Code::kPinWrong);
    EXPECT_EQ(tries, 0);
  }
}

TEST(PinGuardTest, OtherFailuresAndSuccessesLeaveItOpen) {
  const PinGuard guard;
  EXPECT_EQ(test::CodeOf([&] { guard.Attempt([] { throw Refused(Code::kTokenFailed); }); }),
            Code::kTokenFailed);
  int tries = 0;
  guard.Attempt([&] { ++tries; });
  guard.Attempt([&] { ++tries; });
  EXPECT_EQ(tries, 2);
}

TEST(PinGuardTest, ARefusalHoldsForEveryProcessThatSharesIt) {
  const PinGuard guard;
  const pid_t child = fork();
  if (child == 0) {
    try {
      PinGuard(FileDescriptor(dup(guard.descriptor()))).Attempt([] {
        throw Refused(Code::kPinWrong);
      });
    } catch (const Error&) {
    }
    _exit(0);
  }
  waitpid(child, nullptr, 0);
  EXPECT_EQ(test::CodeOf([&] { guard.Attempt([] {}); }), Code::kPinWrong);
}

TEST(PinGuardTest, OneThatDiesWhileItTriesDoesNotHoldUpTheOthers) {
  const PinGuard guard;
  const pid_t child = fork();
  if (child == 0) {
    guard.Attempt([] { _exit(0); });
    _exit(1);
  }
  int status = 1;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  int tries = 0;
  guard.Attempt([&] { ++tries; });
  EXPECT_EQ(tries, 1);
}

}  // namespace
}  // namespace signet::hsm
