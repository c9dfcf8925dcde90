#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/secret.h"
#include "hsm/mechanism.h"

namespace signet::hsm {

/// Makes a token of the first uninitialised slot: `so_pin` is the security officer's, `user_pin`
/// the one that signing needs. Throws Error kTokenUnavailable (no free slot), kParameterInvalid
/// (the label is empty, longer than 32 octets or taken), kPinWrong (the module wants other PIN
/// lengths), kConfigurationInvalid (not a module), kTokenFailed.
///
/// Like everything in this file it loads the module into this process: for provisioning only.
void InitialiseToken(const std::filesystem::path& module, const std::string& label,
                     const Secret& so_pin, const Secret& user_pin);

/// A private key as the token lists it.
struct TokenKey {
  std::string label;
  std::optional<KeyKind> kind;  ///< none: of a kind that Signet does not use
  Bytes id;                     ///< CKA_ID
  bool usable = false;          ///< sensitive, not extractable
};

/// A token whose keys are set up, logged in as its user as long as this lives. For one thread.
class TokenAdministration {
 public:
  /// Throws Error kPinWrong, kPinLocked, kTokenUnavailable, kConfigurationInvalid, kTokenFailed.
  TokenAdministration(const std::filesystem::path& module, const std::string& token_label,
                      const Secret& pin);
  ~TokenAdministration();
  TokenAdministration(const TokenAdministration&) = delete;
  TokenAdministration& operator=(const TokenAdministration&) = delete;

  /// Makes a key pair on the token: CKA_SENSITIVE, never CKA_EXTRACTABLE, CKA_ID of 16 random
  /// octets. Returns its public key as PublicKey does. Throws Error kParameterInvalid if the label
  /// is empty or taken, kTokenFailed.
  Bytes GenerateKey(KeyKind kind, const std::string& label);

  /// SubjectPublicKeyInfo, DER (RFC 5280 4.1.2.7). Throws Error kTokenKeyMissing, kTokenKeyUnsafe,
  /// kTokenFailed.
  Bytes PublicKey(const std::string& label);

  std::vector<TokenKey> ListKeys();

  /// One signature, as TokenPool::Sign describes it: for certificate requests, never for seals.
  Bytes Sign(const std::string& label, Mechanism mechanism, ByteView input);

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
};

}  // namespace signet::hsm
