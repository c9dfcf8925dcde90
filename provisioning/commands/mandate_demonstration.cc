#include <CLI/CLI.hpp>
#include <memory>

#include "provisioning/commands/answer.h"
#include "provisioning/commands/commands.h"
#include "provisioning/registry_at_box.h"
#include "provisioning/registry_text.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
For trying your own files on a demo box: a mandate that covers any awarding body and any client and
adds no evidence. Only where all seal certificates are TEST ones; state, log and receipts name it as
what it is, and a real mandate goes first. The sealer must be stopped, and the box must have fewer
than two administrators.

Example:
  signetctl --box demo mandate demonstration)";

constexpr std::chrono::days kLasts{3650};

Outcome AddDemonstration(const Invocation& invocation, const std::string& name) {
  registry::MandateTerms terms;
  terms.demonstration = true;
  terms.valid_from = std::chrono::floor<std::chrono::seconds>(SystemNow());
  terms.valid_until = terms.valid_from + kLasts;
  RegistryAtBox box(invocation.Box());
  PrintProposed(invocation, box.ProposeMandate(name, terms, std::nullopt), DescribeMandate);
  return Outcome::kGood;
}

}  // namespace

void AddMandateDemonstration(CLI::App& mandate, Invocation& invocation) {
  auto name = std::make_shared<std::string>("demonstration");
  CLI::App* const command = mandate.add_subcommand(
      "demonstration", "Cover any awarding body, on demo boxes only (--box)");
  command->footer(kFooter);
  command->add_option("--name", *name, "The mandate's name (default: demonstration)");
  command->callback(
      [name, &invocation] { invocation.outcome = AddDemonstration(invocation, *name); });
}

}  // namespace signet::provisioning
