#pragma once

#include <optional>
#include <string>
#include <vector>

#include "appliance/elm/attribution.h"
#include "appliance/registry/mandate.h"
#include "appliance/sealer/authority/organisation_book.h"

namespace signet::sealer {

/// Why a credential is outside what a mandate covers, as a sentence; nullopt if it is not. `body`
/// is the place of the awarding body in question among attribution.awarding_bodies, `profiles` are
/// those that the draft names.
std::optional<std::string> OutsideScope(const registry::Mandate& mandate,
                                        const elm::Attribution& attribution, std::size_t body,
                                        const std::vector<std::string>& profiles,
                                        const OrganisationBook& organisations);

}  // namespace signet::sealer
