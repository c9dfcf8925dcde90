#include "hsm/signer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <thread>
#include <utility>

#include "appliance/base/error.h"
#include "hsm/recovery.h"
#include "hsm/return_value.h"
#include "hsm/token_mechanism.h"

namespace signet::hsm {
namespace {

// A stale handle may hide a lost session, and that a token that was away.
constexpr int kMaxRecoveries = 3;

// SoftHSM rewrites a token's file at each login; a module that starts meanwhile sees no token.
constexpr int kTriesToFind = 5;
constexpr std::chrono::milliseconds kFirstPause{20};

// The largest signature here is RSA-4096's; cards with RSA-8192 fit too.
constexpr std::size_t kSignatureBuffer = 1024;

/// Between C_SignInit and C_Sign, for keys that want the PIN for each signature.
void Authenticate(const Session& session, const PrivateKey& key, const Secret& pin,
                  const PinGuard& guard) {
  if (!key.always_authenticate) return;
  guard.Attempt([&] { session.Login(CKU_CONTEXT_SPECIFIC, pin); });
}

Bytes MakeSignature(const Session& session, Bytes input) {
  std::array<CK_BYTE, kSignatureBuffer> signature;
  CK_ULONG size = signature.size();
  Check(session.module()->C_Sign(session.handle(), input.data(), input.size(), signature.data(),
                                 &size),
        "C_Sign");
  return {signature.data(), signature.data() + std::min<std::size_t>(size, signature.size())};
}

/// How many tries are left, as far as the token tells.
std::string TriesLeft(const Session& session) {
  const CK_FLAGS flags = DescribeToken(session.module(), session.slot()).flags;
  if ((flags & CKF_USER_PIN_LOCKED) != 0) return "The token refused the PIN and has locked itself.";
  if ((flags & CKF_USER_PIN_FINAL_TRY) != 0) {
    return "The token refused the PIN, and one try is left before it locks itself. Make sure that "
           "you have the right PIN.";
  }
  return "The token refused the PIN. Check it before you try again: a token locks itself after a "
         "few wrong ones.";
}

}  // namespace

Signer::Signer(std::filesystem::path module, std::string token_label, Secret pin, PinGuard guard)
    : path_(std::move(module)),
      token_label_(std::move(token_label)),
      pin_(std::move(pin)),
      guard_(std::move(guard)) {
  Open();
}

Signer::~Signer() {
  if (session_) session_->Logout();
  Close();
}

Bytes Signer::Sign(const std::string& key_label, Mechanism mechanism, ByteView input) {
  if (!Takes(mechanism, input.size())) {
    throw Error(Code::kInternal,
                fmt::format("{} octets are no input for {}.", input.size(), NameOf(mechanism)));
  }
  for (int recoveries = 0;; ++recoveries) {
    try {
      return SignOnce(key_label, mechanism, input);
    } catch (const CallFailure& failure) {
      if (recoveries == kMaxRecoveries || !Recover(failure.value())) throw;
    }
  }
}

Bytes Signer::SignOnce(const std::string& key_label, Mechanism mechanism, ByteView input) {
  const Session& session = LiveSession();
  const PrivateKey& key = KeyNamed(session, key_label);
  RequireFit(key, mechanism);

  TokenMechanism how(mechanism);
  Check(session.module()->C_SignInit(session.handle(), how.get(), key.handle), "C_SignInit");
  Authenticate(session, key, pin_, guard_);
  Bytes signature = MakeSignature(session, how.InputFor(input));
  if (signature.size() != SignatureSize(key, mechanism)) {
    throw Error(Code::kTokenFailed,
                fmt::format("The token made a {} signature of {} octets with the key \"{}\". Check "
                            "which kind of key it is.",
                            NameOf(mechanism), signature.size(), key_label));
  }
  return signature;
}

bool Signer::Recover(CK_RV value) {
  switch (RecoveryFor(value)) {
    case Recovery::kNone:
    case Recovery::kSuspectModule:
      return false;
    case Recovery::kFindKeyAgain:
      keys_.clear();
      login_in_doubt_ = true;
      return true;
    case Recovery::kOpenSession:
      Close();
      return true;
    case Recovery::kStartOver:
      Close();
      module_.reset();
      return true;
  }
  return false;
}

const Session& Signer::LiveSession() {
  if (!session_) Open();
  if (login_in_doubt_ && !session_->LoggedIn()) LogIn();
  login_in_doubt_ = false;
  return *session_;
}

const PrivateKey& Signer::KeyNamed(const Session& session, const std::string& label) {
  const auto known = keys_.find(label);
  if (known != keys_.end()) return known->second;
  return keys_.emplace(label, FindPrivateKey(session, label)).first->second;
}

void Signer::Open() {
  const SlotToken token = LocateToken();
  if ((token.flags & CKF_USER_PIN_LOCKED) != 0) throw CallFailure(CKR_PIN_LOCKED, "C_GetTokenInfo");
  session_.emplace(*module_, token.slot, Access::kReadOnly);
  try {
    LogIn();
  } catch (...) {
    Close();
    throw;
  }
}

void Signer::Close() {
  keys_.clear();
  session_.reset();
  login_in_doubt_ = false;
}

void Signer::LogIn() {
  guard_.Attempt([this] {
    try {
      session_->Login(CKU_USER, pin_);
    } catch (const CallFailure& failure) {
      if (failure.code() != Code::kPinWrong) throw;
      throw Error(Code::kPinWrong, TriesLeft(*session_), failure.cause());
    }
  });
}

SlotToken Signer::LocateToken() {
  auto pause = kFirstPause;
  for (int tries = 1;; ++tries) {
    if (!module_) module_ = std::make_unique<Module>(path_);
    if (auto token = FindToken(*module_, token_label_)) return *std::move(token);
    if (tries == kTriesToFind) break;
    module_.reset();  // many modules look for tokens only when they start
    std::this_thread::sleep_for(pause);
    pause *= 2;
  }
  throw Error(Code::kTokenUnavailable,
              fmt::format("There is no token named \"{}\". Plug it in, or correct its label in the "
                          "configuration.",
                          token_label_));
}

}  // namespace signet::hsm
