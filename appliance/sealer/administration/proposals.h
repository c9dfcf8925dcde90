#pragma once

#include <chrono>
#include <string>

#include "appliance/base/database.h"
#include "appliance/base/digest.h"
#include "appliance/registry/proposal.h"
#include "appliance/sealer/administration/changes.h"
#include "appliance/sealer/administration/registry_reading.h"

namespace signet::sealer {

/// What needs two administrators (DESIGN 7): one proposes, another one approves what the digest
/// names, and only then it is done. Each function runs on the database thread, as
/// DatabaseThread::Work, and returns what the log says of it.

/// Puts the proposal into the registry under `id`, which lasts for `lasts`. What could not be done
/// anyhow is refused at once. Throws Error: what its kind's registry functions throw,
/// kRegistryMalformed for a content that does not fit, kDemonstrationRefused.
RegistryChange Propose(SQLite::Database& database, const Editor& editor, const NewProposal& made,
                       const std::string& id, std::chrono::milliseconds lasts);

/// Does what was proposed. Throws Error: what registry::RequireApprovable throws, kProposalClosed
/// if its proposer is no administrator any more, kTooFewAdministrators, kProposalDiffers if what it
/// is about has changed since, and as Propose.
RegistryChange Approve(SQLite::Database& database, const Editor& editor, const std::string& id,
                       const Sha256& digest);

/// By any administrator, also by the proposer. Throws as registry::DecideProposal.
RegistryChange Reject(SQLite::Database& database, const Editor& editor, const std::string& id);

}  // namespace signet::sealer
