#pragma once

#include <string>
#include <vector>

#include "appliance/registry/organisation.h"
#include "provisioning/mandate_answers.h"
#include "provisioning/mandate_paper.h"
#include "provisioning/registry_access.h"

namespace signet::provisioning {

/// Whom a mandate can be between and who can submit, as the box knows them.
struct KnownParties {
  std::vector<registry::Organisation> organisations;
  std::vector<std::string> submitters;

  std::vector<std::string> OrganisationNames() const;
  /// Throws Error(kRegistryUnknown) that names those there are.
  const registry::Organisation& Organisation(const std::string& name) const;
  const registry::Organisation& Sealing() const;
  /// Throws Error(kRegistryUnknown) also for a client that is no submitter of the box.
  MandateParties PartiesOf(const MandateAnswers& answers) const;
};

KnownParties ReadKnownParties(RegistryAccess& registry);

}  // namespace signet::provisioning
