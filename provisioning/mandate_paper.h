#pragma once

#include <string>
#include <vector>

#include "appliance/registry/mandate_terms.h"
#include "appliance/registry/organisation.h"
#include "provisioning/paper.h"

namespace signet::provisioning {

/// Who a mandate is between, as the box knows them.
struct MandateParties {
  registry::Organisation issuing;
  registry::Organisation sealing;
  std::vector<registry::Organisation> delivering;
};

/// The document that both sides sign: parties and who is responsible for what, scope, validity,
/// limits, evidence, where to sign, and the digest of the terms that the box will hold credentials
/// against. It asks for no names of people but those that the signers write themselves.
Paper MandatePaper(const std::string& name, const registry::MandateTerms& terms,
                   const MandateParties& parties);

}  // namespace signet::provisioning
