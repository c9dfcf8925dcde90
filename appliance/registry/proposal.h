#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/clock.h"
#include "appliance/base/database.h"
#include "appliance/base/digest.h"

namespace signet::registry {

/// What one administrator proposes and another one approves (DESIGN 7).
enum class ProposalKind {
  kMandateApproval,
  kMandateResumption,
  kOrganisationChange,
  kAdministratorAddition,
  kAdministratorRemoval,
  kAdministratorCertificate,  ///< another way in which an administrator is known
  kKeyActivation,
};
/// "mandate-approval", "mandate-resumption", "organisation-change", "administrator-addition",
/// "administrator-removal", "administrator-certificate", "key-activation"
std::string_view NameOf(ProposalKind kind);
ProposalKind ProposalKindFromName(std::string_view name);  ///< throws Error(kParameterInvalid)

enum class ProposalStatus { kOpen, kApproved, kRejected };
/// "open", "approved", "rejected"; an open one whose time is over is "expired" to those who look.
std::string_view NameOf(ProposalStatus status);

struct Proposal {
  std::string id;  ///< UUID
  ProposalKind kind = ProposalKind::kMandateApproval;
  std::string subject;  ///< name of the mandate, organisation, client or key
  std::string content;  ///< RFC 8785 JSON: all that the change will put in place
  Sha256 digest;        ///< DigestOf
  std::string proposer;
  Time proposed;
  Time expires;
  ProposalStatus status = ProposalStatus::kOpen;
  std::string decided_by;  ///< empty while open
  std::optional<Time> decided;
};

/// What an approval names: of kind, subject and content, lengths between them.
Sha256 DigestOf(ProposalKind kind, std::string_view subject, std::string_view content);

/// An open one: its digest is set here, and status and decision are as of none. Throws
/// Error(kRegistryTaken) if there is an open one of this kind and subject that has not expired at
/// `proposed`.
void AddProposal(SQLite::Database& database, const Proposal& proposal);
std::optional<Proposal> FindProposal(SQLite::Database& database, std::string_view id);
/// The newest first, `limit` at most.
std::vector<Proposal> ListProposals(SQLite::Database& database, std::size_t limit);
/// The open one that `by` may approve now, for what it has in mind. Throws Error: kProposalUnknown,
/// kProposalClosed, kProposalDiffers (another digest), kSecondPersonNeeded (the proposer).
Proposal RequireApprovable(SQLite::Database& database, std::string_view id, const Sha256& digest,
                           std::string_view by, Time now);
/// Closes an open one. Throws Error: kProposalUnknown, kProposalClosed, and kSecondPersonNeeded if
/// its proposer is to approve it.
void DecideProposal(SQLite::Database& database, std::string_view id, ProposalStatus status,
                    std::string_view by, Time now);

/// Makes this table if it is not there; a part of CreateRegistryTables. Triggers refuse DELETE, and
/// UPDATE of anything but an open proposal's decision.
void CreateProposalTables(SQLite::Database& database);

}  // namespace signet::registry
