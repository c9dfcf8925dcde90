#pragma once

#include "appliance/base/clock.h"
#include "appliance/base/json.h"
#include "appliance/base/json_writer.h"
#include "appliance/registry/allowance.h"
#include "appliance/registry/client.h"
#include "appliance/registry/mandate.h"
#include "appliance/registry/organisation.h"
#include "appliance/registry/proposal.h"
#include "appliance/registry/seal_key.h"

namespace signet::sealer {

// What the registry holds, as openapi.yaml writes it.

json::ObjectWriter ToJson(const registry::Organisation& organisation);
json::ObjectWriter ToJson(const registry::Client& client);
json::ObjectWriter ToJson(const registry::SealKey& key);
json::ObjectWriter ToJson(const registry::Proposal& proposal, Time now);
json::ObjectWriter ToJson(const registry::MandateTerms& terms);
json::ObjectWriter ToJson(const registry::Mandate& mandate, const registry::MandateUse& use,
                          Time now);

/// As a creation or a change says it: without what only the box decides.
json::ObjectWriter CreationJson(const registry::Organisation& organisation);

/// The object again, to be written in another order or inside another one. Numbers must be integers
/// and arrays hold objects or texts, as in all of these. Throws Error(kNotJson) otherwise.
json::ObjectWriter Copy(json::Value object);

}  // namespace signet::sealer
