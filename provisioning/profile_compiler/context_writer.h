#pragma once

#include "appliance/base/json_writer.h"
#include "provisioning/profile_compiler/context_compiler.h"
#include "provisioning/profile_compiler/iri_shortener.h"

namespace signet::provisioning {

/// The members `terms` and `scopes` of a compiled profile.
json::ObjectWriter WriteTerms(const ContextTerms& terms, const Prefixes& prefixes);
json::ObjectWriter WriteScopes(const CompiledContexts& contexts, const Prefixes& prefixes);

}  // namespace signet::provisioning
