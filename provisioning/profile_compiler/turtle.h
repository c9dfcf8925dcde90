#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "provisioning/profile_compiler/rdf.h"

namespace signet::provisioning {

/// What a Turtle text says.
struct TurtleDocument {
  std::string name;                                           ///< for people: the file
  std::vector<std::pair<std::string, std::string>> prefixes;  ///< in the order of the text
  std::vector<RdfStatement> statements;                       ///< the same
};

/// Reads Turtle strictly (RDF 1.1 Turtle). `base` is the IRI that relative ones count from. Blank
/// nodes of two documents may have the same text. Throws Error(kProfileMalformed) with name, line
/// and column.
TurtleDocument ReadTurtle(std::string_view text, const std::string& name, const std::string& base);

}  // namespace signet::provisioning
