#pragma once

#include <string>

#include "appliance/elm/attribution.h"
#include "appliance/registry/organisation.h"
#include "provisioning/known_parties.h"

namespace signet::provisioning {

/// An awarding body of a credential, held against the organisations of a box as sealing does it.
struct AwardingBody {
  enum class Kind { kSealing, kKnown, kUnknown, kAmbiguous };
  Kind kind = Kind::kUnknown;
  std::string shown;                    ///< how the credential names it
  registry::Organisation organisation;  ///< the box's; for kUnknown the one that could be added
  std::string found;                    ///< kUnknown, kAmbiguous: why, a sentence
};

/// The command that adds it, for a shell: texts of the credential are quoted so that nothing in
/// them is run.
std::string CommandToAdd(const registry::Organisation& organisation);

AwardingBody FindAwardingBody(const elm::NamedOrganisation& body, const KnownParties& known);

}  // namespace signet::provisioning
