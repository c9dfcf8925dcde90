#include "hsm/worker.h"

#include <openssl/crypto.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "appliance/base/bytes.h"
#include "appliance/base/error.h"
#include "appliance/base/secret.h"
#include "hsm/frame.h"
#include "hsm/recovery.h"
#include "hsm/return_value.h"
#include "hsm/signer.h"
#include "hsm/token.pb.h"

namespace signet::hsm {
namespace {

constexpr int kMaxSuspectFailures = 3;

std::optional<protocol::ToWorker> Receive(const FileDescriptor& socket) {
  auto frame = ReadFrame(socket.get());
  if (!frame) return std::nullopt;
  protocol::ToWorker message;
  const bool parsed = message.ParseFromString(*frame);
  OPENSSL_cleanse(frame->data(), frame->size());
  // A message of neither kind stands for everything that cannot be read.
  return parsed ? std::move(message) : protocol::ToWorker();
}

bool Answer(const FileDescriptor& socket, const protocol::FromWorker& answer) {
  return WriteFrame(socket.get(), EncodeFrame(answer));
}

protocol::FromWorker FailureAnswer(const Error& error) {
  protocol::FromWorker answer;
  auto* failure = answer.mutable_failure();
  failure->set_code(static_cast<std::uint32_t>(error.code()));
  failure->set_message(error.message());
  failure->set_cause(error.cause());
  return answer;
}

Secret TakePin(protocol::Open& open) {
  Secret pin(open.pin());
  OPENSSL_cleanse(open.mutable_pin()->data(), open.mutable_pin()->size());
  return pin;
}

/// Answers requests, and knows when the module or the token is past help.
class Desk {
 public:
  explicit Desk(Signer& signer) : signer_(signer) {}

  protocol::FromWorker Handle(const protocol::Sign& request) {
    try {
      protocol::FromWorker answer;
      const Bytes signature =
          signer_.Sign(request.key_label(), static_cast<Mechanism>(request.mechanism()),
                       AsBytes(request.input()));
      answer.mutable_signature()->set_octets(signature.data(), signature.size());
      suspect_failures_ = 0;
      return answer;
    } catch (const CallFailure& failure) {
      const bool suspect = RecoveryFor(failure.value()) == Recovery::kSuspectModule;
      suspect_failures_ = suspect ? suspect_failures_ + 1 : 0;
      return Judge(failure);
    } catch (...) {
      return Judge(AsError(std::current_exception()));
    }
  }

 private:
  protocol::FromWorker Judge(const Error& error) const {
    const Code code = error.code();
    protocol::FromWorker answer = FailureAnswer(error);
    answer.mutable_failure()->set_ends(suspect_failures_ >= kMaxSuspectFailures ||
                                       code == Code::kTokenUnavailable || code == Code::kPinWrong ||
                                       code == Code::kPinLocked);
    return answer;
  }

  Signer& signer_;
  int suspect_failures_ = 0;
};

std::unique_ptr<Signer> OpenToken(const FileDescriptor& socket, protocol::Open open,
                                  FileDescriptor pin_guard) {
  try {
    auto signer = std::make_unique<Signer>(open.module(), open.token_label(), TakePin(open),
                                           PinGuard(std::move(pin_guard)));
    protocol::FromWorker answer;
    answer.mutable_opened();
    if (!Answer(socket, answer)) return nullptr;
    return signer;
  } catch (...) {
    protocol::FromWorker answer = FailureAnswer(AsError(std::current_exception()));
    answer.mutable_failure()->set_ends(true);
    Answer(socket, answer);
    return nullptr;
  }
}

}  // namespace

WorkerExit ServeToken(const FileDescriptor& socket, FileDescriptor pin_guard) {
  auto first = Receive(socket);
  if (!first) return WorkerExit::kDone;
  if (!first->has_open()) return WorkerExit::kProtocol;
  const auto signer = OpenToken(socket, std::move(*first->mutable_open()), std::move(pin_guard));
  if (!signer) return WorkerExit::kToken;

  Desk desk(*signer);
  while (const auto message = Receive(socket)) {
    if (!message->has_sign()) return WorkerExit::kProtocol;
    const protocol::FromWorker answer = desk.Handle(message->sign());
    if (!Answer(socket, answer)) return WorkerExit::kDone;
    if (answer.failure().ends()) return WorkerExit::kToken;
  }
  return WorkerExit::kDone;
}

}  // namespace signet::hsm
