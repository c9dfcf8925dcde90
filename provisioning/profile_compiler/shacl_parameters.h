#pragma once

#include "provisioning/profile_compiler/turtle.h"

namespace signet::provisioning {

/// Refuses a document that uses a term of SHACL's namespace as a predicate that is not implemented
/// here. Throws Error(kProfileMalformed) with document, shape and parameter.
void RequireKnownParameters(const TurtleDocument& document);

}  // namespace signet::provisioning
