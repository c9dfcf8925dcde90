#include <CLI/CLI.hpp>
#include <memory>

#include "provisioning/commands/answer.h"
#include "provisioning/commands/commands.h"
#include "provisioning/commands/open_registry.h"
#include "provisioning/registry_text.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
A key seals with the certificate that was activated, and with no other: a new certificate waits for
this. It needs two administrators: this makes the proposal, another one approves it. Compare the
certificate's digest with what the certificate authority sent.

At the box (--box) it works only until the box has two administrators.

Example:
  signetctl --profile admin.toml key activate seal-2026)";

Outcome Activate(const Invocation& invocation, const std::string& name) {
  PrintProposed(invocation,
                OpenRegistry(invocation)->Propose(registry::ProposalKind::kKeyActivation, name, {}),
                DescribeKey);
  return Outcome::kGood;
}

}  // namespace

void AddKeyActivate(CLI::App& key, Invocation& invocation) {
  auto name = std::make_shared<std::string>();
  CLI::App* const command =
      key.add_subcommand("activate", "Let a key seal with its certificate (two people)");
  command->footer(kFooter);
  command->add_option("NAME", *name, "The key")->required();
  command->callback([name, &invocation] { invocation.outcome = Activate(invocation, *name); });
}

}  // namespace signet::provisioning
