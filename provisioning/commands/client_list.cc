#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "appliance/base/json_writer.h"
#include "appliance/registry/client.h"
#include "provisioning/box.h"
#include "provisioning/commands/commands.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
Reads the registry only; the sealer may run.

Example:
  signetctl --box /srv/signet client list --json)";

const char* StatusName(registry::ClientStatus status) {
  return status == registry::ClientStatus::kActive ? "active" : "suspended";
}

json::ObjectWriter ToJson(const registry::Client& client) {
  json::ObjectWriter out;
  out.Text("name", client.name)
      .Text("role", registry::NameOf(client.role))
      .Text("status", StatusName(client.status))
      .Text("certificateSha256", client.certificate.hex())
      .Text("certificateNotAfter", FormatTimeSeconds(client.not_after))
      .Boolean("anyAwardingBody", client.any_awarding_body);
  return out;
}

Outcome ListClients(const Invocation& invocation) {
  SQLite::Database database = OpenRegistryReadOnly(ReadBoxConfig(invocation.Box()));
  const std::vector<registry::Client> clients = registry::ListClients(database);
  if (invocation.json) {
    std::vector<json::ObjectWriter> list;
    for (const registry::Client& client : clients) list.push_back(ToJson(client));
    fmt::print("{}\n", json::ObjectWriter().Objects("clients", std::move(list)).WriteIndented());
    return Outcome::kGood;
  }
  if (clients.empty()) fmt::print("No clients yet. Add one: signetctl client add --help\n");
  for (const registry::Client& client : clients) {
    fmt::print("{:<20} {:<14} {:<10} certificate {}… until {}{}\n", client.name,
               registry::NameOf(client.role), StatusName(client.status),
               client.certificate.hex().substr(0, 16), FormatTimeSeconds(client.not_after),
               client.any_awarding_body ? ", any awarding body" : "");
  }
  return Outcome::kGood;
}

}  // namespace

void AddClientList(CLI::App& client, Invocation& invocation) {
  CLI::App* const command = client.add_subcommand("list", "Show who may talk to the box");
  command->footer(kFooter);
  command->callback([&invocation] { invocation.outcome = ListClients(invocation); });
}

}  // namespace signet::provisioning
