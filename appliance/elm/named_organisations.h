#pragma once

#include <set>
#include <string>

#include "appliance/elm/graph/graph.h"
#include "appliance/elm/jsonld/context.h"

namespace signet::elm {

/// By what a credential calls those in whose name it is issued: its issuer and its awarding bodies.
struct NamedOrganisations {
  std::set<std::string, std::less<>> identifiers;  ///< as they are written ("VATES-A00000000")
  std::set<std::string, std::less<>> names;        ///< legal names, in every language
};

/// Nodes count as they are merged: an awarding body that is only referred to has the names that it
/// has elsewhere in the credential.
NamedOrganisations OrganisationsIn(const Graph& graph, const Context& context);

}  // namespace signet::elm
