#include <CLI/CLI.hpp>
#include <memory>

#include "provisioning/commands/answer.h"
#include "provisioning/commands/approving.h"
#include "provisioning/commands/commands.h"
#include "provisioning/commands/open_registry.h"
#include "provisioning/registry_over_network.h"
#include "provisioning/registry_text.h"

namespace signet::provisioning {
namespace {

constexpr const char* kListFooter = R"(
What administrators proposed, the newest first. Reads only; at the box the sealer may run.

Example:
  signetctl --profile admin.toml approval list)";

constexpr const char* kShowFooter = R"(
What a proposal will put in place, in words. ID is the proposal's, as `approval list` shows it.

Example:
  signetctl --profile admin.toml approval show 6f1c2f0a-6c0e-4b53-9d55-3f4c7f0d2a11)";

constexpr const char* kApproveFooter = R"(
Shows what the proposal will put in place, asks, and approves exactly that: the digest of what was
shown goes along, signed with your key. You cannot approve what you proposed yourself.

Example:
  signetctl --profile admin-2.toml approval approve 6f1c2f0a-6c0e-4b53-9d55-3f4c7f0d2a11)";

constexpr const char* kRejectFooter = R"(
One administrator is enough, also the one who proposed. A mandate becomes a draft again.

Example:
  signetctl --profile admin.toml approval reject 6f1c2f0a-6c0e-4b53-9d55-3f4c7f0d2a11)";

Outcome List(const Invocation& invocation) {
  PrintList(invocation, OpenRegistry(invocation)->List(Collection::kApprovals), "approvals",
            ProposalLine, "Nothing was proposed yet.");
  return Outcome::kGood;
}

Outcome Show(const Invocation& invocation, const std::string& id) {
  PrintAnswer(invocation, OpenRegistry(invocation)->Show(Collection::kApprovals, id),
              DescribeProposal);
  return Outcome::kGood;
}

Outcome Reject(const Invocation& invocation, const std::string& id) {
  RegistryOverNetwork box(Profile::Read(invocation.Profile()));
  PrintAnswer(invocation, box.Reject(id), DescribeProposal);
  return Outcome::kGood;
}

CLI::App* AddOnProposal(CLI::App& parent, Invocation& invocation, const char* name,
                        const char* about, const char* footer,
                        Outcome (*run)(const Invocation&, const std::string&)) {
  auto id = std::make_shared<std::string>();
  CLI::App* const command = parent.add_subcommand(name, about);
  command->footer(footer);
  command->add_option("ID", *id, "The proposal's id")->required();
  command->callback([id, run, &invocation] { invocation.outcome = run(invocation, *id); });
  return command;
}

}  // namespace

void AddApprovalList(CLI::App& approval, Invocation& invocation) {
  CLI::App* const command = approval.add_subcommand("list", "What administrators proposed");
  command->footer(kListFooter);
  command->callback([&invocation] { invocation.outcome = List(invocation); });
}

void AddApprovalShow(CLI::App& approval, Invocation& invocation) {
  AddOnProposal(approval, invocation, "show", "What a proposal will put in place", kShowFooter,
                Show);
}

void AddApprovalApprove(CLI::App& approval, Invocation& invocation) {
  auto id = std::make_shared<std::string>();
  auto yes = std::make_shared<bool>(false);
  CLI::App* const command =
      approval.add_subcommand("approve", "Be the second person: look at it, and approve it");
  command->footer(kApproveFooter);
  command->add_option("ID", *id, "The proposal's id")->required();
  command->add_flag("--yes", *yes, "Do not ask");
  command->callback([id, yes, &invocation] {
    RegistryOverNetwork box(Profile::Read(invocation.Profile()));
    invocation.outcome = Approve(invocation, box, box.Show(Collection::kApprovals, *id), *yes);
  });
}

void AddApprovalReject(CLI::App& approval, Invocation& invocation) {
  AddOnProposal(approval, invocation, "reject", "Close a proposal without doing it", kRejectFooter,
                Reject);
}

}  // namespace signet::provisioning
