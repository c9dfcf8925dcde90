#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/elm/graph/graph.h"
#include "appliance/elm/profile/profile.h"
#include "appliance/elm/shacl/shape_check.h"
#include "tests/fuzz/invariant.h"

namespace {

using signet::elm::Graph;
using signet::elm::ProfileSet;
using signet::elm::TermId;
using signet::elm::TermTable;
using signet::elm::Triple;
using signet::fuzz::Require;

// Every subject, predicate and object from a few terms, so that some rule of a profile may speak of
// them.
Graph SmallGraph(const ProfileSet& set) {
  TermTable terms(&set.terms());
  const TermId integer = terms.Iri("http://www.w3.org/2001/XMLSchema#integer");
  const TermId text = terms.Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString");
  const std::vector<TermId> nodes{terms.Iri("urn:a"), terms.Iri("urn:b"), terms.NewBlank()};
  const std::vector<TermId> predicates{
      terms.Iri("urn:p"), terms.Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
      terms.Iri("http://www.w3.org/2000/01/rdf-schema#subClassOf")};
  std::vector<TermId> objects = nodes;
  objects.push_back(terms.Literal("1", integer));
  objects.push_back(terms.Literal("x", text, "en"));
  objects.push_back(terms.Literal("y", text, "en"));
  std::vector<Triple> triples;
  for (const TermId subject : nodes) {
    for (const TermId predicate : predicates) {
      for (const TermId object : objects) {
        triples.push_back({.subject = subject, .predicate = predicate, .object = object});
      }
    }
  }
  return {std::move(terms), std::move(triples)};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const ProfileSet set = ProfileSet::Read(signet::AsText({data, size}));
    const Graph graph = SmallGraph(set);
    for (const signet::elm::Profile& profile : set.profiles()) {
      Require(set.Find(profile.iri) == &profile, "a profile is found by its IRI");
      const auto report = CheckShapes(graph, set, profile, {.max_results = 100});
      Require(report.results.size() <= 100, "no more results than asked for");
      const auto again = CheckShapes(graph, set, profile, {.max_results = 100});
      Require(report.results.size() == again.results.size() && report.complete == again.complete,
              "the same check gives the same results");
      for (const signet::elm::ShapeResult& result : report.results) {
        Require(result.shape != nullptr && result.constraint != nullptr,
                "a result says what was asked");
      }
    }
  } catch (const signet::Error& error) {
    using signet::Code;
    signet::fuzz::RequireCode(
        error, {Code::kNotJson, Code::kNotUtf8, Code::kByteOrderMark, Code::kDuplicateMember,
                Code::kLoneSurrogate, Code::kTooDeep, Code::kTooLarge, Code::kNumberOutOfRange,
                Code::kProfileMalformed});
  }
  return 0;
}
