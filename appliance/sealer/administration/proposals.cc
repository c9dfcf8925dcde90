#include "appliance/sealer/administration/proposals.h"

#include <utility>

#include "appliance/base/error.h"
#include "appliance/sealer/administration/proposed_change.h"

namespace signet::sealer {
namespace {

using registry::Proposal;
using registry::ProposalKind;

Proposal RequireProposal(SQLite::Database& database, const std::string& id) {
  auto proposal = registry::FindProposal(database, id);
  if (proposal) return *std::move(proposal);
  throw Error(Code::kProposalUnknown, "This box has no proposal with this id.");
}

void RequireProposerStillMay(SQLite::Database& database, const Proposal& proposal) {
  const auto proposer = registry::FindClient(database, proposal.proposer);
  const bool may = proposer && proposer->role == registry::Role::kAdministrator &&
                   proposer->status == registry::ClientStatus::kActive;
  if (may) return;
  throw Error(Code::kProposalClosed, proposal.proposer +
                                         ", who proposed this, is no administrator any more. "
                                         "Propose it again.");
}

}  // namespace

RegistryChange Propose(SQLite::Database& database, const Editor& editor, const NewProposal& made,
                       const std::string& id, std::chrono::milliseconds lasts) {
  Proposal proposal;
  proposal.id = id;
  proposal.kind = made.kind;
  proposal.subject = made.subject;
  proposal.content = ContentOf(database, made);
  proposal.digest = DigestOf(proposal.kind, proposal.subject, proposal.content);
  proposal.proposer = editor.name;
  proposal.proposed = editor.now;
  proposal.expires = editor.now + lasts;
  registry::AddProposal(database, proposal);

  RegistryChange change;
  if (proposal.kind == ProposalKind::kMandateApproval) {
    change = BeginMandateApproval(database, editor, proposal.subject);
  }
  change.events.emplace_back(audit::ProposalMade{id, std::string(NameOf(proposal.kind)),
                                                 proposal.subject, proposal.digest,
                                                 proposal.expires, editor.name});
  return change;
}

RegistryChange Approve(SQLite::Database& database, const Editor& editor, const std::string& id,
                       const Sha256& digest) {
  const Proposal proposal =
      registry::RequireApprovable(database, id, digest, editor.name, editor.now);
  RequireProposerStillMay(database, proposal);
  registry::DecideProposal(database, id, registry::ProposalStatus::kApproved, editor.name,
                           editor.now);
  RegistryChange change = Carry(database, editor, proposal);
  change.events.insert(change.events.begin(),
                       audit::ProposalApproved{id, std::string(NameOf(proposal.kind)),
                                               proposal.subject, proposal.digest, editor.name});
  return change;
}

RegistryChange Reject(SQLite::Database& database, const Editor& editor, const std::string& id) {
  const Proposal proposal = RequireProposal(database, id);
  registry::DecideProposal(database, id, registry::ProposalStatus::kRejected, editor.name,
                           editor.now);
  RegistryChange change{{audit::ProposalRejected{id, editor.name}}, {}};
  if (proposal.kind != ProposalKind::kMandateApproval) return change;
  registry::SetMandateStatus(database, proposal.subject, registry::MandateStatus::kDraft);
  change.events.emplace_back(
      audit::MandateStatusChanged{proposal.subject, "draft", editor.name, id});
  return change;
}

}  // namespace signet::sealer
