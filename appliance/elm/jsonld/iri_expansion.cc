#include "appliance/elm/jsonld/iri_expansion.h"

#include <cstddef>
#include <string>

#include "appliance/elm/jsonld/iri.h"

namespace signet::elm {
namespace {

IriExpansion IfWellFormed(std::string_view text) {
  if (!IsWellFormedIri(text)) return {};
  return {IriExpansion::Kind::kIri, text};
}

}  // namespace

IriExpansion ExpandIri(std::string_view text, const ActiveContexts& contexts, ActiveContexts::Id at,
                       TermTable& table) {
  const std::size_t colon = text.find(':', 1);
  if (colon == std::string_view::npos) return {};
  const std::string_view prefix = text.substr(0, colon);
  const std::string_view rest = text.substr(colon + 1);
  if (prefix == "_") return {IriExpansion::Kind::kBlank, text};
  if (rest.starts_with("//")) return IfWellFormed(text);
  const TermDefinition* definition = contexts.Find(at, prefix);
  if (definition == nullptr || !definition->is_prefix) return IfWellFormed(text);
  std::string whole(table[definition->iri].text);
  whole += rest;
  if (!IsWellFormedIri(whole)) return {};
  return {IriExpansion::Kind::kIri, table.Keep(whole)};
}

}  // namespace signet::elm
