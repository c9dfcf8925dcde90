#include "appliance/elm/named_organisations.h"

namespace signet::elm {
namespace {

void AddIdentifiers(const Graph& graph, const Context& context, TermId organisation,
                    NamedOrganisations& out) {
  const TermId notation = context.IriNamed("notation");
  for (const char* name :
       {"eIDASIdentifier", "registration", "vatIdentifier", "taxIdentifier", "identifier"}) {
    for (const Triple& identifier : graph.Of(organisation, context.IriNamed(name))) {
      for (const Triple& text : graph.Of(identifier.object, notation)) {
        out.identifiers.emplace(graph.terms()[text.object].text);
      }
    }
  }
}

void AddOrganisation(const Graph& graph, const Context& context, TermId organisation,
                     NamedOrganisations& out) {
  AddIdentifiers(graph, context, organisation, out);
  for (const Triple& name : graph.Of(organisation, context.IriNamed("legalName"))) {
    out.names.emplace(graph.terms()[name.object].text);
  }
}

}  // namespace

NamedOrganisations OrganisationsIn(const Graph& graph, const Context& context) {
  NamedOrganisations out;
  const TermId issuer = context.IriNamed("issuer");
  const TermId awarding_body = context.IriNamed("awardingBody");
  for (const Triple& triple : graph.triples()) {
    if (triple.predicate != issuer && triple.predicate != awarding_body) continue;
    AddOrganisation(graph, context, triple.object, out);
  }
  return out;
}

}  // namespace signet::elm
