#include "provisioning/commands/approving.h"

#include <fmt/format.h>

#include "appliance/base/error.h"
#include "appliance/sealer/administration/registry_json.h"
#include "provisioning/commands/answer.h"
#include "provisioning/json_members.h"
#include "provisioning/registry_text.h"
#include "provisioning/terminal.h"

namespace signet::provisioning {

Sha256 DigestOfShown(json::Value proposal) {
  const std::string status = TextIn(proposal, "status");
  if (status != "open") {
    throw Error(Code::kProposalClosed, "The proposal is " + status + ", not open.");
  }
  const auto content = proposal.Find("content");
  const auto kind = registry::ProposalKindFromName(TextIn(proposal, "kind"));
  const Sha256 digest = registry::DigestOf(
      kind, TextIn(proposal, "subject"), content ? sealer::Copy(*content).WriteCanonical() : "{}");
  if (digest.hex() == TextIn(proposal, "digest")) return digest;
  throw Error(Code::kProposalDiffers,
              "What the box shows of this proposal does not have the digest that it names: do not "
              "approve it, and tell the operators.");
}

Outcome Approve(const Invocation& invocation, RegistryOverNetwork& box, const std::string& proposal,
                bool yes) {
  const auto document = json::Document::Parse(proposal, {});
  const Sha256 digest = DigestOfShown(document.root());
  if (invocation.json && !yes) {
    throw Error(Code::kUsage,
                "With --json nothing is shown or asked: look at it first with "
                "`signetctl approval show`, then add --yes.");
  }
  if (!invocation.json) fmt::print("{}", DescribeProposal(document.root()));
  if (!yes && AskLine("Approve this? (yes/no) ") != "yes") {
    fmt::print(stderr, "Not approved. It stays open; `signetctl approval reject` closes it.\n");
    return Outcome::kNotDone;
  }
  const std::string answer = box.Approve(TextIn(document.root(), "id"), digest);
  if (invocation.json) {
    fmt::print("{}\n", answer);
  } else {
    fmt::print("Approved, and in force now.\n");
  }
  return Outcome::kGood;
}

}  // namespace signet::provisioning
