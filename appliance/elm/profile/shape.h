#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "appliance/elm/graph/term.h"
#include "appliance/elm/profile/component.h"
#include "appliance/elm/shacl/pattern.h"
#include "appliance/elm/xsd/datatype.h"
#include "appliance/elm/xsd/literal_value.h"

namespace signet::elm {

/// A shape of one ProfileSet.
enum class ShapeId : std::uint32_t {};

// The constraints of SHACL Core (section 4), with the terms of the ProfileSet's table.

struct ClassConstraint {
  static constexpr Component kComponent = Component::kClass;
  TermId iri;
};
struct DatatypeConstraint {
  static constexpr Component kComponent = Component::kDatatype;
  TermId iri;
  Datatype datatype;
};
struct NodeKindConstraint {
  static constexpr Component kComponent = Component::kNodeKind;
  bool iri;
  bool blank;
  bool literal;
};
struct MinCountConstraint {
  static constexpr Component kComponent = Component::kMinCount;
  std::uint64_t least;
};
struct MaxCountConstraint {
  static constexpr Component kComponent = Component::kMaxCount;
  std::uint64_t most;
};
/// minExclusive, minInclusive, maxExclusive or maxInclusive.
struct RangeConstraint {
  Component component;
  TermId literal;
  LiteralValue bound;
};
struct MinLengthConstraint {
  static constexpr Component kComponent = Component::kMinLength;
  std::uint64_t least;
};
struct MaxLengthConstraint {
  static constexpr Component kComponent = Component::kMaxLength;
  std::uint64_t most;
};
struct PatternConstraint {
  static constexpr Component kComponent = Component::kPattern;
  Pattern pattern;
};
struct LanguageInConstraint {
  static constexpr Component kComponent = Component::kLanguageIn;
  std::vector<std::string> ranges;  ///< in lower case (RFC 4647 2.1)
};
struct UniqueLangConstraint {
  static constexpr Component kComponent = Component::kUniqueLang;
};
struct EqualsConstraint {
  static constexpr Component kComponent = Component::kEquals;
  TermId predicate;
};
struct DisjointConstraint {
  static constexpr Component kComponent = Component::kDisjoint;
  TermId predicate;
};
/// lessThan or lessThanOrEquals.
struct LessThanConstraint {
  Component component;
  TermId predicate;
};
struct NotConstraint {
  static constexpr Component kComponent = Component::kNot;
  ShapeId shape;
};
/// and, or, xone.
struct LogicalConstraint {
  Component component;
  std::vector<ShapeId> shapes;
};
struct NodeConstraint {
  static constexpr Component kComponent = Component::kNode;
  ShapeId shape;
};
struct PropertyConstraint {
  static constexpr Component kComponent = Component::kProperty;
  ShapeId shape;
};
struct ClosedConstraint {
  static constexpr Component kComponent = Component::kClosed;
  std::vector<TermId> allowed;  ///< predicates, ascending
};
struct HasValueConstraint {
  static constexpr Component kComponent = Component::kHasValue;
  TermId value;
};
struct InConstraint {
  static constexpr Component kComponent = Component::kIn;
  std::vector<TermId> values;  ///< ascending
};

using Constraint =
    std::variant<ClassConstraint, DatatypeConstraint, NodeKindConstraint, MinCountConstraint,
                 MaxCountConstraint, RangeConstraint, MinLengthConstraint, MaxLengthConstraint,
                 PatternConstraint, LanguageInConstraint, UniqueLangConstraint, EqualsConstraint,
                 DisjointConstraint, LessThanConstraint, NotConstraint, LogicalConstraint,
                 NodeConstraint, PropertyConstraint, ClosedConstraint, HasValueConstraint,
                 InConstraint>;

/// What a shape is held against (SHACL 2.1.3).
struct Targets {
  std::vector<TermId> classes;
  std::vector<TermId> nodes;
  std::vector<TermId> subjects_of;
  std::vector<TermId> objects_of;

  std::size_t size() const {
    return classes.size() + nodes.size() + subjects_of.size() + objects_of.size();
  }
};

/// A node shape or, with a path, a property shape (SHACL 2).
struct Shape {
  TermId iri = kNoTerm;   ///< kNoTerm: a blank node
  TermId path = kNoTerm;  ///< one predicate
  bool deactivated = false;
  bool prepared = false;      ///< the preparation writes it: a draft may lack it (PROFILE.md)
  TermId severity = kNoTerm;  ///< always there
  std::vector<std::pair<std::string, std::string>> messages;  ///< language (may be empty), text
  Targets targets;
  std::vector<Constraint> constraints;

  static constexpr std::uint32_t kNotRemembered = 0xffffffffU;
  /// Where a check remembers which nodes conform; kNotRemembered if asking again costs less.
  std::uint32_t memory = kNotRemembered;
};

}  // namespace signet::elm
