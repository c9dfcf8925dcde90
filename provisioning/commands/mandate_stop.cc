#include <CLI/CLI.hpp>
#include <memory>

#include "provisioning/commands/answer.h"
#include "provisioning/commands/commands.h"
#include "provisioning/commands/open_registry.h"
#include "provisioning/registry_text.h"

namespace signet::provisioning {
namespace {

constexpr const char* kSuspendFooter = R"(
Nothing is sealed under it until it is resumed. One administrator is enough.

Example:
  signetctl --profile admin.toml mandate suspend artes-2026)";

constexpr const char* kEndFooter = R"(
For good: an ended mandate never covers anything again and stays for those who ask later. One
administrator is enough.

Example:
  signetctl --profile admin.toml mandate end artes-2026)";

constexpr const char* kResumeFooter = R"(
A suspended mandate covers again what it covered. It needs two administrators: this makes the
proposal, another one approves it with `mandate approve NAME`.

Example:
  signetctl --profile admin.toml mandate resume artes-2026)";

struct Step {
  const char* command;
  const char* about;
  const char* footer;
  registry::MandateStatus status;
};

constexpr Step kSteps[] = {
    {"suspend", "Seal nothing under a mandate for the time being", kSuspendFooter,
     registry::MandateStatus::kSuspended},
    {"end", "End a mandate for good", kEndFooter, registry::MandateStatus::kEnded},
};

Outcome Apply(const Step& step, const Invocation& invocation, const std::string& name) {
  PrintAnswer(invocation, OpenRegistry(invocation)->StopMandate(name, step.status),
              DescribeMandate);
  return Outcome::kGood;
}

Outcome Resume(const Invocation& invocation, const std::string& name) {
  PrintProposed(
      invocation,
      OpenRegistry(invocation)->Propose(registry::ProposalKind::kMandateResumption, name, {}),
      DescribeMandate);
  return Outcome::kGood;
}

}  // namespace

void AddMandateStop(CLI::App& mandate, Invocation& invocation) {
  for (const Step& step : kSteps) {
    auto name = std::make_shared<std::string>();
    CLI::App* const command = mandate.add_subcommand(step.command, step.about);
    command->footer(step.footer);
    command->add_option("NAME", *name, "The mandate")->required();
    command->callback(
        [name, &step, &invocation] { invocation.outcome = Apply(step, invocation, *name); });
  }
}

void AddMandateResume(CLI::App& mandate, Invocation& invocation) {
  auto name = std::make_shared<std::string>();
  CLI::App* const command =
      mandate.add_subcommand("resume", "Let a suspended mandate cover again (two people)");
  command->footer(kResumeFooter);
  command->add_option("NAME", *name, "The mandate")->required();
  command->callback([name, &invocation] { invocation.outcome = Resume(invocation, *name); });
}

}  // namespace signet::provisioning
