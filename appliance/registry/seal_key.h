#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/database.h"

namespace signet::registry {

/// A seal key: where it is on the token, how it signs, and the certificate that makes it a seal.
/// `algorithm` is the JWS name ("ES256"), `time_header` is "sigT" or "iat"; both are checked by
/// those who use them.
struct SealKey {
  std::string name;  ///< unique, also the CKA_LABEL on the token
  std::string algorithm;
  std::string time_header;
  bool is_default = false;
  std::vector<Certificate> chain;  ///< signer first; empty until the certificate came
};

/// A key that is the default takes that from the one that was. Throws Error(kParameterInvalid) for
/// a name that is taken or badly formed.
void AddSealKey(SQLite::Database& database, const SealKey& key);
/// Replaces the chain of a key. Throws Error(kKeyUnknown).
void SetSealKeyChain(SQLite::Database& database, std::string_view name,
                     const std::vector<Certificate>& chain);
/// Throws Error(kKeyUnknown).
void SetDefaultSealKey(SQLite::Database& database, std::string_view name);
std::vector<SealKey> ListSealKeys(SQLite::Database& database);

}  // namespace signet::registry
