#pragma once

#include <string>

#include "appliance/base/digest.h"
#include "appliance/base/json.h"
#include "provisioning/commands/invocation.h"
#include "provisioning/registry_over_network.h"

namespace signet::provisioning {

/// Shows `proposal`, the box's JSON of one, asks for a yes on the terminal unless `yes`, and
/// approves what was shown. The digest is computed from that, not taken from the box: a box or
/// gateway that shows one thing and means another gets no approval for it. Throws
/// Error(kProposalDiffers) then, and Error(kProposalClosed) for one that is not open. kNotDone if
/// the answer was no.
Outcome Approve(const Invocation& invocation, RegistryOverNetwork& box, const std::string& proposal,
                bool yes);

/// The digest of what `proposal` shows; throws as Approve.
Sha256 DigestOfShown(json::Value proposal);

}  // namespace signet::provisioning
