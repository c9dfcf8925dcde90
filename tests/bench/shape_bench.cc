// What a check against a profile's shapes costs: on the real credentials where the corpus is, and
// on graphs that are made to be costly, at two sizes, so that what grows faster than its graph
// shows as a lower rate.

#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/file.h"
#include "appliance/elm/credential_text.h"
#include "appliance/elm/jsonld/graph_reader.h"
#include "appliance/elm/profile/built_in_profiles.h"
#include "appliance/elm/profile/profile.h"
#include "appliance/elm/shacl/shape_check.h"
#include "tests/unit/elm/made_profile.h"

namespace signet::bench {
namespace {

namespace fs = std::filesystem;

constexpr json::Limits kLimits{.max_octets = 256U << 20U, .max_depth = 100};

void CountTriples(benchmark::State& state, std::size_t triples) {
  state.SetItemsProcessed(static_cast<std::int64_t>(triples) *
                          static_cast<std::int64_t>(state.iterations()));
}

const elm::ProfileSet& Official() {
  static const elm::ProfileSet kOfficial = elm::ProfileSet::Read(elm::BuiltInProfiles());
  return kOfficial;
}

void ReadProfiles(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(elm::ProfileSet::Read(elm::BuiltInProfiles()));
}
BENCHMARK(ReadProfiles)->Unit(benchmark::kMicrosecond);

std::string PayloadOf(const fs::path& file) {
  const auto document = json::Document::Parse(ReadFile(file), kLimits);
  const auto payload = document.root().Find("payload");
  return std::string(payload ? *payload->AsString() : document.text());
}

void CheckCredential(benchmark::State& state, const std::string& text) {
  const elm::ProfileSet& set = Official();
  const auto credential = elm::CredentialText::Read(UntrustedText(text), kLimits);
  const auto reading = elm::ReadGraph(credential.root(), set.context(), set.terms());
  const elm::Profile& profile =
      *set.Find("http://data.europa.eu/snb/model/ap/edc-diploma-supplement");
  for (auto _ : state) {
    benchmark::DoNotOptimize(CheckShapes(*reading.graph, set, profile, {}));
  }
  CountTriples(state, reading.graph->triples().size());
}

// Shapes that could be made to do much. The graphs below fit them, so that no check ends early.
constexpr std::string_view kShapes = R"({
  "ex:Pairs": {"targetNode": ["ex:a"], "path": "ex:p", "equals": ["ex:q"], "disjoint": ["ex:r"],
    "lessThan": ["ex:r"], "pattern": "(0|[1-9])+", "datatype": "xsd:integer"},
  "ex:Languages": {"targetNode": ["ex:a"], "path": "ex:l", "uniqueLang": true},
  "ex:Instances": {"targetNode": ["ex:a"], "path": "ex:i", "class": ["ex:C"]},
  "ex:Shared": {"targetSubjectsOf": ["ex:t"], "path": "ex:t", "node": ["ex:Inner"],
    "property": [{"path": "ex:u", "node": ["ex:Inner"]}]},
  "ex:Inner": {"property": [{"path": "ex:u", "nodeKind": "IRI"}]}})";

struct Made {
  elm::ProfileSet set = elm::ProfileSet::Read(
      elm::MadeProfile(kShapes, R"(["ex:Pairs", "ex:Languages", "ex:Instances", "ex:Shared"])"));
  elm::TermTable terms{&set.terms()};
  std::vector<elm::Triple> triples;

  elm::TermId Iri(const std::string& name) {
    return terms.Iri(terms.Keep("http://example.org/" + name));
  }
  void Add(elm::TermId subject, const std::string& predicate, elm::TermId object) {
    triples.push_back({.subject = subject, .predicate = Iri(predicate), .object = object});
  }
  elm::TermId Number(std::size_t value) {
    return terms.Literal(terms.Keep(std::to_string(value)),
                         terms.Iri("http://www.w3.org/2001/XMLSchema#integer"));
  }
};

using Fill = void (*)(Made& made, std::size_t count);

void OneNode(Made& made, std::size_t count) {
  for (std::size_t i = 0; i < count / 3; ++i) {
    made.Add(made.Iri("a"), "p", made.Number(i));
    made.Add(made.Iri("a"), "q", made.Number(i));
    made.Add(made.Iri("a"), "r", made.Number(count + i));
  }
}

void Languages(Made& made, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto tag = made.terms.Keep("x-" + std::to_string(i));
    made.Add(
        made.Iri("a"), "l",
        made.terms.Literal(
            "text", made.terms.Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"), tag));
  }
}

// Half of the nodes lead to one and the same node, which leads to the other half.
void ThroughOneNode(Made& made, std::size_t count) {
  for (std::size_t i = 0; i < count / 2; ++i) {
    made.Add(made.Iri("from" + std::to_string(i)), "t", made.Iri("hub"));
    made.Add(made.Iri("hub"), "u", made.Iri("to" + std::to_string(i)));
  }
}

void Subclasses(Made& made, std::size_t count) {
  const elm::TermId subclass = made.terms.Iri("http://www.w3.org/2000/01/rdf-schema#subClassOf");
  const elm::TermId type = made.terms.Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type");
  elm::TermId wider = made.Iri("C");
  for (std::size_t i = 0; i < count / 3; ++i) {
    const elm::TermId narrower = made.Iri("C" + std::to_string(i));
    const elm::TermId node = made.Iri("n" + std::to_string(i));
    made.triples.push_back({.subject = narrower, .predicate = subclass, .object = wider});
    made.triples.push_back({.subject = node, .predicate = type, .object = narrower});
    made.Add(made.Iri("a"), "i", node);
    wider = narrower;
  }
}

constexpr std::pair<const char*, Fill> kHostile[] = {{"OneNode", OneNode},
                                                     {"Languages", Languages},
                                                     {"ThroughOneNode", ThroughOneNode},
                                                     {"SubclassesInARow", Subclasses}};

void CheckHostile(benchmark::State& state, Fill fill) {
  Made made;
  fill(made, static_cast<std::size_t>(state.range(0)));
  const elm::Graph graph(std::move(made.terms), std::move(made.triples));
  const elm::Profile& profile = made.set.profiles().front();
  if (!CheckShapes(graph, made.set, profile, {}).conforms()) state.SkipWithError("ends early");
  for (auto _ : state) benchmark::DoNotOptimize(CheckShapes(graph, made.set, profile, {}));
  CountTriples(state, graph.triples().size());
}

void Register() {
  const char* const corpus = std::getenv("SIGNET_CORPUS");
  const fs::path samples =
      fs::path(corpus == nullptr ? SIGNET_SOURCE_DIR "/../shared/corpus" : corpus) / "samples-elm";
  for (const char* const name : {"Sample-CertOfPart-signed", "Sample-MC-Annex1-signed"}) {
    const fs::path file = samples / (std::string(name) + ".jsonld");
    if (!fs::exists(file)) continue;
    benchmark::RegisterBenchmark((std::string("Check/") + name).c_str(), CheckCredential,
                                 PayloadOf(file))
        ->Unit(benchmark::kMicrosecond);
  }
  for (const auto& [name, fill] : kHostile) {
    benchmark::RegisterBenchmark((std::string("Hostile/") + name).c_str(), CheckHostile, fill)
        ->Arg(10'000)
        ->Arg(100'000)
        ->Unit(benchmark::kMillisecond);
  }
}

}  // namespace
}  // namespace signet::bench

int main(int argc, char** argv) {
  signet::bench::Register();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
