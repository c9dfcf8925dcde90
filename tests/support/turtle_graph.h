#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "appliance/elm/graph/graph.h"
#include "appliance/elm/profile/profile.h"
#include "provisioning/profile_compiler/rdf.h"

namespace signet::elm {

/// Statements as a graph that can be held against the profiles of `set`, which must outlive it.
Graph MakeGraph(const std::vector<provisioning::RdfStatement>& statements, const ProfileSet& set);

/// The same from Turtle, with the prefixes ex: <http://example.org/>, xsd:, rdf:, rdfs: and sh:
/// declared.
Graph MakeGraph(std::string_view turtle, const ProfileSet& set);

/// "<IRI>", "_:", "\"text\"@en", "\"5\"^^<datatype>"; "" for kNoTerm.
std::string Written(const TermTable& terms, TermId id);

}  // namespace signet::elm
