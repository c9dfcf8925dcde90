#pragma once

#include "appliance/base/database.h"
#include "appliance/registry/proposal.h"

namespace signet::provisioning {

/// A box with fewer than two active administrators is being set up: nobody could approve what
/// another one proposes, so whoever holds the box does it all.
bool IsSettingUp(SQLite::Database& database);

/// Throws Error(kApprovalNeeded) that says who does it and how, once the box has two
/// administrators.
void RequireSettingUp(SQLite::Database& database, registry::ProposalKind what);

}  // namespace signet::provisioning
