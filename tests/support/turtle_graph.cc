#include "tests/support/turtle_graph.h"

#include "provisioning/profile_compiler/turtle.h"

namespace signet::elm {
namespace {

constexpr std::string_view kPrefixes = R"(
@prefix ex: <http://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
)";

std::string Lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

TermId IdOf(const provisioning::RdfTerm& term, TermTable& terms) {
  const std::string_view text = terms.Keep(term.text);
  if (term.is_iri()) return terms.Iri(text);
  if (term.is_blank()) return terms.Blank(text);
  return terms.Literal(text, terms.Iri(terms.Keep(term.datatype)),
                       terms.Keep(Lower(term.language)));
}

}  // namespace

Graph MakeGraph(const std::vector<provisioning::RdfStatement>& statements, const ProfileSet& set) {
  TermTable terms(&set.terms());
  std::vector<Triple> triples;
  for (const provisioning::RdfStatement& statement : statements) {
    triples.push_back({.subject = IdOf(statement.subject, terms),
                       .predicate = terms.Iri(terms.Keep(statement.predicate)),
                       .object = IdOf(statement.object, terms),
                       .place = static_cast<std::uint32_t>(triples.size())});
  }
  return {std::move(terms), std::move(triples)};
}

Graph MakeGraph(std::string_view turtle, const ProfileSet& set) {
  const auto document = provisioning::ReadTurtle(std::string(kPrefixes).append(turtle),
                                                 "the test's data", "http://example.org/base");
  return MakeGraph(document.statements, set);
}

std::string Written(const TermTable& terms, TermId id) {
  if (id == kNoTerm) return "";
  const Term term = terms[id];
  if (term.kind == TermKind::kBlank) return "_:";
  if (term.kind == TermKind::kIri) return "<" + std::string(term.text) + ">";
  const std::string text = "\"" + std::string(term.text) + "\"";
  if (!term.language.empty()) return text + "@" + std::string(term.language);
  return text + "^^" + Written(terms, term.datatype);
}

}  // namespace signet::elm
