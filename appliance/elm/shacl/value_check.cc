#include <algorithm>

#include "appliance/elm/shacl/constraint_check.h"
#include "appliance/elm/xsd/literal_datatype.h"
#include "appliance/elm/xsd/utf8.h"

namespace signet::elm {
namespace {

// RFC 4647 3.3.1, basic filtering, as SPARQL's langMatches has it; both in lower case.
bool LanguageMatches(std::string_view language, std::string_view range) {
  if (range == "*") return !language.empty();
  return language.starts_with(range) &&
         (language.size() == range.size() || language[range.size()] == '-');
}

}  // namespace

// SHACL 4.1.2.
bool Fits(const DatatypeConstraint& constraint, const TermTable& terms, TermId value) {
  const Term term = terms[value];
  return term.kind == TermKind::kLiteral && term.datatype == constraint.iri &&
         IsWellTyped(constraint.datatype, term.text);
}

// SHACL 4.1.3.
bool Fits(const NodeKindConstraint& constraint, const TermTable& terms, TermId value) {
  switch (terms[value].kind) {
    case TermKind::kIri:
      return constraint.iri;
    case TermKind::kBlank:
      return constraint.blank;
    case TermKind::kLiteral:
      return constraint.literal;
  }
  return false;
}

// SHACL 4.3: what cannot be compared does not fit.
bool Fits(const RangeConstraint& constraint, const TermTable& terms, TermId value) {
  const auto read = ValueOf(terms, value);
  if (!read) return false;
  const std::partial_ordering order = Compare(*read, constraint.bound);
  if (constraint.component == Component::kMinExclusive) return order > 0;
  if (constraint.component == Component::kMinInclusive) return order >= 0;
  if (constraint.component == Component::kMaxExclusive) return order < 0;
  return order <= 0;
}

// SHACL 4.4.1 to 4.4.3: str() of IRIs and literals; a blank node never fits.
bool Fits(const MinLengthConstraint& constraint, const TermTable& terms, TermId value) {
  const Term term = terms[value];
  return term.kind != TermKind::kBlank && CountCharacters(term.text) >= constraint.least;
}

bool Fits(const MaxLengthConstraint& constraint, const TermTable& terms, TermId value) {
  const Term term = terms[value];
  return term.kind != TermKind::kBlank && CountCharacters(term.text) <= constraint.most;
}

bool Fits(const PatternConstraint& constraint, const TermTable& terms, TermId value) {
  const Term term = terms[value];
  return term.kind != TermKind::kBlank && constraint.pattern.Matches(term.text);
}

// SHACL 4.4.4.
bool Fits(const LanguageInConstraint& constraint, const TermTable& terms, TermId value) {
  const Term term = terms[value];
  if (term.kind != TermKind::kLiteral || term.language.empty()) return false;
  return std::any_of(
      constraint.ranges.begin(), constraint.ranges.end(),
      [&term](const std::string& range) { return LanguageMatches(term.language, range); });
}

// SHACL 4.8.3.
bool Fits(const InConstraint& constraint, const TermTable&, TermId value) {
  return std::binary_search(constraint.values.begin(), constraint.values.end(), value);
}

}  // namespace signet::elm
