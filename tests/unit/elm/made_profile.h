#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "appliance/elm/profile/profile.h"
#include "appliance/elm/shacl/shape_check.h"

namespace signet::elm {

/// The text of a compiled profile <http://example.org/profile> of these `shapes` (JSON), of which
/// `listed` (JSON) are its own. Prefixes: ex, xsd, rdf, rdfs.
std::string MadeProfile(std::string_view shapes, std::string_view listed = R"(["ex:Shape"])");

/// Holds Turtle (tests/support/turtle_graph.h) against the profile of `set`; sorted lines
/// "focus path value Component", with ex:, "-" for what is absent and "_:" for blank nodes.
std::vector<std::string> Check(const ProfileSet& set, std::string_view turtle);

}  // namespace signet::elm
