#include "provisioning/profile_compiler/context_writer.h"

#include <utility>

namespace signet::provisioning {
namespace {

json::ObjectWriter WriteTerm(const ContextTerm& term, const Prefixes& prefixes) {
  json::ObjectWriter object;
  object.Text("iri", Shorten(term.iri, prefixes));
  if (term.type.starts_with('@')) {
    object.Text("type", term.type);
  } else if (!term.type.empty()) {
    object.Text("type", Shorten(term.type, prefixes));
  }
  if (!term.container.empty()) object.Text("container", term.container);
  if (!term.scope.empty()) object.Text("scope", term.scope);
  if (term.is_prefix) object.Boolean("prefix", true);
  return object;
}

}  // namespace

json::ObjectWriter WriteTerms(const ContextTerms& terms, const Prefixes& prefixes) {
  json::ObjectWriter object;
  for (const auto& [name, term] : terms) {
    const ContextTerm plain{.iri = term.iri, .is_protected = term.is_protected};
    if (term.iri.starts_with('@')) {
      object.Text(name, term.iri);
    } else if (term == plain) {
      object.Text(name, Shorten(term.iri, prefixes));
    } else {
      object.Object(name, WriteTerm(term, prefixes));
    }
  }
  return object;
}

json::ObjectWriter WriteScopes(const CompiledContexts& contexts, const Prefixes& prefixes) {
  json::ObjectWriter object;
  for (const auto& [name, scope] : contexts.scopes) {
    json::ObjectWriter written;
    written.Boolean("protected", scope.is_protected);
    if (scope.propagates) written.Boolean("propagates", *scope.propagates);
    written.Object("terms", WriteTerms(scope.terms, prefixes));
    object.Object(name, std::move(written));
  }
  return object;
}

}  // namespace signet::provisioning
