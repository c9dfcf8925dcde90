#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace signet::provisioning {

/// IRI of a scheme → IRIs of its codes.
using CodesOfSchemes = std::map<std::string, std::set<std::string>>;

/// Reads a controlled list that is published as SKOS (W3C Recommendation of 18 August 2009) in
/// Turtle: each concept is a code of every scheme that it says it is in (skos:inScheme), or whose
/// top concept it is. Throws Error: kFileUnusable, kProfileMalformed with line and column, and
/// kParameterInvalid if there is no concept in the file.
CodesOfSchemes ReadCodeLists(const std::filesystem::path& file);

}  // namespace signet::provisioning
