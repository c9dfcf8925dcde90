#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>

#include "provisioning/profile_compiler/iri_shortener.h"

namespace signet::provisioning {

/// A JSON-LD context as it is published: where, and what.
struct ContextDocument {
  std::string iri;
  std::string text;
};

/// What a name means, in full IRIs (appliance/elm/PROFILE.md, `terms`).
struct ContextTerm {
  std::string iri = {};        ///< or "@id", "@type"
  std::string type = {};       ///< "@id", "@vocab", a datatype's IRI, or empty
  std::string container = {};  ///< "@language", "@graph", "@set" or empty
  std::string scope = {};      ///< a name in `scopes`, or empty
  bool is_prefix = false;
  bool is_protected = false;  ///< only matters until everything is compiled

  bool operator==(const ContextTerm&) const = default;
};

using ContextTerms = std::map<std::string, ContextTerm, std::less<>>;

struct ContextScope {
  bool is_protected = false;
  std::optional<bool> propagates;
  ContextTerms terms;

  bool operator==(const ContextScope&) const = default;
};

/// What names mean after all contexts.
struct CompiledContexts {
  ContextTerms terms;
  std::map<std::string, ContextScope, std::less<>> scopes;
  Prefixes prefixes;  ///< the terms that may start a compact IRI
};

/// Processes contexts in their order (JSON-LD 1.1 API 4.1 and 4.2). What a compiled profile cannot
/// say is refused: `@vocab`, `@base`, `@import`, `@language`, `@direction`, `@reverse`, `@nest`,
/// `@index`, `@json`, `@list` and the maps by id, type and index; contexts that name others; terms
/// that look like IRIs or mean nothing; a scope that redefines a protected term. A scope's compact
/// IRIs are resolved with the scope's own terms and those of `terms`, once for all its uses.
///
/// Throws Error: the JSON reader's codes, or kProfileMalformed naming the context and the term.
CompiledContexts CompileContexts(std::span<const ContextDocument> documents);

}  // namespace signet::provisioning
