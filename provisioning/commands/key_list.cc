#include <CLI/CLI.hpp>

#include "provisioning/commands/answer.h"
#include "provisioning/commands/commands.h"
#include "provisioning/commands/open_registry.h"
#include "provisioning/registry_text.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
Reads the registry only; the sealer may run. A key seals once its certificate is activated.

Examples:
  signetctl --box /srv/signet key list
  signetctl --profile operator.toml key list)";

Outcome ListKeys(const Invocation& invocation) {
  PrintList(invocation, OpenRegistry(invocation)->List(Collection::kKeys), "keys", DescribeKey,
            "No seal keys yet. Make one: signetctl key generate --help");
  return Outcome::kGood;
}

}  // namespace

void AddKeyList(CLI::App& key, Invocation& invocation) {
  CLI::App* const command = key.add_subcommand("list", "Show the seal keys of the box");
  command->footer(kFooter);
  command->callback([&invocation] { invocation.outcome = ListKeys(invocation); });
}

}  // namespace signet::provisioning
