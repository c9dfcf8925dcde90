#include "appliance/elm/jsonld/graph_reader.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <variant>

#include "appliance/elm/graph/well_known_terms.h"
#include "appliance/elm/jsonld/active_context.h"
#include "appliance/elm/jsonld/iri.h"
#include "appliance/elm/jsonld/iri_expansion.h"
#include "appliance/elm/jsonld/language_tag.h"
#include "appliance/elm/jsonld/number_literal.h"

namespace signet::elm {
namespace {

constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();

std::uint32_t PlaceOf(json::Value value) { return static_cast<std::uint32_t>(value.begin()); }

/// `visit` for a value, or for each element of an array and of the arrays in it; nulls say nothing.
template <typename Visit>
void ForEachItem(json::Value value, Visit visit) {
  if (value.kind() == json::Kind::kNull) return;
  if (!value.is_array()) return visit(value);
  for (auto item = value.First(); item; item = item->Next()) ForEachItem(*item, visit);
}

}  // namespace

/// Expansion and conversion to RDF in one walk. Members with no meaning are not walked into, since
/// expansion drops them with all that they hold; members whose statement cannot be made are, since
/// the nodes in them make statements of their own.
class GraphReader {
 public:
  GraphReader(const Context& context, const TermTable& terms)
      : contexts_(context), terms_(&terms) {}

  GraphReading Read(json::Value credential) {
    if (credential.is_object()) {
      is_root_ = true;
      ReadNode(credential, {ActiveContexts::kInitial, kNoScope, true});
    } else {
      Refuse(credential, RefusalReason::kNotAnObject, {});
    }
    std::ranges::stable_sort(reading_.refusals, {}, &Refusal::place);
    std::ranges::stable_sort(reading_.vanished, {}, &Vanished::place);
    if (reading_.refusals.empty()) reading_.graph.emplace(std::move(terms_), std::move(triples_));
    return std::move(reading_);
  }

 private:
  using ContextId = ActiveContexts::Id;

  /// Where a value stands.
  struct Surroundings {
    ContextId context;
    ScopeId scope;       ///< of the property it is a value of
    bool speaks = true;  ///< whether it is in the default graph
  };

  /// What its value completes to a statement. Subject and predicate are kNoTerm where RDF has none.
  struct Property {
    std::string_view name;
    TermDefinition definition;
    TermId subject = kNoTerm;
    TermId predicate = kNoTerm;
  };

  /// A member of the object that is being read, and what its name means there.
  struct Member {
    json::Value value;
    const TermDefinition* definition;
  };

  /// A node object: JSON-LD 1.1 API 5.1.2 steps 7 to 14.
  TermId ReadNode(json::Value object, Surroundings around) {
    const bool is_root = std::exchange(is_root_, false);
    const ContextId untyped = ContextInside(object, around);
    // Objects stand in objects: each has its part of the one list, above those it is in.
    const std::size_t first = members_.size();
    for (auto member = object.First(); member; member = member->Next()) {
      if (!member->name().starts_with('@')) {
        members_.push_back({*member, contexts_.Find(untyped, member->name())});
      } else if (!is_root || member->name() != "@context") {
        Refuse(*member, RefusalReason::kKeyword, member->name());
      }
    }
    const ContextId typed = ApplyTypes(first, untyped);
    const TermId subject = ReadId(object, first, typed, around.speaks);
    const std::size_t end = members_.size();
    for (std::size_t i = first; i < end; ++i) {
      ReadMember(Member(members_[i]), subject, typed, untyped, around.speaks);
    }
    members_.erase(members_.begin() + static_cast<std::ptrdiff_t>(first), members_.end());
    return subject;
  }

  /// Steps 7 and 8: what a type brought ends at the next node, unless that is a mere reference.
  ContextId ContextInside(json::Value object, const Surroundings& around) {
    ContextId inside = around.context;
    if (contexts_.Outer(inside) != inside) {
      const bool is_reference =
          object.size() == 1 &&
          IsAliasOf(Keyword::kId, contexts_.Find(inside, object.First()->name()));
      if (!is_reference) inside = contexts_.Outer(inside);
    }
    return EnterProperty(inside, around.scope);
  }

  ContextId EnterProperty(ContextId context, ScopeId scope) {
    if (scope == kNoScope) return context;
    return std::get<ContextId>(contexts_.Enter(context, scope, ActiveContexts::By::kProperty));
  }

  static bool IsAliasOf(Keyword keyword, const TermDefinition* definition) {
    return definition != nullptr && definition->keyword == keyword;
  }

  /// Step 11: the scopes of an object's types, in the order of their names.
  ContextId ApplyTypes(std::size_t first, ContextId untyped) {
    types_.clear();
    for (std::size_t i = first; i < members_.size(); ++i) {
      if (IsAliasOf(Keyword::kType, members_[i].definition)) CollectTypes(members_[i].value);
    }
    std::ranges::sort(types_, {}, &Type::name);
    ContextId typed = untyped;
    for (const Type& type : types_) {
      const TermDefinition* definition = contexts_.Find(untyped, type.name);
      if (definition == nullptr || definition->scope == kNoScope) continue;
      const auto entered = contexts_.Enter(typed, definition->scope, ActiveContexts::By::kType);
      if (const auto* context = std::get_if<ContextId>(&entered)) {
        typed = *context;
      } else {
        Refuse(type.value, RefusalReason::kProtectedTermRedefined,
               std::get<std::string_view>(entered));
      }
    }
    if (typed == untyped) return typed;
    for (std::size_t i = first; i < members_.size(); ++i) {
      members_[i].definition = contexts_.Find(typed, members_[i].value.name());
    }
    return typed;
  }

  void CollectTypes(json::Value value) {
    if (!value.is_array()) return CollectType(value);
    for (auto item = value.First(); item; item = item->Next()) CollectType(*item);
  }

  void CollectType(json::Value value) {
    if (const auto name = value.AsString()) {
      types_.push_back({*name, value});
    } else {
      Refuse(value, RefusalReason::kTypeNotText, "type");
    }
  }

  /// Step 13.4.3. The node of an object with no id is a new blank one.
  TermId ReadId(json::Value object, std::size_t first, ContextId context, bool speaks) {
    std::optional<json::Value> id;
    for (std::size_t i = first; i < members_.size(); ++i) {
      const auto& [value, definition] = members_[i];
      if (!IsAliasOf(Keyword::kId, definition)) continue;
      if (id) Refuse(value, RefusalReason::kSeveralIds, value.name());
      id = value;
    }
    TermId node = kNoTerm;
    if (!id) {
      node = terms_.NewBlank();
    } else if (const auto text = id->AsString(); text && text->starts_with('@')) {
      // Processors differ: to some it is a blank node, to some the node is nothing.
      Refuse(*id, RefusalReason::kKeyword, *text);
    } else if (text) {
      node = ReadReference(*id, *text, context, speaks);
    } else {
      Refuse(*id, RefusalReason::kIdNotText, id->name());
    }
    if (speaks && node != kNoTerm) reading_.places.AddObject(node, PlaceOf(object));
    return node;
  }

  void ReadMember(const Member& read, TermId subject, ContextId typed, ContextId untyped,
                  bool speaks) {
    const auto& [member, definition] = read;
    if (definition == nullptr) return ReadUndefined(member, subject, typed, speaks);
    if (definition->keyword == Keyword::kId) return;
    if (definition->keyword == Keyword::kType) {
      if (speaks) ReadTypes(member, subject, untyped);
      return;
    }
    const Property property{member.name(), *definition, subject, definition->iri};
    const Surroundings around{typed, definition->scope, speaks};
    if (definition->container == Container::kLanguage && member.is_object()) {
      ReadLanguageMap(member, property, speaks);
    } else if (definition->container == Container::kGraph) {
      ReadGraphs(member, property, around);
    } else {
      ReadValues(member, property, around);
    }
  }

  /// Steps 13.2 and 13.3: a name that is no term may be an IRI.
  void ReadUndefined(json::Value member, TermId subject, ContextId context, bool speaks) {
    const IriExpansion iri = ExpandIri(member.name(), contexts_, context, terms_);
    if (speaks && !iri.is_iri()) {
      Vanish(member, VanishReason::kUndefinedTerm, member.name());
    }
    if (member.name().find(':') == std::string_view::npos) return;
    const TermId predicate = iri.is_iri() ? terms_.Iri(iri.text) : kNoTerm;
    ReadValues(member, {member.name(), {}, subject, predicate}, {context, kNoScope, speaks});
  }

  /// Step 13.4.4. Types are named in the context that their own scopes have not changed.
  void ReadTypes(json::Value value, TermId subject, ContextId untyped) {
    ForEachItem(value, [&](json::Value item) {
      const auto name = item.AsString();
      if (!name) return;
      const TermId type = NameInVocabulary(*name, untyped);
      if (type == kNoTerm) return Vanish(item, VanishReason::kUndefinedType, *name);
      Say({{}, {}, subject, kRdfType}, type, item);
    });
  }

  /// What a name means where terms count (5.2.2 with vocab); kNoTerm if it is no IRI.
  TermId NameInVocabulary(std::string_view name, ContextId context) {
    const TermDefinition* definition = contexts_.Find(context, name);
    if (definition != nullptr) return definition->iri;
    return NodeOf(ExpandIri(name, contexts_, context, terms_));
  }

  TermId NodeOf(const IriExpansion& iri) {
    if (iri.is_blank()) return terms_.Blank(iri.text);
    return iri.is_iri() ? terms_.Iri(iri.text) : kNoTerm;
  }

  TermId ReadReference(json::Value value, std::string_view text, ContextId context, bool speaks) {
    const TermId node = NodeOf(ExpandIri(text, contexts_, context, terms_));
    if (node == kNoTerm && speaks) Vanish(value, VanishReason::kIllFormedIri, text);
    return node;
  }

  void ReadLanguageMap(json::Value map, const Property& property, bool speaks) {
    for (auto member = map.First(); member; member = member->Next()) {
      const std::string_view tag = member->name();
      const bool has_language = tag != "@none";
      if (has_language && tag.starts_with('@')) {
        Refuse(*member, RefusalReason::kKeyword, tag);
        continue;
      }
      const bool is_well_formed = !has_language || IsWellFormedLanguageTag(tag);
      if (!is_well_formed && speaks) Vanish(*member, VanishReason::kIllFormedLanguage, tag);
      const std::string_view language = has_language ? Lower(tag) : std::string_view{};
      ReadLanguageValues(*member, property, language, speaks && is_well_formed);
    }
  }

  void ReadLanguageValues(json::Value value, const Property& property, std::string_view language,
                          bool speaks) {
    const auto read = [&](json::Value item) {
      if (item.kind() == json::Kind::kNull) return;
      const auto text = item.AsString();
      if (!text) return Refuse(item, RefusalReason::kLanguageValueNotText, property.name);
      if (!speaks || property.subject == kNoTerm) return;
      const TermId datatype = language.empty() ? kXsdString : kRdfLangString;
      Say(property, terms_.Literal(*text, datatype, language), item);
    };
    if (!value.is_array()) return read(value);
    for (auto item = value.First(); item; item = item->Next()) read(*item);
  }

  std::string_view Lower(std::string_view tag) {
    const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (std::ranges::none_of(tag, is_upper)) return tag;
    std::string lower(tag);
    for (char& c : lower) c = static_cast<char>(is_upper(c) ? c + 32 : c);
    return terms_.Keep(lower);
  }

  /// Step 13.12: each value becomes a graph with a blank node for a name.
  void ReadGraphs(json::Value value, const Property& property, const Surroundings& around) {
    ForEachItem(value, [&](json::Value item) {
      if (around.speaks) {
        Say(property, terms_.NewBlank(), item);
        Vanish(item, VanishReason::kSeparateGraph, property.name);
      }
      ReadValue(item, property, {around.context, around.scope, false});
    });
  }

  void ReadValues(json::Value value, const Property& property, const Surroundings& around) {
    ForEachItem(value, [&](json::Value item) { ReadValue(item, property, around); });
  }

  void ReadValue(json::Value value, const Property& property, const Surroundings& around) {
    if (value.is_object()) {
      const TermId node = ReadNode(value, around);
      if (around.speaks) Say(property, node, value);
    } else if (around.speaks) {
      Say(property, ReadScalar(value, property, around), value);
    }
  }

  /// Value expansion (5.3.2) and 8.2.2. A property's own scope holds for its values already.
  TermId ReadScalar(json::Value value, const Property& property, const Surroundings& around) {
    const ContextId context = EnterProperty(around.context, around.scope);
    TermDefinition definition = property.definition;
    if (context != around.context) {
      if (const TermDefinition* again = contexts_.Find(context, property.name)) definition = *again;
    }
    const auto text = value.AsString();
    if (!text) return ReadPlain(value, definition);
    if (definition.coercion == Coercion::kId) return ReadReference(value, *text, context, true);
    if (definition.coercion == Coercion::kVocab) {
      const TermId node = NameInVocabulary(*text, context);
      if (node == kNoTerm) Vanish(value, VanishReason::kIllFormedIri, *text);
      return node;
    }
    if (property.subject == kNoTerm || property.predicate == kNoTerm) return kNoTerm;
    const bool is_plain = definition.datatype == kNoTerm;
    return terms_.Literal(*text, is_plain ? kXsdString : definition.datatype);
  }

  /// A number or a boolean.
  TermId ReadPlain(json::Value value, const TermDefinition& definition) {
    if (value.kind() != json::Kind::kNumber) {
      const bool is_plain = definition.datatype == kNoTerm;
      return terms_.Literal(value.raw(), is_plain ? kXsdBoolean : definition.datatype);
    }
    const NumberLiteral number = ReadNumber(value.raw(), definition.datatype);
    return terms_.Literal(number.lexical == value.raw() ? value.raw() : terms_.Keep(number.lexical),
                          number.datatype);
  }

  void Say(const Property& property, TermId object, json::Value value) {
    if (object == kNoTerm) return;
    reading_.places.AddReference(object, PlaceOf(value));
    if (property.subject == kNoTerm || property.predicate == kNoTerm) return;
    triples_.push_back({property.subject, property.predicate, object, PlaceOf(value)});
  }

  void Refuse(json::Value value, RefusalReason reason, std::string_view text) {
    reading_.refusals.push_back({PlaceOf(value), reason, text});
  }

  void Vanish(json::Value value, VanishReason reason, std::string_view text) {
    reading_.vanished.push_back({PlaceOf(value), reason, text});
  }

  struct Type {
    std::string_view name;
    json::Value value;
  };

  ActiveContexts contexts_;
  TermTable terms_;
  std::vector<Triple> triples_;
  std::vector<Member> members_;  ///< of the objects that are being read
  std::vector<Type> types_;      ///< of the innermost of them
  GraphReading reading_;
  bool is_root_ = false;
};

void NodePlaces::Add(std::vector<std::uint32_t>& places, TermId node, std::uint32_t place) {
  const auto index = static_cast<std::size_t>(node);
  if (places.size() <= index) places.resize(index + index / 2 + 64, kNowhere);
  places[index] = std::min(places[index], place);
}

std::optional<std::uint32_t> NodePlaces::Find(const std::vector<std::uint32_t>& places,
                                              TermId node) {
  const auto index = static_cast<std::size_t>(node);
  if (index >= places.size() || places[index] == kNowhere) return std::nullopt;
  return places[index];
}

std::optional<std::uint32_t> NodePlaces::Of(TermId node) const {
  if (const auto object = Find(objects_, node)) return object;
  return Find(references_, node);
}

GraphReading ReadGraph(json::Value credential, const Context& context, const TermTable& terms) {
  return GraphReader(context, terms).Read(credential);
}

}  // namespace signet::elm
