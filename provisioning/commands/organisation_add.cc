#include <CLI/CLI.hpp>
#include <memory>

#include "appliance/sealer/administration/registry_json.h"
#include "provisioning/commands/answer.h"
#include "provisioning/commands/commands.h"
#include "provisioning/commands/open_registry.h"
#include "provisioning/registry_text.h"

namespace signet::provisioning {
namespace {

using registry::Organisation;

constexpr const char* kAddFooter = R"(
The sealing organisation itself is added by `init`; here you add those it seals for and those that
teach for them. A credential's awarding body is known again by its identifiers (register numbers,
with the country of the register), and by its names only if it has no identifier at all: give all
that your credentials use.

With --profile an administrator adds it to the running box; at the box the sealer must be stopped.

Examples:
  signetctl --profile admin.toml organisation add --name artes --legal-name "Example Academy of Arts" \
            --identifier VATES-A00000000 --country ES --call-name "Academia de Artes"
  signetctl --box /srv/signet organisation add --name artes --legal-name "Example Academy of Arts" \
            --identifier VATES-A00000000 --country ES)";

constexpr const char* kChangeFooter = R"(
Says anew all that the box knows of an organisation: what you leave out is gone. Whom a credential
is sealed for hangs on it, so two administrators are needed: this makes the proposal, another one
approves it. Names at the box cannot change.

Example:
  signetctl --profile admin.toml organisation change --name artes --legal-name "Academy of Arts" \
            --identifier VATES-A00000000 --country ES --other-identifier ES-REG-17)";

Outcome Add(const Invocation& invocation, const Organisation& organisation) {
  PrintAnswer(invocation, OpenRegistry(invocation)->AddOrganisation(organisation),
              DescribeOrganisation);
  return Outcome::kGood;
}

Outcome Change(const Invocation& invocation, const Organisation& organisation) {
  PrintProposed(invocation,
                OpenRegistry(invocation)
                    ->Propose(registry::ProposalKind::kOrganisationChange, organisation.name,
                              sealer::CreationJson(organisation)),
                DescribeOrganisation);
  return Outcome::kGood;
}

using Run = Outcome (*)(const Invocation&, const Organisation&);

void AddCommand(CLI::App& parent, Invocation& invocation, const char* name, const char* about,
                const char* footer, Run run) {
  auto options = std::make_shared<Organisation>();
  CLI::App* const command = parent.add_subcommand(name, about);
  command->footer(footer);
  command->add_option("--name", options->name, "Short name at this box")->required();
  command->add_option("--legal-name", options->legal_name, "Its legal name")->required();
  command->add_option("--identifier", options->identifier,
                      "As in a certificate's organizationIdentifier, like VATES-A00000000");
  command->add_option("--country", options->country, "Two letters, like ES")->required();
  command
      ->add_option("--other-identifier", options->other_identifiers,
                   "Another number or IRI by which credentials identify it (repeatable)")
      ->allow_extra_args(false);
  command
      ->add_option("--call-name", options->names,
                   "Another name by which credentials may call it (repeatable)")
      ->allow_extra_args(false);
  command->callback(
      [options, run, &invocation] { invocation.outcome = run(invocation, *options); });
}

}  // namespace

void AddOrganisationAdd(CLI::App& organisation, Invocation& invocation) {
  AddCommand(organisation, invocation, "add", "Add an organisation the box seals for", kAddFooter,
             Add);
}

void AddOrganisationChange(CLI::App& organisation, Invocation& invocation) {
  AddCommand(organisation, invocation, "change", "Change what the box knows of it (two people)",
             kChangeFooter, Change);
}

}  // namespace signet::provisioning
