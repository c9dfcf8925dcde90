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
  signetctl --profile operator.toml organisation list
  signetctl --box /srv/signet organisation list --json)";

constexpr const char* kShowFooter = R"(
Example:
  signetctl --profile operator.toml organisation show artes)";

Outcome List(const Invocation& invocation) {
  PrintList(invocation, OpenRegistry(invocation)->List(Collection::kOrganisations), "organisations",
            OrganisationLine, "No organisations.");
  return Outcome::kGood;
}

Outcome Show(const Invocation& invocation, const std::string& name) {
  PrintAnswer(invocation, OpenRegistry(invocation)->Show(Collection::kOrganisations, name),
              DescribeOrganisation);
  return Outcome::kGood;
}

}  // namespace

void AddOrganisationList(CLI::App& organisation, Invocation& invocation) {
  CLI::App* const command = organisation.add_subcommand("list", "Show the organisations");
  command->footer(kListFooter);
  command->callback([&invocation] { invocation.outcome = List(invocation); });
}

void AddOrganisationShow(CLI::App& organisation, Invocation& invocation) {
  auto name = std::make_shared<std::string>();
  CLI::App* const command = organisation.add_subcommand("show", "All that the box knows of one");
  command->footer(kShowFooter);
  command->add_option("NAME", *name, "Its name at this box")->required();
  command->callback([name, &invocation] { invocation.outcome = Show(invocation, *name); });
}

}  // namespace signet::provisioning
