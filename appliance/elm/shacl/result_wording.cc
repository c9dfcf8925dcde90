#include "appliance/elm/shacl/result_wording.h"

#include <algorithm>
#include <variant>
#include <vector>

#include "appliance/elm/graph/well_known_terms.h"

namespace signet::elm {
namespace {

// Enough to see what an incomplete node lacks.
constexpr std::size_t kInnerResults = 3;
// Who mends a credential mends these first.
constexpr unsigned kMostExplained = 50;

std::string LastPart(std::string_view iri) {
  const auto at = iri.find_last_of("#/");
  return std::string(at == std::string_view::npos || at + 1 == iri.size() ? iri
                                                                          : iri.substr(at + 1));
}

std::string Quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::string Listed(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " or " : ", ";
    out += words[i];
  }
  return out;
}

std::string HowToWrite(std::string_view datatype) {
  struct Example {
    std::string_view datatype;
    std::string_view how;
  };
  constexpr Example kExamples[] = {
      {"dateTime", "a day and time such as \"2026-03-01T12:00:00Z\""},
      {"date", "a day such as \"2026-03-01\""},
      {"duration", "a duration such as \"PT50H\" (50 hours) or \"P6M\" (six months)"},
      {"boolean", "true or false"},
      {"integer", "a whole number such as 3"},
      {"positiveInteger", "a whole number from 1, such as 3"},
      {"nonNegativeInteger", "a whole number from 0, such as 3"},
      {"decimal", "a number in quotes such as \"7.5\""},
      {"langString", "text in a language, such as {\"en\": \"Coastal surveying\"}"},
      {"string", "text in quotes"},
      {"anyURI", "an address such as \"https://example.org/\""},
      {"HTML", "text in HTML"},
  };
  const std::string name = LastPart(datatype);
  for (const Example& example : kExamples) {
    if (example.datatype == name) return std::string(example.how);
  }
  return "a value of the kind " + std::string(datatype);
}

}  // namespace

// One function a kind of constraint.
struct ResultWording::Writer {
  ResultWording& words;
  const ShapeResult& result;

  std::string Property() const {
    return result.path == kNoTerm ? "What stands here" : Quoted(words.NameOf(result.path));
  }
  std::string Term(TermId term) const { return std::string(words.graph_.terms()[term].text); }
  std::string Count(std::uint64_t count) const {
    return count == 1 ? "one value" : std::to_string(count) + " values";
  }

  std::string operator()(const MinCountConstraint& constraint) const {
    const std::string owner = words.ClassOf(result.focus);
    if (constraint.least == 1) {
      return Property() + " is missing: " + owner + " must have it. Add it.";
    }
    return Property() + " has too few values: " + owner + " must have at least " +
           Count(constraint.least) + ".";
  }
  std::string operator()(const MaxCountConstraint& constraint) const {
    return Property() + " has more than " + Count(constraint.most) +
           ". Take the others out; if they belong to different things, give each thing its own id.";
  }
  std::string operator()(const ClassConstraint& constraint) const {
    return "The value of " + Property() + " must be of type " +
           Quoted(words.NameOf(constraint.iri)) + ": write it as an object with that type.";
  }
  std::string operator()(const DatatypeConstraint& constraint) const {
    return Property() + " must be " + HowToWrite(Term(constraint.iri)) + ".";
  }
  std::string operator()(const NodeKindConstraint& constraint) const {
    if (constraint.literal && !constraint.iri) {
      return "The value of " + Property() + " must be text, a number or a day, not an object.";
    }
    if (constraint.iri && !constraint.blank) {
      return "The value of " + Property() +
             " must be something with an id, such as \"https://example.org/1\" or "
             "\"urn:epass:thing:1\".";
    }
    return "The value of " + Property() + " must be an object, not text.";
  }
  std::string operator()(const RangeConstraint& constraint) const {
    const bool most = constraint.component == Component::kMaxInclusive ||
                      constraint.component == Component::kMaxExclusive;
    const bool inclusive = constraint.component == Component::kMaxInclusive ||
                           constraint.component == Component::kMinInclusive;
    const std::string how =
        most ? (inclusive ? "at most " : "less than ") : (inclusive ? "at least " : "more than ");
    return Property() + " must be " + how + Term(constraint.literal) + ".";
  }
  std::string operator()(const MinLengthConstraint& constraint) const {
    return Property() + " must have at least " + std::to_string(constraint.least) + " characters.";
  }
  std::string operator()(const MaxLengthConstraint& constraint) const {
    return Property() + " must have at most " + std::to_string(constraint.most) + " characters.";
  }
  std::string operator()(const PatternConstraint&) const {
    return Property() + " is not written as the profile wants it.";
  }
  std::string operator()(const LanguageInConstraint& constraint) const {
    return Property() + " must be in " + Listed(constraint.ranges) + ".";
  }
  std::string operator()(const UniqueLangConstraint&) const {
    return Property() + " has two texts in one language. Keep one of them.";
  }
  std::string operator()(const EqualsConstraint& constraint) const {
    return Property() + " must have the same values as " +
           Quoted(words.NameOf(constraint.predicate)) + ".";
  }
  std::string operator()(const DisjointConstraint& constraint) const {
    return Property() + " must not repeat a value of " +
           Quoted(words.NameOf(constraint.predicate)) + ".";
  }
  std::string operator()(const LessThanConstraint& constraint) const {
    return Property() + " must come before " + Quoted(words.NameOf(constraint.predicate)) + ".";
  }
  std::string operator()(const NotConstraint&) const {
    return "The value of " + Property() + " is of a kind that is not allowed here.";
  }
  std::string operator()(const LogicalConstraint& constraint) const {
    std::vector<std::string> kinds;
    for (const ShapeId id : constraint.shapes) {
      for (const Constraint& one : words.set_[id].constraints) {
        if (const auto* type = std::get_if<ClassConstraint>(&one)) {
          kinds.push_back(Quoted(words.NameOf(type->iri)));
        } else if (const auto* datatype = std::get_if<DatatypeConstraint>(&one)) {
          kinds.push_back(HowToWrite(Term(datatype->iri)));
        }
      }
    }
    if (constraint.component != Component::kOr || kinds.empty()) {
      return "The value of " + Property() + " is not of the kind that is needed here.";
    }
    return "The value of " + Property() + " must be of one of these kinds: " + Listed(kinds) + ".";
  }
  // SHACL says only that something is wrong inside; the reasons are asked for once more.
  std::string operator()(const NodeConstraint& constraint) const {
    std::string out = "The value of " + Property() + " is not complete.";
    if (++words.explained_ > kMostExplained) return out;
    for (const ShapeResult& inner :
         CheckNode(words.graph_, words.set_, constraint.shape, result.value,
                   {.max_results = kInnerResults, .stage = words.stage_})) {
      out += " " + words.Of(inner);
    }
    return out;
  }
  std::string operator()(const PropertyConstraint&) const {
    return "The value of " + Property() + " is not complete.";
  }
  std::string operator()(const ClosedConstraint&) const {
    return Property() + " is not allowed in " + words.ClassOf(result.focus) + ". Take it out.";
  }
  std::string operator()(const HasValueConstraint& constraint) const {
    return Property() + " must be " + Quoted(Term(constraint.value)) + " here.";
  }
  std::string operator()(const InConstraint& constraint) const {
    std::vector<std::string> values;
    for (const TermId value : constraint.values) values.push_back(Quoted(Term(value)));
    return Property() + " must be one of " + Listed(values) + ".";
  }
};

std::string ResultWording::NameOf(TermId iri) const {
  const std::string_view name = set_.context().NameOf(iri);
  return name.empty() ? LastPart(graph_.terms()[iri].text) : std::string(name);
}

std::string ResultWording::ClassOf(TermId node) const {
  const auto types = graph_.Of(node, kRdfType);
  return types.empty() ? "what stands here" : Quoted(NameOf(types.back().object));
}

std::string ResultWording::Of(const ShapeResult& result) {
  return std::visit(Writer{*this, result}, *result.constraint);
}

}  // namespace signet::elm
