#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "appliance/audit/checkpoint.h"
#include "appliance/audit/log.h"
#include "appliance/base/database.h"
#include "appliance/base/openssl.h"

namespace signet::test {

/// Signs checkpoints with a key of OpenSSL (Ed25519 or P-256), which must outlive it.
class LogSigner {
 public:
  LogSigner(const std::string& origin, EVP_PKEY* key);
  const audit::LogKey& key() const { return key_; }
  /// Over any text, as the key's type wants it.
  Bytes SignText(const std::string& text) const;
  /// The signed checkpoint of `head`.
  std::string Sign(const audit::TreeHead& head) const;

 private:
  EVP_PKEY* signer_;
  audit::LogKey key_;
};

/// The first `count` entries of a plausible log: set-up, then seals that complete, fail, or are
/// interrupted and go on. They pass every rule of the offline check.
std::vector<std::string> SampleEntries(std::size_t count, const audit::LogKey& key);

/// Appends the entries in one transaction.
void AppendEntries(SQLite::Database& database, audit::Log& log,
                   const std::vector<std::string>& entries);
/// Stores the signed checkpoint of what is committed.
void StoreSignedNote(SQLite::Database& database, audit::Log& log, const LogSigner& signer);

}  // namespace signet::test
