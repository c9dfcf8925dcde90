#include "appliance/registry/client.h"

#include <SQLiteCpp/Exception.h>

#include <algorithm>
#include <array>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/registry/naming.h"
#include "appliance/registry/stored_value.h"

namespace signet::registry {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 5> kRoles{{
    {Role::kSubmitter, "submitter"},
    {Role::kOperator, "operator"},
    {Role::kAdministrator, "administrator"},
    {Role::kAuditor, "auditor"},
    {Role::kMonitor, "monitor"},
}};

ClientStatus StatusFromName(std::string_view name) {
  // What is not known to be active is not let in.
  return name == NameOf(ClientStatus::kActive) ? ClientStatus::kActive : ClientStatus::kSuspended;
}

}  // namespace

std::string_view NameOf(Role role) {
  const auto* found = std::ranges::find(kRoles, role, &std::pair<Role, std::string_view>::first);
  return found == kRoles.end() ? "unknown" : found->second;
}

Role RoleFromName(std::string_view name) {
  const auto* found = std::ranges::find(kRoles, name, &std::pair<Role, std::string_view>::second);
  if (found != kRoles.end()) return found->first;
  throw Error(Code::kParameterInvalid,
              "A role is one of submitter, operator, administrator, auditor, monitor.");
}

std::string_view NameOf(ClientStatus status) {
  return status == ClientStatus::kActive ? "active" : "suspended";
}

void AddClient(SQLite::Database& database, const Client& client) {
  RequireName("The client's name", client.name);
  try {
    SQLite::Statement insert(database, "INSERT INTO client VALUES (?, ?, ?, ?, ?, ?, ?)");
    insert.bind(1, client.name);
    insert.bind(2, std::string(NameOf(client.role)));
    insert.bind(3, std::string(NameOf(client.status)));
    BindOctets(insert, 4, client.certificate.view());
    insert.bind(5, Milliseconds(client.not_before));
    insert.bind(6, Milliseconds(client.not_after));
    insert.bind(7, client.any_awarding_body ? 1 : 0);
    insert.exec();
  } catch (const SQLite::Exception& failure) {
    if (!IsTaken(failure)) throw DatabaseFailure("The client was not added.", failure);
    throw Error(Code::kParameterInvalid,
                "There is a client " + client.name +
                    " or another client with this certificate already; each has its own.",
                failure.what());
  }
}

void SetClientStatus(SQLite::Database& database, std::string_view name, ClientStatus status) {
  const int changed = TranslateDatabaseFailures("The client's status was not changed.", [&] {
    SQLite::Statement update(database, "UPDATE client SET status = ? WHERE name = ?");
    update.bind(1, std::string(NameOf(status)));
    update.bind(2, std::string(name));
    return update.exec();
  });
  if (changed == 0) {
    throw Error(Code::kClientUnknown, "There is no client of this name; see the list of clients.");
  }
}

std::vector<Client> ListClients(SQLite::Database& database) {
  return TranslateDatabaseFailures("The clients cannot be read.", [&] {
    SQLite::Statement query(database,
                            "SELECT name, role, status, certificate, not_before, not_after, "
                            "any_awarding_body FROM client ORDER BY name");
    std::vector<Client> clients;
    while (query.executeStep()) {
      clients.push_back({.name = query.getColumn(0).getString(),
                         .role = RoleFromName(query.getColumn(1).getString()),
                         .status = StatusFromName(query.getColumn(2).getString()),
                         .certificate = Sha256FromOctets(OctetsOf(query.getColumn(3))),
                         .not_before = TimeOf(query.getColumn(4)),
                         .not_after = TimeOf(query.getColumn(5)),
                         .any_awarding_body = query.getColumn(6).getInt() != 0});
    }
    return clients;
  });
}

}  // namespace signet::registry
