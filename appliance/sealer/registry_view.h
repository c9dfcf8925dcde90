#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/registry/client.h"
#include "appliance/registry/seal_key.h"
#include "appliance/seal/jades.h"
#include "hsm/mechanism.h"

namespace signet::sealer {

/// A seal key as sealing needs it: the registry's row with its names understood.
struct UsableKey {
  std::string name;
  seal::Algorithm algorithm;
  seal::TimeHeader time_header;
  hsm::Mechanism mechanism;
  bool is_default = false;
  std::vector<Certificate> chain;  ///< signer first; empty until the certificate came
  std::optional<seal::ProtectedHeaders> headers;  ///< with a certificate that fits the algorithm
};

/// Why `key` cannot seal at `now`, as a sentence; empty if it can.
std::string ProblemOf(const UsableKey& key, Time now);

/// The registry as it was when the sealer started. Provisioning changes it only while the sealer is
/// down (it takes the box's lock), so this never goes stale. Immutable; safe to share.
class RegistryView {
 public:
  static RegistryView Load(SQLite::Database& database);

  const registry::Client* FindClient(const Sha256& certificate) const;
  /// Empty name: the default key. nullptr if there is none.
  const UsableKey* FindKey(std::string_view name) const;
  const std::vector<UsableKey>& keys() const { return keys_; }
  /// Names of the clients whose credentials may name any awarding body.
  std::vector<std::string> UnboundClients() const;

 private:
  std::map<Sha256, registry::Client> clients_;
  std::vector<UsableKey> keys_;
};

}  // namespace signet::sealer
