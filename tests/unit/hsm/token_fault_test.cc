// The pool in front of a token that hangs, crashes, fails or is killed.

#include <gtest/gtest.h>

#include <csignal>

#include "hsm/token_pool.h"
#include "tests/unit/hsm/pool_fixture.h"

namespace signet::hsm {
namespace {

using test::PoolFixture;

class TokenFaultTest : public PoolFixture {};

std::ptrdiff_t CountReady(const std::vector<std::future<Bytes>>& signatures) {
  return std::ranges::count_if(signatures, [](const auto& signature) {
    return signature.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  });
}

TEST_F(TokenFaultTest, AWorkerThatHangsIsKilledAndReplaced) {
  settings_.time_limit = std::chrono::milliseconds(1'000);
  UnlockAll(1);
  shim_.Command("hang times 1");
  EXPECT_EQ(Sign(0), Code::kTokenTimedOut);
  events_->Await(Kind::kWorkerReady, 2);
  EXPECT_EQ(Sign(1), std::nullopt);
  EXPECT_EQ(events_->Count(Kind::kWorkerHung), 1);
  EXPECT_EQ(events_->Count(Kind::kWorkerLost), 0);
  EXPECT_EQ(pool_->Status().replaced, 1U);
  EXPECT_EQ(shim_.Signatures().size(), 1U);  // what hung was not tried again
}

TEST_F(TokenFaultTest, AWorkerThatHangsHoldsUpNobodyElse) {
  settings_.time_limit = std::chrono::milliseconds(600'000);  // nobody is killed here
  UnlockAll(2);
  shim_.Command("hang times 1");
  std::vector<std::future<Bytes>> signatures;
  for (unsigned number = 0; number < 50; ++number) signatures.push_back(StartSign(number));
  // All but one come although that one hangs; then only it is left.
  for (unsigned more = 0; CountReady(signatures) < 49; ++more) {
    EXPECT_EQ(Sign(50 + more), std::nullopt);
  }
  pool_->Lock();
  unsigned failed = 0;
  for (unsigned number = 0; number < 50; ++number) {
    const auto outcome = Outcome(number, std::move(signatures[number]));
    EXPECT_EQ(outcome.value_or(Code::kTokenUnavailable), Code::kTokenUnavailable);
    failed += outcome.has_value() ? 1 : 0;
  }
  EXPECT_EQ(failed, 1U);
}

TEST_F(TokenFaultTest, ARequestWhoseWorkerCrashedIsDoneByAnother) {
  UnlockAll(2);
  shim_.Command("crash times 1");
  EXPECT_EQ(Sign(0), std::nullopt);
  events_->Await(Kind::kWorkerLost, 1);
  events_->Await(Kind::kWorkerReady, 3);
  EXPECT_EQ(pool_->Status().ready, 2U);
}

TEST_F(TokenFaultTest, ARequestWhoseOnlyWorkerCrashedWaitsForTheNext) {
  UnlockAll(1);
  shim_.Command("crash times 1");
  EXPECT_EQ(Sign(0), std::nullopt);
  EXPECT_EQ(pool_->Status().replaced, 1U);
}

TEST_F(TokenFaultTest, ARequestThatCrashesTwoWorkersIsGivenUp) {
  UnlockAll(2);
  shim_.Command("crash times 2");
  EXPECT_EQ(Sign(0), Code::kTokenUnavailable);
  EXPECT_EQ(Sign(1), std::nullopt);
}

TEST_F(TokenFaultTest, AModuleThatKeepsFailingIsLoadedAnew) {
  UnlockAll(1);
  shim_.Command("fail CKR_GENERAL_ERROR times 3");
  for (unsigned number = 0; number < 3; ++number) EXPECT_EQ(Sign(number), Code::kTokenFailed);
  EXPECT_EQ(Sign(3), std::nullopt);
  EXPECT_EQ(pool_->Status().replaced, 1U);
}

TEST_F(TokenFaultTest, ATokenThatIsGoneIsToldAndComesBack) {
  UnlockAll(1);
  shim_.Command("init fail CKR_TOKEN_NOT_PRESENT");
  EXPECT_EQ(Sign(0), Code::kTokenUnavailable);
  events_->Await(Kind::kWorkerLost, 1);
  shim_.Command("");
  events_->Await(Kind::kWorkerReady, 2);
  EXPECT_EQ(Sign(1), std::nullopt);
}

TEST_F(TokenFaultTest, ABusyTokenIsToldAfterTwiceTheLimit) {
  settings_.time_limit = std::chrono::milliseconds(1'000);
  UnlockAll(1);
  shim_.Command("delay-ms 500");
  std::vector<std::future<Bytes>> signatures;
  for (unsigned number = 0; number < 12; ++number) signatures.push_back(StartSign(number));
  unsigned late = 0;
  for (unsigned number = 0; number < 12; ++number) {
    const auto outcome = Outcome(number, std::move(signatures[number]));
    EXPECT_EQ(outcome.value_or(Code::kTokenTimedOut), Code::kTokenTimedOut);
    late += outcome.has_value() ? 1 : 0;
  }
  EXPECT_GT(late, 0U);
}

// Every request ends in a signature that verifies or in a clear failure, and the pool gets over it.
TEST_F(TokenFaultTest, WorkersKilledUnderLoadLoseNoRequest) {
  constexpr unsigned kKills = 20;
  UnlockAll(2);
  unsigned number = 0;
  unsigned signed_requests = 0;
  for (unsigned kills = 0; kills < kKills; ++kills) {
    std::vector<std::future<Bytes>> signatures;
    const unsigned first = number;
    for (; number < first + 100; ++number) signatures.push_back(StartSign(number));
    signatures[20].wait();  // under load, whatever became of it
    const auto workers = test::ChildProcesses();
    if (!workers.empty()) kill(workers[kills % workers.size()], SIGKILL);
    for (unsigned i = 0; i < signatures.size(); ++i) {
      const auto outcome = Outcome(first + i, std::move(signatures[i]));
      EXPECT_EQ(outcome.value_or(Code::kTokenUnavailable), Code::kTokenUnavailable);
      signed_requests += outcome.has_value() ? 0 : 1;
    }
  }
  EXPECT_GE(shim_.Signatures().size(), signed_requests);
  EXPECT_GT(signed_requests, 0U);
  EXPECT_EQ(Sign(number), std::nullopt);
  EXPECT_GT(pool_->Status().replaced, 0U);
}

}  // namespace
}  // namespace signet::hsm
