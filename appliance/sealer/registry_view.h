#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/registry/seal_key.h"
#include "appliance/seal/jades.h"
#include "appliance/sealer/authority/client_book.h"
#include "appliance/sealer/authority/mandate_book.h"
#include "appliance/sealer/authority/organisation_book.h"
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
  bool activated = false;  ///< two administrators let it seal with this certificate
  bool is_demo = false;    ///< its certificate proves nothing about anybody (IsDemoCertificate)
};

/// Whether a seal certificate is one for demonstrations: its subject's organisation and its
/// issuer's common name begin with "TEST ", and it does not claim to be qualified.
bool IsDemoCertificate(const Certificate& certificate);

/// Why `key` cannot seal at `now`, as a sentence; empty if it can.
std::string ProblemOf(const UsableKey& key, Time now);

/// The registry as it is now: what requests are decided by. Immutable and shared: a request goes
/// by the one that it found when it came, a change makes a new one (RegistryHolder).
struct RegistryView {
  std::shared_ptr<const OrganisationBook> organisations;
  std::shared_ptr<const ClientBook> clients;
  std::shared_ptr<const MandateBook> mandates;
  std::shared_ptr<const std::vector<UsableKey>> keys;

  /// Throws Error(kDatabaseFailed), kConfigurationInvalid for a key that this version does not
  /// know.
  static RegistryView Load(SQLite::Database& database);

  /// Empty name: the default key. nullptr if there is none.
  const UsableKey* FindKey(std::string_view name) const;
};

/// What a change of the registry touched.
struct Touched {
  bool organisations = false;
  bool clients = false;
  bool keys = false;
  std::string mandate{};  ///< the name of one; empty: none
};
/// `view` with what was touched read anew.
RegistryView Renewed(const RegistryView& view, const Touched& touched, SQLite::Database& database);

}  // namespace signet::sealer
