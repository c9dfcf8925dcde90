#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "appliance/base/bytes.h"
#include "appliance/base/secret.h"
#include "hsm/key.h"
#include "hsm/mechanism.h"
#include "hsm/module.h"
#include "hsm/pin_guard.h"
#include "hsm/session.h"
#include "hsm/slot.h"

namespace signet::hsm {

/// Signs on one token with one session and kept key handles, and gets over what PKCS#11 says of
/// stale handles, lost sessions, lost logins and tokens that were unplugged (hsm/recovery.h).
/// Everything here may hang as long as the module likes. For one thread.
class Signer {
 public:
  /// Loads the module and logs in. Throws Error kPinWrong, kPinLocked, kTokenUnavailable,
  /// kConfigurationInvalid or kTokenFailed.
  Signer(std::filesystem::path module, std::string token_label, Secret pin, PinGuard guard);
  ~Signer();
  Signer(const Signer&) = delete;
  Signer& operator=(const Signer&) = delete;

  /// One signature, as TokenPool::Sign describes it. Throws CallFailure and Error.
  Bytes Sign(const std::string& key_label, Mechanism mechanism, ByteView input);

 private:
  Bytes SignOnce(const std::string& key_label, Mechanism mechanism, ByteView input);
  bool Recover(CK_RV value);
  void Open();
  void Close();
  void LogIn();
  SlotToken LocateToken();
  const Session& LiveSession();
  const PrivateKey& KeyNamed(const Session& session, const std::string& label);

  std::filesystem::path path_;
  std::string token_label_;
  Secret pin_;
  PinGuard guard_;

  std::unique_ptr<Module> module_;
  std::optional<Session> session_;
  std::map<std::string, PrivateKey> keys_;
  bool login_in_doubt_ = false;
};

}  // namespace signet::hsm
