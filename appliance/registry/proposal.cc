#include "appliance/registry/proposal.h"

#include <SQLiteCpp/Exception.h>

#include <algorithm>
#include <array>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/registry/stored_value.h"

namespace signet::registry {
namespace {

constexpr const char* kTables = R"(
CREATE TABLE IF NOT EXISTS proposal (
  place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, subject TEXT NOT NULL,
  content TEXT NOT NULL, digest BLOB NOT NULL, proposer TEXT NOT NULL, proposed INTEGER NOT NULL,
  expires INTEGER NOT NULL, status TEXT NOT NULL, decided_by TEXT NOT NULL, decided INTEGER,
  CHECK (status <> 'approved' OR decided_by <> proposer)) STRICT;
CREATE INDEX IF NOT EXISTS proposal_open ON proposal (kind, subject) WHERE status = 'open';

CREATE TRIGGER IF NOT EXISTS proposal_no_delete BEFORE DELETE ON proposal
  BEGIN SELECT RAISE(ABORT, 'proposals are never deleted'); END;
CREATE TRIGGER IF NOT EXISTS proposal_stays
  BEFORE UPDATE OF place, id, kind, subject, content, digest, proposer, proposed, expires
  ON proposal
  BEGIN SELECT RAISE(ABORT, 'a proposal stays as it was made'); END;
CREATE TRIGGER IF NOT EXISTS proposal_decision_stays
  BEFORE UPDATE ON proposal WHEN OLD.status <> 'open'
  BEGIN SELECT RAISE(ABORT, 'a proposal is decided once'); END;
)";

constexpr const char* kNotRead = "The proposals cannot be read.";
constexpr const char* kNotStored = "The proposal was not stored.";
constexpr const char* kSelect =
    "SELECT id, kind, subject, content, digest, proposer, proposed, expires, status, decided_by, "
    "decided FROM proposal ";

constexpr std::array<std::pair<ProposalKind, std::string_view>, 7> kKinds{{
    {ProposalKind::kMandateApproval, "mandate-approval"},
    {ProposalKind::kMandateResumption, "mandate-resumption"},
    {ProposalKind::kOrganisationChange, "organisation-change"},
    {ProposalKind::kAdministratorAddition, "administrator-addition"},
    {ProposalKind::kAdministratorRemoval, "administrator-removal"},
    {ProposalKind::kAdministratorCertificate, "administrator-certificate"},
    {ProposalKind::kKeyActivation, "key-activation"},
}};

ProposalStatus StatusFromName(const std::string& name) {
  for (const ProposalStatus status :
       {ProposalStatus::kOpen, ProposalStatus::kApproved, ProposalStatus::kRejected}) {
    if (NameOf(status) == name) return status;
  }
  throw Error(Code::kDatabaseFailed, "A stored proposal has an unknown status.", name);
}

Proposal ReadRow(const SQLite::Statement& row) {
  Proposal proposal{.id = row.getColumn(0).getString(),
                    .kind = ProposalKindFromName(row.getColumn(1).getString()),
                    .subject = row.getColumn(2).getString(),
                    .content = row.getColumn(3).getString(),
                    .digest = Sha256FromOctets(OctetsOf(row.getColumn(4))),
                    .proposer = row.getColumn(5).getString(),
                    .proposed = TimeOf(row.getColumn(6)),
                    .expires = TimeOf(row.getColumn(7)),
                    .status = StatusFromName(row.getColumn(8).getString()),
                    .decided_by = row.getColumn(9).getString(),
                    .decided = {}};
  if (!row.isColumnNull(10)) proposal.decided = TimeOf(row.getColumn(10));
  if (proposal.digest == DigestOf(proposal.kind, proposal.subject, proposal.content)) {
    return proposal;
  }
  throw Error(Code::kDatabaseFailed, "The stored proposal " + proposal.id +
                                         " is not the one that was made; restore a backup.");
}

bool HasOpenOne(SQLite::Database& database, const Proposal& proposal) {
  SQLite::Statement query(database,
                          "SELECT 1 FROM proposal WHERE status = 'open' AND kind = ? AND "
                          "subject = ? AND expires > ?");
  query.bind(1, std::string(NameOf(proposal.kind)));
  query.bind(2, proposal.subject);
  query.bind(3, Milliseconds(proposal.proposed));
  return query.executeStep();
}

void Insert(SQLite::Database& database, const Proposal& proposal) {
  SQLite::Statement insert(database,
                           "INSERT INTO proposal (id, kind, subject, content, digest, proposer, "
                           "proposed, expires, status, decided_by) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open', '')");
  insert.bind(1, proposal.id);
  insert.bind(2, std::string(NameOf(proposal.kind)));
  insert.bind(3, proposal.subject);
  insert.bind(4, proposal.content);
  BindOctets(insert, 5, DigestOf(proposal.kind, proposal.subject, proposal.content).view());
  insert.bind(6, proposal.proposer);
  insert.bind(7, Milliseconds(proposal.proposed));
  insert.bind(8, Milliseconds(proposal.expires));
  insert.exec();
}

Proposal RequireOpen(SQLite::Database& database, std::string_view id, Time now) {
  auto found = FindProposal(database, id);
  if (!found) {
    throw Error(Code::kProposalUnknown, "There is no proposal " + std::string(id) +
                                            " at this box; see `signetctl approval list`.");
  }
  if (found->status != ProposalStatus::kOpen) {
    throw Error(Code::kProposalClosed, "The proposal was " + std::string(NameOf(found->status)) +
                                           " already, by " + found->decided_by + ".");
  }
  if (now >= found->expires) {
    throw Error(Code::kProposalClosed, "The proposal expired on " +
                                           FormatTimeSeconds(found->expires) +
                                           "; have it proposed again.");
  }
  return *std::move(found);
}

void RequireSecondPerson(const Proposal& proposal, std::string_view by) {
  if (proposal.proposer != by) return;
  throw Error(Code::kSecondPersonNeeded,
              "You proposed this yourself; another administrator has to approve it.");
}

}  // namespace

std::string_view NameOf(ProposalKind kind) {
  const auto* const found =
      std::ranges::find(kKinds, kind, &std::pair<ProposalKind, std::string_view>::first);
  return found == kKinds.end() ? "unknown" : found->second;
}

ProposalKind ProposalKindFromName(std::string_view name) {
  const auto* const found =
      std::ranges::find(kKinds, name, &std::pair<ProposalKind, std::string_view>::second);
  if (found != kKinds.end()) return found->first;
  throw Error(Code::kParameterInvalid,
              "A proposal's kind is one of mandate-approval, mandate-resumption, "
              "organisation-change, administrator-addition, administrator-removal, "
              "administrator-certificate, key-activation.");
}

std::string_view NameOf(ProposalStatus status) {
  switch (status) {
    case ProposalStatus::kOpen:
      return "open";
    case ProposalStatus::kApproved:
      return "approved";
    case ProposalStatus::kRejected:
      return "rejected";
  }
  return "unknown";
}

Sha256 DigestOf(ProposalKind kind, std::string_view subject, std::string_view content) {
  // No two different proposals have the same octets here.
  std::string parts;
  for (const std::string_view part : {NameOf(kind), subject, content}) {
    parts += std::to_string(part.size()) + ":";
    parts += part;
    parts += ";";
  }
  return HashSha256(parts);
}

void CreateProposalTables(SQLite::Database& database) { database.exec(kTables); }

void AddProposal(SQLite::Database& database, const Proposal& proposal) {
  TranslateDatabaseFailures(kNotStored, [&] {
    if (HasOpenOne(database, proposal)) {
      throw Error(Code::kRegistryTaken,
                  "The same is proposed already for " + proposal.subject +
                      "; have that approved or rejected first, see `signetctl approval list`.");
    }
    Insert(database, proposal);
  });
}

std::optional<Proposal> FindProposal(SQLite::Database& database, std::string_view id) {
  return TranslateDatabaseFailures(kNotRead, [&] {
    SQLite::Statement row(database, std::string(kSelect) + "WHERE id = ?");
    row.bind(1, std::string(id));
    return row.executeStep() ? std::optional(ReadRow(row)) : std::nullopt;
  });
}

std::vector<Proposal> ListProposals(SQLite::Database& database, std::size_t limit) {
  return TranslateDatabaseFailures(kNotRead, [&] {
    SQLite::Statement rows(database, std::string(kSelect) + "ORDER BY place DESC LIMIT ?");
    rows.bind(1, static_cast<std::int64_t>(limit));
    std::vector<Proposal> proposals;
    while (rows.executeStep()) proposals.push_back(ReadRow(rows));
    return proposals;
  });
}

Proposal RequireApprovable(SQLite::Database& database, std::string_view id, const Sha256& digest,
                           std::string_view by, Time now) {
  Proposal proposal = RequireOpen(database, id, now);
  if (proposal.digest != digest) {
    throw Error(Code::kProposalDiffers,
                "What you approve is not what was proposed; look at the proposal again, and "
                "approve the digest that is shown with it.");
  }
  RequireSecondPerson(proposal, by);
  return proposal;
}

void DecideProposal(SQLite::Database& database, std::string_view id, ProposalStatus status,
                    std::string_view by, Time now) {
  if (status == ProposalStatus::kOpen) {
    throw Error(Code::kInternal, "A proposal is decided by approving or rejecting it.");
  }
  const Proposal proposal = RequireOpen(database, id, now);
  if (status == ProposalStatus::kApproved) RequireSecondPerson(proposal, by);
  TranslateDatabaseFailures(kNotStored, [&] {
    SQLite::Statement update(
        database, "UPDATE proposal SET status = ?, decided_by = ?, decided = ? WHERE id = ?");
    update.bind(1, std::string(NameOf(status)));
    update.bind(2, std::string(by));
    update.bind(3, Milliseconds(now));
    update.bind(4, proposal.id);
    update.exec();
  });
}

}  // namespace signet::registry
