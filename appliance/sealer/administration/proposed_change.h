#pragma once

#include <string>

#include "appliance/base/database.h"
#include "appliance/registry/proposal.h"
#include "appliance/sealer/administration/changes.h"
#include "appliance/sealer/administration/registry_reading.h"

namespace signet::sealer {

/// What each kind of proposal is about: what it will put in place, and how that is done.

/// The content as it is kept: RFC 8785. For kinds whose content the box knows itself, what it has
/// now. Throws as Propose.
std::string ContentOf(SQLite::Database& database, const NewProposal& made);

/// A draft waits for its second administrator.
RegistryChange BeginMandateApproval(SQLite::Database& database, const Editor& editor,
                                    const std::string& mandate);

/// Carries an approved proposal out; `editor` is who approved it. Throws as Approve.
RegistryChange Carry(SQLite::Database& database, const Editor& editor,
                     const registry::Proposal& proposal);

/// Throws Error(kDemonstrationRefused) if a seal key of the box has a certificate that is no demo
/// one.
void RequireDemoKeysOnly(SQLite::Database& database);

}  // namespace signet::sealer
