#include "appliance/elm/jsonld/context.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "appliance/elm/jsonld/iri.h"

namespace signet::elm {
namespace {

using ScopeIds = boost::unordered_flat_map<std::string_view, ScopeId>;

class ContextReader {
 public:
  ContextReader(const ScopeIds& scopes, const IriPrefixes& prefixes, TermTable& table)
      : scopes_(scopes), prefixes_(prefixes), table_(table) {}

  TermDefinitions ReadTerms(const ProfileValue& value) {
    TermDefinitions terms;
    value.ForEachMember([&](const ProfileValue& member) {
      if (member.name().empty() || member.name().front() == '@') {
        member.Refuse("must have a name that does not begin with @.");
      }
      terms.emplace(table_.Keep(member.name()), ReadTerm(member));
    });
    return terms;
  }

  Scope ReadScope(const ProfileValue& value) {
    Scope scope;
    bool has_terms = false;
    value.ForEachMember([&](const ProfileValue& member) {
      if (member.name() == "protected") {
        scope.is_protected = member.Boolean();
      } else if (member.name() == "propagates") {
        scope.propagation = member.Boolean() ? Propagation::kAlways : Propagation::kNever;
      } else if (member.name() == "terms") {
        scope.terms = ReadTerms(member);
        has_terms = true;
      } else {
        member.RefuseMember();
      }
    });
    if (!has_terms) value.Refuse("must have terms.");
    return scope;
  }

 private:
  TermDefinition ReadTerm(const ProfileValue& value) {
    if (value.json().is_object()) return ReadExpanded(value);
    const std::string_view text = value.Text();
    if (text == "@id") return {.keyword = Keyword::kId};
    if (text == "@type") return {.keyword = Keyword::kType};
    return {.iri = ReadIri(value)};
  }

  TermDefinition ReadExpanded(const ProfileValue& value) {
    TermDefinition term;
    value.ForEachMember([&](const ProfileValue& member) { ReadPart(member, term); });
    if (term.iri == kNoTerm) value.Refuse("must have an iri.");
    return term;
  }

  void ReadPart(const ProfileValue& part, TermDefinition& term) {
    if (part.name() == "iri") {
      term.iri = ReadIri(part);
    } else if (part.name() == "type") {
      ReadCoercion(part, term);
    } else if (part.name() == "container") {
      term.container = ReadContainer(part);
    } else if (part.name() == "scope") {
      term.scope = ReadScopeName(part);
    } else if (part.name() == "prefix") {
      term.is_prefix = part.Boolean();
    } else {
      part.RefuseMember();
    }
  }

  TermId ReadIri(const ProfileValue& value) {
    const std::string iri = prefixes_.Expand(value);
    if (!IsWellFormedIri(iri)) value.Refuse("is not a well-formed IRI (RFC 3987).");
    return table_.Iri(table_.Keep(iri));
  }

  void ReadCoercion(const ProfileValue& value, TermDefinition& term) {
    const std::string_view text = value.Text();
    if (text == "@id") {
      term.coercion = Coercion::kId;
    } else if (text == "@vocab") {
      term.coercion = Coercion::kVocab;
    } else {
      term.coercion = Coercion::kDatatype;
      term.datatype = ReadIri(value);
    }
  }

  static Container ReadContainer(const ProfileValue& value) {
    const std::string_view text = value.Text();
    if (text == "@language") return Container::kLanguage;
    if (text == "@graph") return Container::kGraph;
    if (text == "@set") return Container::kSet;
    value.Refuse("must be @language, @graph or @set.");
  }

  ScopeId ReadScopeName(const ProfileValue& value) const {
    const auto found = scopes_.find(value.Text());
    if (found == scopes_.end()) value.Refuse("must be the name of one of /scopes.");
    return found->second;
  }

  const ScopeIds& scopes_;
  const IriPrefixes& prefixes_;
  TermTable& table_;
};

}  // namespace

Context Context::Read(const ProfileValue& terms, const ProfileValue& scopes,
                      const IriPrefixes& prefixes, TermTable& table) {
  // Scopes name each other, so all names come first.
  ScopeIds ids;
  scopes.ForEachMember([&](const ProfileValue& member) {
    ids.emplace(member.name(), ScopeId{static_cast<std::uint32_t>(ids.size())});
  });
  ContextReader reader(ids, prefixes, table);
  Context context;
  scopes.ForEachMember(
      [&](const ProfileValue& member) { context.scopes_.push_back(reader.ReadScope(member)); });
  context.terms_ = reader.ReadTerms(terms);
  context.CollectNames();
  return context;
}

void Context::CollectNames() {
  const auto collect = [this](const TermDefinitions& terms) {
    for (const auto& [name, term] : terms) {
      if (term.iri != kNoTerm) names_.emplace_back(term.iri, name);
    }
  };
  collect(terms_);
  for (const Scope& scope : scopes_) collect(scope.terms);
  std::sort(names_.begin(), names_.end());
}

TermId Context::IriNamed(std::string_view name) const {
  if (const TermDefinition* const term = Find(name)) return term->iri;
  for (const Scope& scope : scopes_) {
    if (const auto found = scope.terms.find(name); found != scope.terms.end()) {
      return found->second.iri;
    }
  }
  return kNoTerm;
}

std::string_view Context::NameOf(TermId iri) const {
  const auto found =
      std::lower_bound(names_.begin(), names_.end(), std::pair(iri, std::string_view()));
  return found == names_.end() || found->first != iri ? std::string_view() : found->second;
}

const TermDefinition* Context::Find(std::string_view name) const {
  const auto found = terms_.find(name);
  return found == terms_.end() ? nullptr : &found->second;
}

}  // namespace signet::elm
