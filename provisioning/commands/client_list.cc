#include <CLI/CLI.hpp>
#include <memory>

#include "provisioning/commands/answer.h"
#include "provisioning/commands/commands.h"
#include "provisioning/commands/open_registry.h"
#include "provisioning/registry_text.h"

namespace signet::provisioning {
namespace {

constexpr const char* kListFooter = R"(
Reads only; at the box the sealer may run.

Examples:
  signetctl --profile admin.toml client list
  signetctl --box /srv/signet client list --json)";

constexpr const char* kShowFooter = R"(
The ids of its certificates and signing keys stand here; `client certificate remove` and
`client signing-key remove` take them.

Example:
  signetctl --profile admin.toml client show campus)";

Outcome List(const Invocation& invocation) {
  PrintList(invocation, OpenRegistry(invocation)->List(Collection::kClients), "clients", ClientLine,
            "No clients yet. Add one: signetctl client add --help");
  return Outcome::kGood;
}

Outcome Show(const Invocation& invocation, const std::string& name) {
  PrintAnswer(invocation, OpenRegistry(invocation)->Show(Collection::kClients, name),
              DescribeClient);
  return Outcome::kGood;
}

}  // namespace

void AddClientList(CLI::App& client, Invocation& invocation) {
  CLI::App* const command = client.add_subcommand("list", "Show who may talk to the box");
  command->footer(kListFooter);
  command->callback([&invocation] { invocation.outcome = List(invocation); });
}

void AddClientShow(CLI::App& client, Invocation& invocation) {
  auto name = std::make_shared<std::string>();
  CLI::App* const command = client.add_subcommand("show", "All that the box knows of one");
  command->footer(kShowFooter);
  command->add_option("NAME", *name, "Its name at this box")->required();
  command->callback([name, &invocation] { invocation.outcome = Show(invocation, *name); });
}

}  // namespace signet::provisioning
