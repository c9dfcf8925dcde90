#include <algorithm>
#include <utility>
#include <vector>

#include "appliance/elm/attribution.h"
#include "appliance/elm/attribution/attribute.h"
#include "appliance/elm/graph/well_known_terms.h"

namespace signet::elm {
namespace {

/// The predicates that matter, ascending.
std::vector<std::pair<TermId, Relation>> PredicatesIn(const Context& context) {
  std::vector<std::pair<TermId, Relation>> out;
  for (const RelationName& one : kRelationNames) {
    const TermId iri = context.IriNamed(one.name);
    if (iri != kNoTerm) out.emplace_back(iri, one.relation);
  }
  std::ranges::sort(out);
  return out;
}

struct Placed {
  std::uint32_t place;
  AttributionStatement statement;
};

NodeNumber NodeOf(TermId term) { return NodeNumber{static_cast<std::uint32_t>(term)}; }

AttributionStatement StatementOf(const Triple& triple, Relation relation, const Term& object) {
  const bool is_literal = object.kind == TermKind::kLiteral;
  return {.subject = NodeOf(triple.subject),
          .relation = relation,
          .object = is_literal ? kNoNode : NodeOf(triple.object),
          .text = object.kind == TermKind::kBlank ? std::string_view() : object.text};
}

std::vector<AttributionStatement> StatementsOf(const Graph& graph, const Context& context) {
  const auto predicates = PredicatesIn(context);
  std::vector<Placed> placed;
  for (const Triple& triple : graph.triples()) {
    const auto found = std::ranges::lower_bound(predicates, triple.predicate, {},
                                                [](const auto& one) { return one.first; });
    if (found == predicates.end() || found->first != triple.predicate) continue;
    placed.push_back(
        {triple.place, StatementOf(triple, found->second, graph.terms()[triple.object])});
  }
  std::ranges::stable_sort(placed, {}, &Placed::place);
  std::vector<AttributionStatement> out;
  out.reserve(placed.size());
  for (const Placed& one : placed) out.push_back(one.statement);
  return out;
}

NodeNumber CredentialIn(const Graph& graph, const Context& context) {
  const TermId type = context.IriNamed("EuropeanDigitalCredential");
  if (type == kNoTerm) return kNoNode;
  const auto credentials = graph.With(kRdfType, type);
  return credentials.empty() ? kNoNode : NodeOf(credentials.front().subject);
}

}  // namespace

Attribution AttributionOf(const Graph& graph, const Context& context) {
  return Attribute(StatementsOf(graph, context), CredentialIn(graph, context));
}

}  // namespace signet::elm
