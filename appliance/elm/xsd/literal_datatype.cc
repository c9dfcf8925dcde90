#include "appliance/elm/xsd/literal_datatype.h"

#include "appliance/elm/graph/well_known_terms.h"

namespace signet::elm {
namespace {

std::array<Datatype, kWellKnownIris.size()> MakeTable() {
  std::array<Datatype, kWellKnownIris.size()> table{};
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = DatatypeOf(kWellKnownIris[i]);
  return table;
}

}  // namespace

Datatype DatatypeOf(TermId iri) {
  static const auto table = MakeTable();
  const auto index = static_cast<std::size_t>(iri);
  return index < table.size() ? table[index] : Datatype::kOther;
}

std::optional<LiteralValue> ValueOf(const TermTable& terms, TermId id) {
  const Term term = terms[id];
  if (term.kind != TermKind::kLiteral) return std::nullopt;
  return ReadLiteralValue(DatatypeOf(term.datatype), term.text);
}

}  // namespace signet::elm
