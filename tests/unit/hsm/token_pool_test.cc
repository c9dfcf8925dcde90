#include "hsm/token_pool.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/unit/hsm/pool_fixture.h"
#include "tests/unit/hsm/raw_key.h"

namespace signet::hsm {
namespace {

using test::PoolFixture;

class TokenPoolTest : public PoolFixture {};

TEST_F(TokenPoolTest, SignsAThousandRequestsAtOnceEachOnce) {
  UnlockAll(2);
  std::vector<std::future<Bytes>> signatures;
  for (unsigned number = 0; number < 1000; ++number) signatures.push_back(StartSign(number));
  for (unsigned number = 0; number < 1000; ++number) {
    EXPECT_EQ(Outcome(number, std::move(signatures[number])), std::nullopt) << number;
  }
  const auto record = shim_.Signatures();
  EXPECT_EQ(record.size(), 1000U);
  EXPECT_EQ(std::set(record.begin(), record.end()).size(), 1000U);

  const TokenStatus status = pool_->Status();
  EXPECT_EQ(status.workers, 2U);
  EXPECT_EQ(status.ready, 2U);
  EXPECT_EQ(status.replaced, 0U);
  EXPECT_EQ(status.signatures, 1000U);
  EXPECT_GT(status.cpu_microseconds, 0U);
}

TEST_F(TokenPoolTest, FailsWithoutAPin) {
  MakePool(2);
  EXPECT_EQ(Sign(0), Code::kTokenUnavailable);
}

TEST_F(TokenPoolTest, TellsWhatIsWrongWithAKey) {
  test::MakeRawKey(token_, {.label = "extractable", .extractable = CK_TRUE});
  UnlockAll(1);
  EXPECT_EQ(Sign(0, "absent"), Code::kTokenKeyMissing);
  EXPECT_EQ(Sign(0, "extractable"), Code::kTokenKeyUnsafe);
  EXPECT_EQ(Sign(0), std::nullopt);
  EXPECT_EQ(pool_->Status().replaced, 0U);
}

TEST_F(TokenPoolTest, RefusesAnInputOfTheWrongSizeBeforeTheToken) {
  UnlockAll(1);
  auto signature = loop_.Start(pool_->Sign("key", kMechanism, Bytes(20)));
  EXPECT_EQ(Outcome(0, std::move(signature)), Code::kInternal);
}

TEST_F(TokenPoolTest, IsUnlockedOnce) {
  UnlockAll(1);
  EXPECT_EQ(UnlockCode(token_.Pin()), Code::kStateForbids);
  EXPECT_EQ(Sign(0), std::nullopt);
}

// RFC 8037 3.1; C2SP signed-note.
TEST_F(TokenPoolTest, SignsMessagesWithEd25519UpToTheLongest) {
  const Bytes public_key = token_.GenerateKey(KeyKind::kEd25519, "log");
  UnlockAll(1);
  for (const std::size_t size : {std::size_t{0}, std::size_t{200}, kMaxEd25519Message}) {
    const Bytes message(size, 'x');
    const Bytes signature = loop_.Await(pool_->Sign("log", Mechanism::kEd25519, message));
    EXPECT_TRUE(test::Verifies(public_key, Mechanism::kEd25519, message, signature)) << size;
    EXPECT_FALSE(test::Verifies(public_key, Mechanism::kEd25519, ToBytes("else"), signature));
  }
}

// --- PIN -----------------------------------------------------------------------------------------

TEST_F(TokenPoolTest, AWrongPinIsTriedOnceByAllWorkersTogether) {
  MakePool(4);
  EXPECT_EQ(UnlockCode(Secret("000000")), Code::kPinWrong);
  EXPECT_EQ(shim_.Logins(), std::vector<std::string>{"1 CKR_PIN_INCORRECT"});
  EXPECT_EQ(pool_->Status().ready, 0U);
  EXPECT_EQ(Sign(0), Code::kTokenUnavailable);

  Unlock();
  EXPECT_EQ(Sign(0), std::nullopt);
}

TEST_F(TokenPoolTest, ALockedPinIsToldAsSuch) {
  MakePool(2);
  shim_.Command("login fail CKR_PIN_LOCKED");
  EXPECT_EQ(UnlockCode(token_.Pin()), Code::kPinLocked);
  EXPECT_EQ(shim_.Logins().size(), 1U);
}

TEST_F(TokenPoolTest, APinRefusedOnRespawnIsNotTriedAgainUntilTheNextUnlock) {
  UnlockAll(3);
  const auto logins = shim_.Logins().size();
  shim_.Command("login fail CKR_PIN_INCORRECT\ncrash times 2\n");
  EXPECT_EQ(Sign(0), Code::kTokenUnavailable);  // crashed two workers; their successors log in
  events_->Await(Kind::kPinRefused, 1);
  EXPECT_EQ(Sign(1), Code::kTokenUnavailable);
  EXPECT_EQ(shim_.Logins().size(), logins + 1);

  shim_.Command("");
  Unlock();
  EXPECT_EQ(Sign(2), std::nullopt);
  EXPECT_EQ(events_->Count(Kind::kPinRefused), 1);
}

TEST_F(TokenPoolTest, APinRefusedToWorkersThatLostTheirLoginsIsTriedOnce) {
  UnlockAll(4);
  const auto logins = shim_.Logins().size();
  shim_.Command("login fail CKR_PIN_INCORRECT\ninit fail CKR_SESSION_CLOSED\n");
  std::vector<std::future<Bytes>> signatures;
  for (unsigned number = 0; number < 16; ++number) signatures.push_back(StartSign(number));
  for (auto& signature : signatures) {
    EXPECT_EQ(Outcome(0, std::move(signature)), Code::kTokenUnavailable);
  }
  events_->Await(Kind::kPinRefused, 1);
  EXPECT_EQ(shim_.Logins().size(), logins + 1);
}

// --- Start ---------------------------------------------------------------------------------------

TEST_F(TokenPoolTest, UnlockTellsWhatIsMissing) {
  MakePool(1);
  settings_.token_label = "nowhere";
  MakePool(1);
  EXPECT_EQ(UnlockCode(token_.Pin()), Code::kTokenUnavailable);
  settings_.module = "/nowhere/module.so";
  MakePool(1);
  EXPECT_EQ(UnlockCode(token_.Pin()), Code::kTokenUnavailable);
  settings_.worker_program = "/nowhere/signet-token";
  MakePool(1);
  EXPECT_EQ(UnlockCode(token_.Pin()), Code::kTokenUnavailable);
  settings_.worker_program = "/bin/false";
  MakePool(1);
  EXPECT_EQ(UnlockCode(token_.Pin()), Code::kTokenUnavailable);
}

TEST_F(TokenPoolTest, UnlockDoesNotWaitForEverForATokenThatHangs) {
  settings_.time_limit = std::chrono::milliseconds(500);
  MakePool(1);
  shim_.Command("login hang");
  EXPECT_EQ(UnlockCode(token_.Pin()), Code::kTokenTimedOut);
}

// --- Lock and end --------------------------------------------------------------------------------

TEST_F(TokenPoolTest, LockEndsWhatIsUnderWayAndUnlockGoesOn) {
  UnlockAll(2);
  std::vector<std::future<Bytes>> signatures;
  for (unsigned number = 0; number < 200; ++number) signatures.push_back(StartSign(number));
  signatures.front().wait();
  pool_->Lock();
  for (unsigned number = 0; number < 200; ++number) {
    const auto outcome = Outcome(number, std::move(signatures[number]));
    EXPECT_EQ(outcome.value_or(Code::kTokenUnavailable), Code::kTokenUnavailable);
  }
  EXPECT_EQ(Sign(0), Code::kTokenUnavailable);
  Unlock();
  EXPECT_EQ(Sign(0), std::nullopt);
}

TEST_F(TokenPoolTest, ARequestMadeButNotYetStartedMayOutliveThePool) {
  UnlockAll(1);
  auto late = pool_->Sign("key", kMechanism, test::InputFor(kMechanism, 0));
  pool_.reset();
  EXPECT_EQ(Outcome(0, loop_.Start(std::move(late))), Code::kTokenUnavailable);
}

TEST_F(TokenPoolTest, LockDoesNotWaitForAModuleThatHangs) {
  UnlockAll(1);
  shim_.Command("hang");
  auto hanging = StartSign(0);
  pool_->Lock();
  EXPECT_EQ(Outcome(0, std::move(hanging)), Code::kTokenUnavailable);
}

TEST_F(TokenPoolTest, ItsEndAnswersEveryRequestAndLeavesNoProcess) {
  UnlockAll(2);
  shim_.Command("hang");
  std::vector<std::future<Bytes>> signatures;
  for (unsigned number = 0; number < 20; ++number) signatures.push_back(StartSign(number));
  pool_.reset();
  for (auto& signature : signatures) {
    EXPECT_EQ(Outcome(0, std::move(signature)), Code::kTokenUnavailable);
  }
  loop_.Finish();
  EXPECT_TRUE(test::ChildProcesses().empty());
}

TEST_F(TokenPoolTest, AnExecutorThatStopsWithRequestsUnderWayLeavesNoProcess) {
  auto stopping = std::make_unique<boost::asio::io_context>();
  settings_.workers = 1;
  auto pool = std::make_unique<TokenPool>(stopping->get_executor(), settings_, nullptr);
  boost::asio::co_spawn(*stopping, pool->Unlock(token_.Pin()),
                        [&](const std::exception_ptr&) { stopping->stop(); });
  stopping->run();
  shim_.Command("hang");
  boost::asio::co_spawn(*stopping, pool->Sign("key", kMechanism, test::InputFor(kMechanism, 0)),
                        boost::asio::use_future);
  stopping->restart();
  stopping->poll();
  EXPECT_EQ(test::ChildProcesses().size(), 1U);
  pool.reset();
  stopping.reset();
  EXPECT_TRUE(test::ChildProcesses().empty());
}

}  // namespace
}  // namespace signet::hsm
