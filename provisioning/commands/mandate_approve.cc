#include <CLI/CLI.hpp>
#include <memory>

#include "appliance/base/error.h"
#include "provisioning/commands/approving.h"
#include "provisioning/commands/commands.h"
#include "provisioning/json_members.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
Finds what was proposed for this mandate, its approval or its resumption, shows it in words, asks,
and approves exactly that. Compare with the paper: `mandate document NAME` fetches it, and its
annex names the digest shown as "Terms on paper". You cannot approve what you proposed yourself.

Example:
  signetctl --profile admin-2.toml mandate approve artes-2026)";

bool IsForMandate(json::Value proposal, const std::string& name) {
  const std::string kind = TextIn(proposal, "kind");
  return TextIn(proposal, "subject") == name && TextIn(proposal, "status") == "open" &&
         (kind == registry::NameOf(registry::ProposalKind::kMandateApproval) ||
          kind == registry::NameOf(registry::ProposalKind::kMandateResumption));
}

// The id of the open proposal for this mandate: the box has at most one.
std::string FindOpenProposal(RegistryAccess& box, const std::string& name) {
  const auto document = json::Document::Parse(box.List(Collection::kApprovals), {});
  for (const json::Value proposal : ElementsIn(document.root(), "approvals")) {
    if (IsForMandate(proposal, name)) return TextIn(proposal, "id");
  }
  throw Error(Code::kProposalUnknown,
              "Nothing is proposed for the mandate \"" + name +
                  "\". An administrator proposes it with `signetctl mandate propose`, or `mandate "
                  "resume` if it is suspended.");
}

Outcome ApproveMandate(const Invocation& invocation, const std::string& name, bool yes) {
  RegistryOverNetwork box(Profile::Read(invocation.Profile()));
  const std::string id = FindOpenProposal(box, name);
  return Approve(invocation, box, box.Show(Collection::kApprovals, id), yes);
}

}  // namespace

void AddMandateApprove(CLI::App& mandate, Invocation& invocation) {
  auto name = std::make_shared<std::string>();
  auto yes = std::make_shared<bool>(false);
  CLI::App* const command =
      mandate.add_subcommand("approve", "Be the second person: look at it, and approve it");
  command->footer(kFooter);
  command->add_option("NAME", *name, "The mandate")->required();
  command->add_flag("--yes", *yes, "Do not ask");
  command->callback(
      [name, yes, &invocation] { invocation.outcome = ApproveMandate(invocation, *name, *yes); });
}

}  // namespace signet::provisioning
