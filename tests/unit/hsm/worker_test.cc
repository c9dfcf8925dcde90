// The worker program itself, spoken to as its pool does.

#include "hsm/worker.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/strand.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "appliance/base/file.h"
#include "hsm/frame.h"
#include "hsm/pin_guard.h"
#include "hsm/token.pb.h"
#include "hsm/worker_process.h"
#include "tests/support/softhsm_token.h"
#include "tests/unit/hsm/event_loop.h"
#include "tests/unit/hsm/shim_control.h"
#include "tests/unit/hsm/verification.h"

namespace signet::hsm {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

constexpr milliseconds kPatience{60'000};  // never reached unless the test fails

class WorkerTest : public testing::Test {
 protected:
  WorkerTest() : shim_(token_) {
    public_key_ = token_.GenerateKey(KeyKind::kP256, "key");
    settings_.worker_program = SIGNET_BIN_DIR "/signet-token";
    settings_.environment = shim_.environment();
    worker_ = WorkerProcess::Start(loop_.executor(), settings_, guard_.descriptor(), ledger_);
  }

  protocol::ToWorker OpenMessage() const {
    protocol::ToWorker message;
    message.mutable_open()->set_module(test::ShimControl::Module().string());
    message.mutable_open()->set_token_label(token_.label());
    message.mutable_open()->set_pin(std::string(token_.Pin().Reveal()));
    return message;
  }
  static protocol::ToWorker SignMessage() {
    protocol::ToWorker message;
    const Bytes input = test::InputFor(Mechanism::kEcdsaP256, 0);
    message.mutable_sign()->set_key_label("key");
    message.mutable_sign()->set_mechanism(static_cast<std::uint32_t>(Mechanism::kEcdsaP256));
    message.mutable_sign()->set_input(input.data(), input.size());
    return message;
  }

  void Send(const std::string& frame) { ASSERT_TRUE(worker_->Send(frame)); }
  protocol::FromWorker Answer() {
    protocol::FromWorker answer;
    EXPECT_TRUE(loop_.Await(worker_->Receive(answer)));
    return answer;
  }
  void OpenToken() {
    Send(EncodeFrame(OpenMessage()));
    ASSERT_TRUE(Answer().has_opened());
  }
  void ExpectSignature() {
    const std::string octets = Answer().signature().octets();
    EXPECT_TRUE(test::Verifies(public_key_, Mechanism::kEcdsaP256,
                               test::InputFor(Mechanism::kEcdsaP256, 0), ToBytes(octets)));
  }
  std::string End() { return loop_.Await(worker_->Ended(kPatience)); }
  std::string ReadProc(const char* name) const {
    return ReadFile("/proc/" + std::to_string(worker_->pid()) + "/" + name);
  }

  test::SoftHsmToken token_;
  test::ShimControl shim_;
  Bytes public_key_;
  test::EventLoop loop_{1};
  PinGuard guard_;
  TokenSettings settings_;
  std::shared_ptr<WorkerLedger> ledger_ = std::make_shared<WorkerLedger>(1, nullptr);
  std::shared_ptr<WorkerProcess> worker_;
};

TEST_F(WorkerTest, SignsUntilTheSocketCloses) {
  OpenToken();
  for (int i = 0; i < 3; ++i) {
    Send(EncodeFrame(SignMessage()));
    ExpectSignature();
  }
  worker_->HangUp();
  EXPECT_EQ(End(), "ended with status 0");
}

TEST_F(WorkerTest, EndsWhenNobodySpeaks) {
  worker_->HangUp();
  EXPECT_EQ(End(), "ended with status 0");
}

TEST_F(WorkerTest, RubbishEndsItCleanlyBeforeTheTokenIsOpen) {
  for (const std::string& rubbish : {std::string("\0\0\0\x04\xff\xff\xff\xff", 8),
                                     std::string("\0\0\0\0", 4), EncodeFrame(SignMessage())}) {
    worker_ = WorkerProcess::Start(loop_.executor(), settings_, guard_.descriptor(), ledger_);
    Send(rubbish);
    EXPECT_EQ(End(), "ended with status 3");
  }
}

TEST_F(WorkerTest, RubbishEndsItCleanlyWhenTheTokenIsOpen) {
  for (const std::string& rubbish :
       {std::string("\0\0\0\x04\xff\xff\xff\xff", 8), EncodeFrame(OpenMessage())}) {
    worker_ = WorkerProcess::Start(loop_.executor(), settings_, guard_.descriptor(), ledger_);
    OpenToken();
    Send(rubbish);
    EXPECT_EQ(End(), "ended with status 3");
  }
}

TEST_F(WorkerTest, AFrameThatIsTooLongEndsItCleanly) {
  Send("\xff\xff\xff\xff and more");
  EXPECT_EQ(End(), "ended with status 0");
}

TEST_F(WorkerTest, AnUnknownMechanismIsAnAnswerNotAnEnd) {
  OpenToken();
  auto message = SignMessage();
  message.mutable_sign()->set_mechanism(4711);
  Send(EncodeFrame(message));
  EXPECT_TRUE(Answer().has_failure());
  Send(EncodeFrame(SignMessage()));
  ExpectSignature();
}

TEST_F(WorkerTest, EndsWithItsPoolEvenWhenTheModuleHangs) {
  OpenToken();
  shim_.Command("hang");
  Send(EncodeFrame(SignMessage()));
  worker_->HangUp();  // as the kernel does for a sealer that was killed
  EXPECT_EQ(End(), "ended with status 5");
}

TEST_F(WorkerTest, LeavesTerminationToItsPool) {
  OpenToken();
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) kill(worker_->pid(), signal);
  Send(EncodeFrame(SignMessage()));
  ExpectSignature();
}

TEST_F(WorkerTest, LeavesNoCoreAndShowsNoPin) {
  OpenToken();
  EXPECT_THAT(ReadProc("limits"), testing::ContainsRegex("Max core file size +0 +0 "));
  const std::string pin(token_.Pin().Reveal());
  EXPECT_THAT(ReadProc("cmdline"), Not(HasSubstr(pin)));
  EXPECT_THAT(ReadProc("environ"), Not(HasSubstr(pin)));
}

TEST_F(WorkerTest, InheritsNothingElse) {
  const fs::path path = token_.folder() / "open-in-the-sealer";
  const FileDescriptor open_file(open(path.c_str(), O_CREAT | O_RDWR, 0600));  // not O_CLOEXEC
  worker_ = WorkerProcess::Start(loop_.executor(), settings_, guard_.descriptor(), ledger_);
  OpenToken();
  for (const auto& entry :
       fs::directory_iterator("/proc/" + std::to_string(worker_->pid()) + "/fd")) {
    EXPECT_NE(fs::read_symlink(entry.path()), path);
  }
}

TEST(WorkerProgramTest, SaysThatItIsNotForPeople) {
  const int status = std::system("exec " SIGNET_BIN_DIR "/signet-token 3>&- 4>&- 2>/dev/null");
  EXPECT_EQ(WEXITSTATUS(status), 2);
}

}  // namespace
}  // namespace signet::hsm
