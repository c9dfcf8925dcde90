#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/json_pointer.h"
#include "appliance/elm/jsonld/context.h"
#include "appliance/elm/jsonld/graph_reader.h"
#include "appliance/elm/jsonld/iri.h"
#include "appliance/elm/jsonld/language_tag.h"
#include "tests/fuzz/invariant.h"

namespace {

using signet::elm::Graph;
using signet::elm::GraphReading;
using signet::elm::Term;
using signet::elm::TermKind;
using signet::fuzz::Require;

constexpr signet::json::Limits kLimits{.max_octets = 1U << 20U, .max_depth = 64};

// Short names, so that a fuzzer comes upon them.
constexpr std::string_view kProfile = R"({
  "terms": {
    "id": "@id", "type": "@type", "e": {"iri": "<urn:e:>", "prefix": true}, "n": "<urn:n>",
    "r": {"iri": "<urn:r>", "type": "@id"}, "v": {"iri": "<urn:v>", "type": "@vocab"},
    "d": {"iri": "<urn:d>", "type": "<http://www.w3.org/2001/XMLSchema#double>"},
    "l": {"iri": "<urn:l>", "container": "@language"},
    "g": {"iri": "<urn:g>", "container": "@graph"},
    "p": {"iri": "<urn:p>", "type": "@vocab", "scope": "s"},
    "T": {"iri": "<urn:T>", "scope": "t"}, "U": {"iri": "<urn:U>", "scope": "u"}},
  "scopes": {
    "s": {"protected": true, "terms": {"x": "<urn:sx>", "q": {"iri": "<urn:q>", "scope": "u"}}},
    "t": {"protected": true, "terms": {"x": {"iri": "<urn:tx>", "type": "@id", "scope": "s"}}},
    "u": {"protected": true, "propagates": true, "terms": {"x": "<urn:ux>"}}}})";

struct Profile {
  signet::elm::TermTable terms;
  signet::elm::Context context;
  Profile() {
    const auto document = signet::json::Document::Parse(kProfile, kLimits);
    const signet::elm::ProfileValue root(document.root());
    const auto member = [&](std::string_view name) {
      return signet::elm::ProfileValue(document.root().Find(name).value(), &root);
    };
    context = signet::elm::Context::Read(member("terms"), member("scopes"), {}, terms);
  }
};

void CheckTerm(const Graph& graph, const Term& term) {
  if (term.kind == TermKind::kIri) {
    Require(signet::elm::IsWellFormedIri(term.text), "an IRI in a graph is well-formed");
  } else if (term.kind == TermKind::kLiteral) {
    const Term datatype = graph.terms()[term.datatype];
    Require(datatype.kind == TermKind::kIri, "a datatype is an IRI");
    Require(term.language.empty() || signet::elm::IsWellFormedLanguageTag(term.language),
            "a language tag in a graph is well-formed");
  }
}

void CheckGraph(const Graph& graph, std::size_t size) {
  for (const signet::elm::Triple& triple : graph.triples()) {
    const Term subject = graph.terms()[triple.subject];
    Require(subject.kind != TermKind::kLiteral, "a subject is no literal");
    Require(graph.terms()[triple.predicate].kind == TermKind::kIri, "a predicate is an IRI");
    CheckTerm(graph, subject);
    CheckTerm(graph, graph.terms()[triple.object]);
    Require(triple.place < size, "a value is inside the text");
    Require(graph.Has(triple.subject, triple.predicate, triple.object), "a triple is found");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Profile profile;
  try {
    const std::string_view text = signet::AsText({data, size});
    const auto document = signet::json::Document::Parse(text, kLimits);
    const GraphReading reading =
        signet::elm::ReadGraph(document.root(), profile.context, profile.terms);
    Require(reading.graph.has_value() == reading.refusals.empty(),
            "there is a graph exactly if nothing is refused");
    if (reading.graph) CheckGraph(*reading.graph, size);
    std::vector<std::size_t> places;
    for (const auto& refusal : reading.refusals) places.push_back(refusal.place);
    for (const auto& vanished : reading.vanished) places.push_back(vanished.place);
    places.resize(std::min<std::size_t>(places.size(), 1000));
    Require(signet::json::PointersTo(document.root(), places, 500).size() == places.size(),
            "each place has a pointer");
  } catch (const signet::Error& error) {
    using signet::Code;
    signet::fuzz::RequireCode(
        error, {Code::kNotJson, Code::kNotUtf8, Code::kByteOrderMark, Code::kDuplicateMember,
                Code::kLoneSurrogate, Code::kTooDeep, Code::kTooLarge, Code::kNumberOutOfRange});
  }
  return 0;
}
