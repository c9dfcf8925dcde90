#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "appliance/base/json_writer.h"
#include "appliance/registry/client.h"
#include "provisioning/box.h"
#include "provisioning/commands/commands.h"

namespace signet::provisioning {
namespace {

constexpr const char* kSuspendFooter = R"(
The client stays registered and is refused until it is activated again. The sealer must be stopped
meanwhile.

Example:
  signetctl --box /srv/signet client suspend campus)";

constexpr const char* kActivateFooter = R"(
Example:
  signetctl --box /srv/signet client activate campus)";

struct Change {
  const char* command;
  const char* about;
  const char* footer;
  registry::ClientStatus status;
  const char* status_name;
};

constexpr Change kChanges[] = {
    {"suspend", "Refuse a client for the time being", kSuspendFooter,
     registry::ClientStatus::kSuspended, "suspended"},
    {"activate", "Accept a suspended client again", kActivateFooter,
     registry::ClientStatus::kActive, "active"},
};

Outcome Apply(const Change& change, const Invocation& invocation, const std::string& name) {
  Box box(invocation.Box());
  box.Record(
      [&](SQLite::Database& database) { registry::SetClientStatus(database, name, change.status); },
      {audit::ClientStatusChanged{name, change.status_name}});
  if (invocation.json) {
    fmt::print(
        "{}\n",
        json::ObjectWriter().Text("name", name).Text("status", change.status_name).WriteIndented());
  } else {
    fmt::print("Client \"{}\" is {} now.\n", name, change.status_name);
  }
  return Outcome::kGood;
}

}  // namespace

void AddClientStatus(CLI::App& client, Invocation& invocation) {
  for (const Change& change : kChanges) {
    auto name = std::make_shared<std::string>();
    CLI::App* const command = client.add_subcommand(change.command, change.about);
    command->footer(change.footer);
    command->add_option("NAME", *name, "The client's name at this box")->required();
    command->callback(
        [name, &change, &invocation] { invocation.outcome = Apply(change, invocation, *name); });
  }
}

}  // namespace signet::provisioning
