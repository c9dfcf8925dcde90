#include <CLI/CLI.hpp>
#include <memory>

#include "provisioning/commands/answer.h"
#include "provisioning/commands/commands.h"
#include "provisioning/commands/open_registry.h"
#include "provisioning/registry_text.h"

namespace signet::provisioning {
namespace {

using registry::ClientStatus;

constexpr const char* kSuspendFooter = R"(
The client stays registered and is refused until it is activated again. Suspending an administrator
needs two people: this then makes the proposal, another administrator approves it. A box that had
two administrators keeps two.

At the box (--box) the sealer must be stopped.

Examples:
  signetctl --profile admin.toml client suspend campus
  signetctl --box /srv/signet client suspend campus)";

constexpr const char* kActivateFooter = R"(
Example:
  signetctl --profile admin.toml client activate campus)";

struct Change {
  const char* command;
  const char* about;
  const char* footer;
  ClientStatus status;
};

constexpr Change kChanges[] = {
    {"suspend", "Refuse a client for the time being", kSuspendFooter, ClientStatus::kSuspended},
    {"activate", "Accept a suspended client again", kActivateFooter, ClientStatus::kActive},
};

Outcome Apply(const Change& change, const Invocation& invocation, const std::string& name) {
  const auto box = OpenRegistry(invocation);
  if (change.status == ClientStatus::kSuspended && IsAdministrator(*box, name)) {
    PrintProposed(invocation, box->Propose(registry::ProposalKind::kAdministratorRemoval, name, {}),
                  DescribeClient);
  } else {
    PrintAnswer(invocation, box->SetClientStatus(name, change.status), DescribeClient);
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
