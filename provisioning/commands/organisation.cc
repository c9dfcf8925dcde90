#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "appliance/base/json_writer.h"
#include "appliance/registry/organisation.h"
#include "provisioning/box.h"
#include "provisioning/commands/commands.h"

namespace signet::provisioning {
namespace {

constexpr const char* kAddFooter = R"(
The sealing organisation itself is added by `init`; here you add those it seals for. The sealer must
be stopped meanwhile.

Example:
  signetctl --box /srv/signet organisation add --name artes --legal-name "Example Academy of Arts" \
            --identifier VATES-A00000000 --country ES)";

json::ObjectWriter ToJson(const registry::Organisation& organisation) {
  json::ObjectWriter out;
  out.Text("name", organisation.name)
      .Text("legalName", organisation.legal_name)
      .Text("identifier", organisation.identifier)
      .Text("country", organisation.country)
      .Boolean("sealing", organisation.is_sealing_organisation);
  return out;
}

Outcome Add(const Invocation& invocation, const registry::Organisation& organisation) {
  Box box(invocation.Box());
  box.Record([&](SQLite::Database& database) { registry::AddOrganisation(database, organisation); },
             {audit::OrganisationAdded{organisation.name, organisation.identifier, false}});
  if (invocation.json) {
    fmt::print("{}\n", ToJson(organisation).WriteIndented());
  } else {
    fmt::print("Organisation \"{}\" ({}) is known now.\n", organisation.name,
               organisation.legal_name);
  }
  return Outcome::kGood;
}

Outcome List(const Invocation& invocation) {
  SQLite::Database database = OpenRegistryReadOnly(ReadBoxConfig(invocation.Box()));
  const auto organisations = registry::ListOrganisations(database);
  if (invocation.json) {
    std::vector<json::ObjectWriter> list;
    for (const auto& organisation : organisations) list.push_back(ToJson(organisation));
    fmt::print("{}\n",
               json::ObjectWriter().Objects("organisations", std::move(list)).WriteIndented());
    return Outcome::kGood;
  }
  for (const auto& organisation : organisations) {
    fmt::print("{:<20} {} {} {}{}\n", organisation.name, organisation.country,
               organisation.identifier, organisation.legal_name,
               organisation.is_sealing_organisation ? "  (the sealing organisation)" : "");
  }
  return Outcome::kGood;
}

}  // namespace

void AddOrganisationAdd(CLI::App& organisation, Invocation& invocation) {
  auto options = std::make_shared<registry::Organisation>();
  CLI::App* const command =
      organisation.add_subcommand("add", "Add an organisation the box seals for");
  command->footer(kAddFooter);
  command->add_option("--name", options->name, "Short name at this box")->required();
  command->add_option("--legal-name", options->legal_name, "Its legal name")->required();
  command->add_option("--identifier", options->identifier,
                      "As in a certificate's organizationIdentifier, like VATES-A00000000");
  command->add_option("--country", options->country, "Two letters, like ES")->required();
  command->callback([options, &invocation] { invocation.outcome = Add(invocation, *options); });
}

void AddOrganisationList(CLI::App& organisation, Invocation& invocation) {
  CLI::App* const command = organisation.add_subcommand("list", "Show the organisations");
  command->footer("\nExample:\n  signetctl --box /srv/signet organisation list");
  command->callback([&invocation] { invocation.outcome = List(invocation); });
}

}  // namespace signet::provisioning
