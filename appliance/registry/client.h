#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/clock.h"
#include "appliance/base/database.h"
#include "appliance/base/digest.h"

namespace signet::registry {

enum class Role { kSubmitter, kOperator, kAdministrator, kAuditor, kMonitor };
std::string_view NameOf(Role role);
Role RoleFromName(std::string_view name);  ///< throws Error(kParameterInvalid)

enum class ClientStatus { kActive, kSuspended };
std::string_view NameOf(ClientStatus status);

/// A program or person that may talk to this box, known by its certificate and by nothing else.
struct Client {
  std::string name;  ///< unique: letters, digits, '-', '.', '_'
  Role role = Role::kSubmitter;
  ClientStatus status = ClientStatus::kActive;
  Sha256 certificate;  ///< fingerprint of the certificate it shows
  Time not_before;     ///< of that certificate: the registry keeps them so that nobody has to read
  Time not_after;      ///< the certificate again with each request
  /// Until mandates decide: this submitter's credentials may name any awarding body.
  bool any_awarding_body = false;
};

/// Throws Error(kParameterInvalid) for a name or certificate that is taken, or a badly formed name.
void AddClient(SQLite::Database& database, const Client& client);
/// Throws Error(kClientUnknown).
void SetClientStatus(SQLite::Database& database, std::string_view name, ClientStatus status);
std::vector<Client> ListClients(SQLite::Database& database);

}  // namespace signet::registry
