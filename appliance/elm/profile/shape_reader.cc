#include "appliance/elm/profile/shape_reader.h"

#include <algorithm>
#include <string>

#include "appliance/elm/graph/well_known_terms.h"

namespace signet::elm {
namespace {

constexpr std::string_view kShacl = "http://www.w3.org/ns/shacl#";

struct KindName {
  std::string_view name;
  NodeKindConstraint kind;
};

// SHACL 4.1.3.
constexpr KindName kKindNames[] = {
    {"IRI", {.iri = true, .blank = false, .literal = false}},
    {"BlankNode", {.iri = false, .blank = true, .literal = false}},
    {"Literal", {.iri = false, .blank = false, .literal = true}},
    {"BlankNodeOrIRI", {.iri = true, .blank = true, .literal = false}},
    {"BlankNodeOrLiteral", {.iri = false, .blank = true, .literal = true}},
    {"IRIOrLiteral", {.iri = true, .blank = false, .literal = true}},
};

std::vector<TermId> Sorted(std::vector<TermId> terms) {
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// SHACL has them in property shapes only (4.2, 4.4.2, 4.5.3).
bool NeedsPath(const Constraint& constraint) {
  return std::holds_alternative<MinCountConstraint>(constraint) ||
         std::holds_alternative<MaxCountConstraint>(constraint) ||
         std::holds_alternative<UniqueLangConstraint>(constraint) ||
         std::holds_alternative<LessThanConstraint>(constraint);
}

}  // namespace

struct ShapeReader::Member {
  std::string_view name;
  void (ShapeReader::*read)(const ProfileValue& value, Shape& shape);
};

const ShapeReader::Member ShapeReader::kMembers[] = {
    {"iri", &ShapeReader::ReadIri},
    {"targetClass", &ShapeReader::ReadTargets<&Targets::classes>},
    {"targetNode", &ShapeReader::ReadTargetNodes},
    {"targetSubjectsOf", &ShapeReader::ReadTargets<&Targets::subjects_of>},
    {"targetObjectsOf", &ShapeReader::ReadTargets<&Targets::objects_of>},
    {"path", &ShapeReader::ReadPath},
    {"severity", &ShapeReader::ReadSeverity},
    {"message", &ShapeReader::ReadMessage},
    {"deactivated", &ShapeReader::ReadDeactivated},
    {"class", &ShapeReader::ReadEachIri<ClassConstraint>},
    {"datatype", &ShapeReader::ReadDatatype},
    {"nodeKind", &ShapeReader::ReadNodeKind},
    {"minCount", &ShapeReader::ReadCount<MinCountConstraint>},
    {"maxCount", &ShapeReader::ReadCount<MaxCountConstraint>},
    {"minExclusive", &ShapeReader::ReadRange<Component::kMinExclusive>},
    {"minInclusive", &ShapeReader::ReadRange<Component::kMinInclusive>},
    {"maxExclusive", &ShapeReader::ReadRange<Component::kMaxExclusive>},
    {"maxInclusive", &ShapeReader::ReadRange<Component::kMaxInclusive>},
    {"minLength", &ShapeReader::ReadCount<MinLengthConstraint>},
    {"maxLength", &ShapeReader::ReadCount<MaxLengthConstraint>},
    {"pattern", &ShapeReader::ReadPattern},
    {"languageIn", &ShapeReader::ReadLanguageIn},
    {"uniqueLang", &ShapeReader::ReadUniqueLang},
    {"equals", &ShapeReader::ReadEachIri<EqualsConstraint>},
    {"disjoint", &ShapeReader::ReadEachIri<DisjointConstraint>},
    {"lessThan", &ShapeReader::ReadLessThan<Component::kLessThan>},
    {"lessThanOrEquals", &ShapeReader::ReadLessThan<Component::kLessThanOrEquals>},
    {"not", &ShapeReader::ReadEachShape<NotConstraint>},
    {"and", &ShapeReader::ReadLogical<Component::kAnd>},
    {"or", &ShapeReader::ReadLogical<Component::kOr>},
    {"xone", &ShapeReader::ReadLogical<Component::kXone>},
    {"node", &ShapeReader::ReadEachShape<NodeConstraint>},
    {"property", &ShapeReader::ReadEachShape<PropertyConstraint>},
    {"closed", &ShapeReader::ReadClosed},
    {"hasValue", &ShapeReader::ReadHasValue},
    {"in", &ShapeReader::ReadIn},
};

ShapeReader::ShapeReader(const ProfileValue& value, const IriPrefixes& prefixes, TermTable& terms)
    : prefixes_(prefixes),
      terms_(terms),
      violation_(terms.Iri(terms.Keep(std::string(kShacl) + "Violation"))) {
  value.ForEachMember([this](const ProfileValue& shape) {
    names_.emplace(shape.name(), ShapeId{static_cast<std::uint32_t>(names_.size())});
  });
  shapes_.resize(names_.size());
  value.ForEachMember([this](const ProfileValue& shape) {
    Shape read = ReadShape(shape, NameIri(shape));
    shapes_[static_cast<std::size_t>(names_.at(shape.name()))] = std::move(read);
  });
  // Only now is every property shape's path known.
  RequirePaths(value);
  for (Shape& shape : shapes_) AllowOwnPaths(shape);
}

ShapeId ShapeReader::Named(const ProfileValue& name) const {
  const auto found = names_.find(name.Text());
  if (found == names_.end()) name.Refuse("names no shape of /shapes.");
  return found->second;
}

Shape ShapeReader::ReadShape(const ProfileValue& value, TermId iri) {
  Shape shape;
  shape.iri = iri;
  shape.severity = violation_;
  value.ForEachMember([this, &shape](const ProfileValue& member) {
    const auto* const known =
        std::find_if(std::begin(kMembers), std::end(kMembers),
                     [&member](const Member& one) { return one.name == member.name(); });
    if (known == std::end(kMembers)) member.RefuseMember();
    (this->*known->read)(member, shape);
  });
  if (shape.path == kNoTerm &&
      std::any_of(shape.constraints.begin(), shape.constraints.end(), NeedsPath)) {
    value.Refuse("has a constraint that only a property shape may have: give it a path.");
  }
  return shape;
}

ShapeId ShapeReader::ReadInner(const ProfileValue& value) {
  if (value.json().is_string()) return Named(value);
  Shape shape = ReadShape(value, kNoTerm);
  shapes_.push_back(std::move(shape));
  return ShapeId{static_cast<std::uint32_t>(shapes_.size() - 1)};
}

void ShapeReader::RequirePaths(const ProfileValue& place) const {
  for (const Shape& shape : shapes_) {
    for (const Constraint& constraint : shape.constraints) {
      const auto* const property = std::get_if<PropertyConstraint>(&constraint);
      if (property == nullptr) continue;
      if (shapes_[static_cast<std::size_t>(property->shape)].path != kNoTerm) continue;
      place.Refuse("has a shape whose property is no property shape (" +
                   (shape.iri == kNoTerm ? std::string("without a name")
                                         : std::string(terms_[shape.iri].text)) +
                   "): give that property a path.");
    }
  }
}

// The predicates of a shape's own property shapes are allowed besides (SHACL 4.8.1).
void ShapeReader::AllowOwnPaths(Shape& shape) const {
  std::vector<TermId> own;
  for (const Constraint& constraint : shape.constraints) {
    const auto* const property = std::get_if<PropertyConstraint>(&constraint);
    if (property != nullptr) own.push_back(shapes_[static_cast<std::size_t>(property->shape)].path);
  }
  for (Constraint& constraint : shape.constraints) {
    auto* const closed = std::get_if<ClosedConstraint>(&constraint);
    if (closed == nullptr) continue;
    closed->allowed.insert(closed->allowed.end(), own.begin(), own.end());
    closed->allowed = Sorted(std::move(closed->allowed));
  }
}

TermId ShapeReader::Iri(const ProfileValue& value) {
  return terms_.Iri(terms_.Keep(prefixes_.Expand(value)));
}

// "_:1" is a blank node; " (2)" tells shapes of one IRI apart.
TermId ShapeReader::NameIri(const ProfileValue& shape) {
  const std::string_view name = shape.name();
  if (name.starts_with("_:")) return kNoTerm;
  const std::string_view iri = name.substr(0, name.find(' '));
  return terms_.Iri(terms_.Keep(prefixes_.Expand(iri, shape)));
}

TermId ShapeReader::TermOf(const ProfileValue& value) {
  return value.json().is_string() ? Iri(value) : LiteralOf(value);
}

TermId ShapeReader::LiteralOf(const ProfileValue& value) {
  std::string_view lexical;
  std::string language;
  TermId datatype = kNoTerm;
  bool has_value = false;
  value.ForEachMember([&](const ProfileValue& member) {
    if (member.name() == "value") {
      lexical = terms_.Keep(member.Text());
      has_value = true;
    } else if (member.name() == "datatype") {
      datatype = Iri(member);
    } else if (member.name() == "language") {
      language = Lower(member.Text());
      datatype = kRdfLangString;
    } else {
      member.RefuseMember();
    }
  });
  if (!has_value || datatype == kNoTerm) {
    value.Refuse("must be a literal: an object with value, and datatype or language.");
  }
  return terms_.Literal(lexical, datatype, terms_.Keep(language));
}

std::vector<TermId> ShapeReader::Iris(const ProfileValue& value) {
  std::vector<TermId> iris;
  value.ForEachElement([&](const ProfileValue& element) { iris.push_back(Iri(element)); });
  return iris;
}

std::vector<TermId> ShapeReader::Terms(const ProfileValue& value) {
  std::vector<TermId> terms;
  value.ForEachElement([&](const ProfileValue& element) { terms.push_back(TermOf(element)); });
  return terms;
}

template <std::vector<TermId> Targets::*kind>
void ShapeReader::ReadTargets(const ProfileValue& value, Shape& shape) {
  shape.targets.*kind = Sorted(Iris(value));
}

void ShapeReader::ReadTargetNodes(const ProfileValue& value, Shape& shape) {
  shape.targets.nodes = Sorted(Terms(value));
}

void ShapeReader::ReadIri(const ProfileValue& value, Shape& shape) { shape.iri = Iri(value); }

void ShapeReader::ReadPath(const ProfileValue& value, Shape& shape) { shape.path = Iri(value); }

void ShapeReader::ReadSeverity(const ProfileValue& value, Shape& shape) {
  const std::string_view name = value.Text();
  const bool own = name == "Violation" || name == "Warning" || name == "Info";
  shape.severity = own ? terms_.Iri(terms_.Keep(std::string(kShacl).append(name))) : Iri(value);
}

void ShapeReader::ReadMessage(const ProfileValue& value, Shape& shape) {
  value.ForEachMember([&shape](const ProfileValue& message) {
    shape.messages.emplace_back(message.name(), message.Text());
  });
}

void ShapeReader::ReadDeactivated(const ProfileValue& value, Shape& shape) {
  shape.deactivated = value.Boolean();
}

void ShapeReader::ReadNodeKind(const ProfileValue& value, Shape& shape) {
  const std::string_view name = value.Text();
  const auto* const found =
      std::find_if(std::begin(kKindNames), std::end(kKindNames),
                   [name](const KindName& known) { return known.name == name; });
  if (found == std::end(kKindNames)) value.Refuse("is no node kind of SHACL 4.1.3.");
  shape.constraints.emplace_back(found->kind);
}

void ShapeReader::ReadDatatype(const ProfileValue& value, Shape& shape) {
  const TermId iri = Iri(value);
  shape.constraints.emplace_back(
      DatatypeConstraint{.iri = iri, .datatype = DatatypeOf(terms_[iri].text)});
}

void ShapeReader::ReadPattern(const ProfileValue& value, Shape& shape) {
  shape.constraints.emplace_back(PatternConstraint{Pattern(value.Text())});
}

void ShapeReader::ReadLanguageIn(const ProfileValue& value, Shape& shape) {
  LanguageInConstraint constraint;
  value.ForEachElement(
      [&](const ProfileValue& range) { constraint.ranges.push_back(Lower(range.Text())); });
  shape.constraints.emplace_back(std::move(constraint));
}

void ShapeReader::ReadUniqueLang(const ProfileValue& value, Shape& shape) {
  if (value.Boolean()) shape.constraints.emplace_back(UniqueLangConstraint{});
}

void ShapeReader::ReadClosed(const ProfileValue& value, Shape& shape) {
  shape.constraints.emplace_back(ClosedConstraint{.allowed = Sorted(Iris(value))});
}

void ShapeReader::ReadHasValue(const ProfileValue& value, Shape& shape) {
  for (const TermId term : Terms(value)) {
    shape.constraints.emplace_back(HasValueConstraint{.value = term});
  }
}

void ShapeReader::ReadIn(const ProfileValue& value, Shape& shape) {
  shape.constraints.emplace_back(InConstraint{.values = Sorted(Terms(value))});
}

template <typename Count>
void ShapeReader::ReadCount(const ProfileValue& value, Shape& shape) {
  shape.constraints.emplace_back(Count{value.Number()});
}

template <Component component>
void ShapeReader::ReadRange(const ProfileValue& value, Shape& shape) {
  const TermId literal = LiteralOf(value);
  const Term term = terms_[literal];
  const auto bound = ReadLiteralValue(DatatypeOf(terms_[term.datatype].text), term.text);
  if (!bound) value.Refuse("must be a literal of a datatype that has an order.");
  shape.constraints.emplace_back(
      RangeConstraint{.component = component, .literal = literal, .bound = *bound});
}

template <typename EachIri>
void ShapeReader::ReadEachIri(const ProfileValue& value, Shape& shape) {
  for (const TermId iri : Iris(value)) shape.constraints.emplace_back(EachIri{iri});
}

template <Component component>
void ShapeReader::ReadLessThan(const ProfileValue& value, Shape& shape) {
  for (const TermId iri : Iris(value)) {
    shape.constraints.emplace_back(LessThanConstraint{.component = component, .predicate = iri});
  }
}

template <typename EachShape>
void ShapeReader::ReadEachShape(const ProfileValue& value, Shape& shape) {
  value.ForEachElement([&](const ProfileValue& inner) {
    shape.constraints.emplace_back(EachShape{ReadInner(inner)});
  });
}

template <Component component>
void ShapeReader::ReadLogical(const ProfileValue& value, Shape& shape) {
  value.ForEachElement([&](const ProfileValue& list) {
    LogicalConstraint constraint{.component = component, .shapes = {}};
    list.ForEachElement(
        [&](const ProfileValue& inner) { constraint.shapes.push_back(ReadInner(inner)); });
    shape.constraints.emplace_back(std::move(constraint));
  });
}

}  // namespace signet::elm
