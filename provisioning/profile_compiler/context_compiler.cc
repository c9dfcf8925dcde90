#include "provisioning/profile_compiler/context_compiler.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/json.h"
#include "appliance/elm/jsonld/iri.h"

namespace signet::provisioning {
namespace {

constexpr json::Limits kLimits{.max_octets = 16U << 20U, .max_depth = 32};

bool IsKeywordLike(std::string_view text) {
  const auto is_alpha = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return text.size() > 1 && text.front() == '@' && std::ranges::all_of(text.substr(1), is_alpha);
}

/// A simple term is a prefix if its IRI ends so (RFC 3986 2.2 gen-delims; API 4.2.2 step 14.2.5).
bool EndsAsPrefix(std::string_view iri) {
  return std::string_view(":/?#[]@").find(iri.back()) != std::string_view::npos;
}

/// Where a context stands: its document's IRI and, for a scope, the terms that lead to it.
struct Place {
  std::string document;
  std::string path;

  Place Inside(std::string_view term) const {
    return {document, (path.empty() ? "" : path + ".") + std::string(term)};
  }
  [[noreturn]] void Refuse(std::string_view what) const {
    throw Error(Code::kProfileMalformed, "The JSON-LD context " + document +
                                             (path.empty() ? "" : ", term \"" + path + "\"") +
                                             ": " + std::string(what) +
                                             ". A profile cannot be compiled with it.");
  }
};

/// What a scope's IRIs are resolved with besides its own terms.
struct Base {
  const ContextTerms* terms;                  ///< those of no scope
  std::vector<const ContextTerms*> scopes{};  ///< those of the scopes around it
  std::set<std::string> used{};               ///< names of `terms` that were needed
};

/// One local context on its way into the terms in force. `scope` of its terms is the text of their
/// own contexts, since those are processed where the terms are used: after all the others.
class LocalContext {
 public:
  /// `base` is nullptr for a context that is no scope.
  LocalContext(json::Value context, Place place, ContextTerms& terms, Base* base)
      : context_(context), place_(std::move(place)), terms_(terms), base_(base) {
    if (!context.is_object()) {
      place_.Refuse("a context must be an object; one that names others is not read");
    }
    ReadEntries();
  }

  bool is_protected() const { return is_protected_; }
  std::optional<bool> propagates() const { return propagates_; }

  void DefineAll() {
    for (auto member = context_.First(); member; member = member->Next()) {
      // Names like keywords are passed over (API 4.2.2 step 5).
      if (!IsKeywordLike(member->name())) Define(*member);
    }
  }

 private:
  void ReadEntries() {
    for (auto member = context_.First(); member; member = member->Next()) {
      const std::string_view name = member->name();
      if (name == "@version") {
        if (member->raw() != "1.1") place_.Refuse("@version must be 1.1");
      } else if (name == "@protected") {
        is_protected_ = Boolean(*member);
      } else if (name == "@propagate") {
        propagates_ = Boolean(*member);
      } else if (IsKeyword(name)) {
        place_.Refuse(std::string(name) + " is not implemented");
      }
    }
  }

  static bool IsKeyword(std::string_view name) {
    static constexpr auto kKeywords = std::to_array<std::string_view>(
        {"@base",     "@container", "@context",    "@default", "@direction", "@embed",
         "@explicit", "@graph",     "@id",         "@import",  "@included",  "@index",
         "@json",     "@language",  "@list",       "@nest",    "@none",      "@omitDefault",
         "@prefix",   "@preserve",  "@requireAll", "@reverse", "@set",       "@type",
         "@value",    "@vocab"});
    return std::ranges::binary_search(kKeywords, name);
  }

  bool Boolean(json::Value value) const {
    if (value.kind() == json::Kind::kTrue) return true;
    if (value.kind() == json::Kind::kFalse) return false;
    place_.Refuse(std::string(value.name()) + " must be true or false");
  }

  std::string_view Text(json::Value value, std::string_view term) const {
    if (const auto text = value.AsString()) return *text;
    place_.Inside(term).Refuse(std::string(value.name()) + " must be a text");
  }

  /// API 4.2.2. Terms that others of this context need are defined first.
  void Define(json::Value member) {
    const std::string name(member.name());
    if (defined_.contains(name)) return;
    if (!defining_.insert(name).second) place_.Inside(name).Refuse("its IRI depends on itself");
    if (name.empty() || name.find_first_of(":/") != std::string::npos) {
      place_.Inside(name).Refuse("a term that is empty or looks like an IRI is not implemented");
    }
    if (const auto term = ReadTerm(member)) Store(name, *term);
    defining_.erase(name);
    defined_.insert(name);
  }

  std::optional<ContextTerm> ReadTerm(json::Value member) {
    ContextTerm term{.is_protected = is_protected_};
    if (const auto iri = member.AsString()) {
      if (IsPassedOver(*iri)) return std::nullopt;
      term.iri = ExpandTermIri(*iri, member.name());
      term.is_prefix = !IsKeywordLike(term.iri) && EndsAsPrefix(term.iri);
      return term;
    }
    if (!member.is_object()) place_.Inside(member.name()).Refuse("it must mean something");
    return ReadExpanded(member, std::move(term));
  }

  /// An IRI that looks like a keyword and is none (API 4.2.2 step 14.2.2).
  static bool IsPassedOver(std::string_view iri) { return IsKeywordLike(iri) && !IsKeyword(iri); }

  std::optional<ContextTerm> ReadExpanded(json::Value member, ContextTerm term) {
    const auto id = member.Find("@id");
    if (!id) place_.Inside(member.name()).Refuse("it must have an @id");
    const std::string_view iri = Text(*id, member.name());
    if (IsPassedOver(iri)) return std::nullopt;
    term.iri = ExpandTermIri(iri, member.name());
    for (auto part = member.First(); part; part = part->Next()) {
      if (part->name() != "@id") ReadPart(*part, member.name(), term);
    }
    if (IsKeywordLike(term.iri) &&
        term != ContextTerm{.iri = term.iri, .is_protected = term.is_protected}) {
      place_.Inside(member.name()).Refuse("an alias of a keyword can be nothing else");
    }
    return term;
  }

  void ReadPart(json::Value part, std::string_view name, ContextTerm& term) {
    if (part.name() == "@type") {
      term.type = ReadType(Text(part, name), name);
    } else if (part.name() == "@container") {
      term.container = ReadContainer(part, name);
    } else if (part.name() == "@protected") {
      term.is_protected = Boolean(part);
    } else if (part.name() == "@prefix") {
      term.is_prefix = Boolean(part);
    } else if (part.name() == "@context") {
      term.scope = part.raw();
    } else {
      place_.Inside(name).Refuse(std::string(part.name()) + " is not implemented");
    }
  }

  std::string ReadType(std::string_view type, std::string_view name) {
    if (type == "@id" || type == "@vocab") return std::string(type);
    if (type == "@none") return {};
    std::string iri = Expand(type, name);
    if (!elm::IsWellFormedIri(iri)) {
      place_.Inside(name).Refuse("its @type must be @id, @vocab or the IRI of a datatype");
    }
    return iri;
  }

  /// `@set` besides another says nothing that RDF has.
  std::string ReadContainer(json::Value value, std::string_view name) const {
    std::set<std::string> containers;
    if (const auto text = value.AsString()) containers.emplace(*text);
    for (auto item = value.First(); item; item = item->Next()) {
      containers.emplace(item->AsString().value_or(""));
    }
    if (containers.size() > 1) containers.erase("@set");
    static const std::set<std::string> known = {"@language", "@graph", "@set"};
    if (containers.size() != 1 || !known.contains(*containers.begin())) {
      place_.Inside(name).Refuse("its @container must be @language, @graph or @set");
    }
    return *containers.begin();
  }

  std::string ExpandTermIri(std::string_view value, std::string_view name) {
    std::string iri = Expand(value, name);
    if (iri == "@id" || iri == "@type" || elm::IsWellFormedIri(iri)) return iri;
    place_.Inside(name).Refuse("\"" + std::string(value) +
                               "\" is no IRI, or an alias of a keyword that is not implemented");
  }

  /// API 5.2.2 with this context as the local one, and terms counting.
  std::string Expand(std::string_view value, std::string_view for_term) {
    if (IsKeyword(value)) return std::string(value);
    if (value != for_term) {
      if (const ContextTerm* term = FindDefined(value)) return term->iri;
    }
    const std::size_t colon = value.find(':', 1);
    if (colon == std::string_view::npos) return {};
    const std::string_view prefix = value.substr(0, colon);
    const std::string_view rest = value.substr(colon + 1);
    if (prefix == "_") place_.Inside(for_term).Refuse("a blank node is no meaning");
    if (rest.starts_with("//")) return std::string(value);
    const ContextTerm* term = FindDefined(prefix);
    if (term == nullptr || !term->is_prefix) return std::string(value);
    return term->iri + std::string(rest);
  }

  const ContextTerm* FindDefined(std::string_view name) {
    if (const auto member = context_.Find(name); member && !IsKeywordLike(name)) Define(*member);
    if (const auto found = terms_.find(name); found != terms_.end()) return &found->second;
    return base_ == nullptr ? nullptr : FindInBase(name);
  }

  const ContextTerm* FindInBase(std::string_view name) {
    for (const ContextTerms* outer : base_->scopes) {
      if (outer->contains(name)) {
        place_.Refuse("\"" + std::string(name) +
                      "\" is defined around it, and not in every place where it may be used");
      }
    }
    const auto found = base_->terms->find(name);
    if (found == base_->terms->end()) return nullptr;
    base_->used.emplace(name);
    return &found->second;
  }

  /// API 4.2.2 step 27.
  void Store(const std::string& name, ContextTerm term) {
    const auto found = terms_.find(name);
    if (found != terms_.end() && found->second.is_protected) {
      term.is_protected = true;
      if (term != found->second) place_.Inside(name).Refuse("it redefines a protected term");
    }
    terms_.insert_or_assign(name, std::move(term));
  }

  json::Value context_;
  Place place_;
  ContextTerms& terms_;
  Base* base_;
  bool is_protected_ = false;
  std::optional<bool> propagates_;
  std::set<std::string, std::less<>> defining_;
  std::set<std::string, std::less<>> defined_;
};

/// Compiles the scopes of terms when all contexts have been processed.
class ScopeCompiler {
 public:
  explicit ScopeCompiler(CompiledContexts& compiled)
      : compiled_(compiled), plain_(compiled.terms), base_{.terms = &plain_} {}

  void Compile(const std::map<std::string, std::string>& documents) {
    for (auto& [name, term] : compiled_.terms) {
      if (!term.scope.empty()) term.scope = CompileScope(term.scope, {documents.at(name), name});
    }
    for (const auto& [name, scope] : compiled_.scopes) CheckAgainstBase(name, scope);
  }

 private:
  std::string CompileScope(const std::string& text, const Place& place) {
    const json::Document document = json::Document::Parse(text, kLimits);
    ContextScope scope;
    LocalContext context(document.root(), place, scope.terms, &base_);
    context.DefineAll();
    scope.propagates = context.propagates();
    scope.is_protected = context.is_protected();
    base_.scopes.push_back(&scope.terms);
    for (auto& [name, term] : scope.terms) {
      if (term.is_protected != scope.is_protected) {
        place.Refuse("a scope with some terms protected and others not is not implemented");
      }
      if (!term.scope.empty()) term.scope = CompileScope(term.scope, place.Inside(name));
    }
    base_.scopes.pop_back();
    return NameOf(std::move(scope), place);
  }

  /// Equal scopes are one, so that terms that have them are equal too.
  std::string NameOf(ContextScope scope, const Place& place) {
    for (const auto& [name, known] : compiled_.scopes) {
      if (known == scope) return name;
    }
    compiled_.scopes.emplace(place.path, std::move(scope));
    documents_.emplace(place.path, place.document);
    return place.path;
  }

  void CheckAgainstBase(const std::string& path, const ContextScope& scope) const {
    const Place place{documents_.at(path), path};
    for (const auto& [name, term] : scope.terms) {
      const auto base = compiled_.terms.find(name);
      if (base == compiled_.terms.end()) continue;
      ContextTerm as_base = term;
      as_base.is_protected = base->second.is_protected;
      if (base->second.is_protected && as_base != base->second) {
        place.Inside(name).Refuse("a scope that redefines a protected term is not implemented");
      }
      if (base_.used.contains(name) && term.iri != base->second.iri) {
        place.Inside(name).Refuse("other scopes depend on what it redefines");
      }
    }
  }

  CompiledContexts& compiled_;
  const ContextTerms plain_;
  Base base_;
  std::map<std::string, std::string> documents_;
};

/// The contexts of a document: one, or several that are processed in their order (API 4.1.2).
std::vector<json::Value> ContextsOf(const json::Document& document, const Place& place) {
  const auto context = document.root().Find("@context");
  if (!context) place.Refuse("it is no context document: it has no @context");
  if (!context->is_array()) return {*context};
  std::vector<json::Value> contexts;
  for (auto item = context->First(); item; item = item->Next()) contexts.push_back(*item);
  return contexts;
}

}  // namespace

CompiledContexts CompileContexts(std::span<const ContextDocument> documents) {
  CompiledContexts compiled;
  std::map<std::string, std::string> defined_by;
  for (const ContextDocument& source : documents) {
    const json::Document document = json::Document::Parse(source.text, kLimits);
    const Place place{source.iri, ""};
    for (const json::Value context : ContextsOf(document, place)) {
      LocalContext local(context, place, compiled.terms, nullptr);
      local.DefineAll();
    }
    for (const auto& [name, term] : compiled.terms) defined_by.emplace(name, source.iri);
  }
  ScopeCompiler(compiled).Compile(defined_by);
  for (const auto& [name, term] : compiled.terms) {
    if (term.is_prefix) compiled.prefixes.emplace(name, term.iri);
  }
  return compiled;
}

}  // namespace signet::provisioning
