#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/database.h"
#include "appliance/base/digest.h"

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
  /// Fingerprint of the certificate that two administrators (or, while there are no two, whoever
  /// set the box up) let it seal with: another one, or none, does not seal.
  std::optional<Sha256> activated{};
};

/// A key that is the default takes that from the one that was. Throws Error(kRegistryTaken) for a
/// name that is taken, Error(kRegistryMalformed) for a badly formed one.
void AddSealKey(SQLite::Database& database, const SealKey& key);
/// Replaces the chain of a key. Throws Error(kKeyUnknown).
void SetSealKeyChain(SQLite::Database& database, std::string_view name,
                     const std::vector<Certificate>& chain);
/// Throws Error(kKeyUnknown), and Error(kProposalDiffers) if this is not its certificate.
void ActivateSealKey(SQLite::Database& database, std::string_view name, const Sha256& certificate);
/// Throws Error(kKeyUnknown).
void SetDefaultSealKey(SQLite::Database& database, std::string_view name);
std::vector<SealKey> ListSealKeys(SQLite::Database& database);

/// Makes these tables if they are not there; a part of CreateRegistryTables.
void CreateSealKeyTables(SQLite::Database& database);

}  // namespace signet::registry
