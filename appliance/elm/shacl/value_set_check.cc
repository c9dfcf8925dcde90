#include <algorithm>
#include <compare>
#include <optional>
#include <vector>

#include "appliance/elm/shacl/constraint_check.h"
#include "appliance/elm/xsd/literal_datatype.h"

namespace signet::elm {
namespace {

bool Precedes(std::partial_ordering order, Component component) {
  return component == Component::kLessThan ? order < 0 : order <= 0;
}

bool IsNan(const LiteralValue& value) {
  const auto* const number = std::get_if<double>(&value);
  return number != nullptr && *number != *number;
}

/// The least values of a set, one for each kind between whose values the order is total: who comes
/// before these comes before all. (Moments with and without a zone are two kinds; durations are
/// ordered by each of their four ends.)
class LeastValues {
 public:
  void Add(const std::optional<LiteralValue>& value) {
    if (!value || IsNan(*value)) {
      has_unordered_ = true;
    } else if (const auto* const duration = std::get_if<Duration>(&*value)) {
      AddDuration(*duration);
    } else {
      AddOrdered(*value);
    }
  }

  bool AreAllAfter(const LiteralValue& value, Component component) const {
    if (has_unordered_ || !IsBeforeDurations(value, component)) return false;
    return std::all_of(least_.begin(), least_.end(), [&](const LiteralValue& least) {
      return Precedes(Compare(value, least), component);
    });
  }

 private:
  static bool AreOneKind(const LiteralValue& a, const LiteralValue& b) {
    if (a.index() != b.index()) return false;
    const auto* const one = std::get_if<Moment>(&a);
    const auto* const other = std::get_if<Moment>(&b);
    return one == nullptr || (one->kind == other->kind && one->zoned == other->zoned);
  }

  void AddOrdered(const LiteralValue& value) {
    const auto found =
        std::find_if(least_.begin(), least_.end(),
                     [&value](const LiteralValue& least) { return AreOneKind(least, value); });
    if (found == least_.end()) {
      least_.push_back(value);
    } else if (Compare(value, *found) < 0) {
      *found = value;
    }
  }

  void AddDuration(const Duration& duration) {
    const auto ends = EndsOf(duration);
    if (!earliest_ends_) earliest_ends_ = ends;
    for (std::size_t i = 0; i < ends.size(); ++i) {
      (*earliest_ends_)[i] = std::min((*earliest_ends_)[i], ends[i]);
    }
  }

  bool IsBeforeDurations(const LiteralValue& value, Component component) const {
    if (!earliest_ends_) return true;
    const auto* const duration = std::get_if<Duration>(&value);
    if (duration == nullptr) return false;
    const auto ends = EndsOf(*duration);
    for (std::size_t i = 0; i < ends.size(); ++i) {
      if (!Precedes(ends[i] <=> (*earliest_ends_)[i], component)) return false;
    }
    return true;
  }

  std::vector<LiteralValue> least_;
  std::optional<std::array<TimeSpan, 4>> earliest_ends_;
  bool has_unordered_ = false;
};

}  // namespace

// SHACL 4.4.5: one result a language.
bool Check(const UniqueLangConstraint&, const TermTable& terms, const Question& question) {
  if (question.values.size() < 2) return true;
  std::vector<std::string_view> languages;
  languages.reserve(question.values.size());
  for (const Triple& triple : question.values) {
    const std::string_view language = terms[triple.object].language;
    if (!language.empty()) languages.push_back(language);
  }
  std::sort(languages.begin(), languages.end());
  auto next = languages.begin();
  while ((next = std::adjacent_find(next, languages.end())) != languages.end()) {
    if (!question.Report(Component::kUniqueLang, kNoTerm)) return false;
    next = std::upper_bound(next, languages.end(), *next);
  }
  return true;
}

// SHACL 4.5.1: every term that is on one side only.
bool Check(const EqualsConstraint& constraint, const Graph& graph, const Question& question) {
  const auto others = graph.Of(question.focus, constraint.predicate);
  auto value = question.values.begin();
  auto other = others.begin();
  while (value != question.values.end() || other != others.end()) {
    const bool only_value =
        other == others.end() || (value != question.values.end() && value->object < other->object);
    const bool only_other =
        value == question.values.end() || (other != others.end() && other->object < value->object);
    if (only_value || only_other) {
      const TermId term = only_value ? value->object : other->object;
      if (!question.Report(Component::kEquals, term)) return false;
    }
    if (!only_other) ++value;
    if (!only_value) ++other;
  }
  return true;
}

// SHACL 4.5.2.
bool Check(const DisjointConstraint& constraint, const Graph& graph, const Question& question) {
  for (const Triple& triple : question.values) {
    if (!graph.Has(question.focus, constraint.predicate, triple.object)) continue;
    if (!question.Report(Component::kDisjoint, triple.object)) return false;
  }
  return true;
}

// SHACL 4.5.3 and 4.5.4: one result for each pair that is not in order. Pairs are only gone through
// for a value that is known to give a result, so that the cost is bounded by the results.
bool Check(const LessThanConstraint& constraint, const Graph& graph, const Question& question) {
  const TermTable& terms = graph.terms();
  const auto others = graph.Of(question.focus, constraint.predicate);
  if (question.values.empty() || others.empty()) return true;
  LeastValues least;
  for (const Triple& other : others) least.Add(ValueOf(terms, other.object));
  for (const Triple& triple : question.values) {
    const auto value = ValueOf(terms, triple.object);
    if (value && least.AreAllAfter(*value, constraint.component)) continue;
    for (const Triple& other : others) {
      const auto compared = ValueOf(terms, other.object);
      if (value && compared && Precedes(Compare(*value, *compared), constraint.component)) continue;
      if (!question.Report(constraint.component, triple.object)) return false;
    }
  }
  return true;
}

// SHACL 4.8.1: the result's path is the predicate that is not allowed.
bool Check(const ClosedConstraint& constraint, const Graph& graph, const Question& question) {
  for (const Triple& node : question.values) {
    for (const Triple& triple : graph.Of(node.object)) {
      if (std::binary_search(constraint.allowed.begin(), constraint.allowed.end(),
                             triple.predicate)) {
        continue;
      }
      const bool go_on = question.sink.Add({.focus = question.focus,
                                            .path = triple.predicate,
                                            .value = triple.object,
                                            .component = Component::kClosed,
                                            .shape = &question.shape,
                                            .constraint = &question.constraint});
      if (!go_on) return false;
    }
  }
  return true;
}

}  // namespace signet::elm
