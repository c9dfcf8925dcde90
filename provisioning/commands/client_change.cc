#include <CLI/CLI.hpp>
#include <memory>

#include "provisioning/commands/answer.h"
#include "provisioning/commands/client_options.h"
#include "provisioning/commands/commands.h"
#include "provisioning/commands/open_registry.h"
#include "provisioning/registry_text.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
Says anew for which organisations a client may submit, how fast, and whether it must sign: what you
leave out is lifted.

Example (the client must sign from now on, and 60 seals a minute are enough):
  signetctl --profile admin.toml client change campus --signatures-required --rate 60 --burst 10)";

Outcome Change(const Invocation& invocation, const std::string& name, const ClientLimits& limits) {
  registry::Client client;
  client.name = name;
  limits.ApplyTo(client);
  PrintAnswer(invocation, OpenRegistry(invocation)->ChangeClient(client), DescribeClient);
  return Outcome::kGood;
}

}  // namespace

void AddClientChange(CLI::App& client, Invocation& invocation) {
  auto name = std::make_shared<std::string>();
  auto limits = std::make_shared<ClientLimits>();
  CLI::App* const command =
      client.add_subcommand("change", "For whom it may submit, how fast, and whether it must sign");
  command->footer(kFooter);
  command->add_option("NAME", *name, "The client's name at this box")->required();
  AddClientLimits(*command, *limits);
  command->callback(
      [name, limits, &invocation] { invocation.outcome = Change(invocation, *name, *limits); });
}

}  // namespace signet::provisioning
