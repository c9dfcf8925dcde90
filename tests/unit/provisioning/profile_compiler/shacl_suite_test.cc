#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "appliance/base/error.h"
#include "appliance/elm/profile/profile.h"
#include "appliance/elm/shacl/shape_check.h"
#include "provisioning/profile_compiler/profile_compiler.h"
#include "tests/support/turtle_graph.h"
#include "tests/unit/provisioning/profile_compiler/suite_case.h"

namespace signet::provisioning {
namespace {

namespace fs = std::filesystem;

// SIGNET_SHACL_SUITE may name a whole checkout of the suite (w3c/data-shapes,
// data-shapes-test-suite/tests/core) instead of the cases in the corpus.
fs::path SuiteFolder() {
  if (const char* const suite = std::getenv("SIGNET_SHACL_SUITE")) return suite;
  const char* const corpus = std::getenv("SIGNET_CORPUS");
  return fs::path(corpus == nullptr ? SIGNET_SOURCE_DIR "/../shared/corpus" : corpus) /
         "shacl-core";
}

struct Refused {
  std::string_view name;    ///< how the case's name begins
  std::string_view reason;  ///< what the refusal says
};

// What is not implemented, because nothing in the ELM family uses it (PROFILE.md).
constexpr Refused kRefused[] = {
    {"complex/personexample", "sh:path that is more than one predicate"},
    {"complex/shacl-shacl", "sh:path that is more than one predicate"},
    {"node/qualified-", "sh:qualified"},
    {"path/path-alternative-", "sh:path that is more than one predicate"},
    {"path/path-complex-", "sh:path that is more than one predicate"},
    {"path/path-inverse-", "sh:path that is more than one predicate"},
    {"path/path-oneOrMore-", "sh:path that is more than one predicate"},
    {"path/path-sequence-", "sh:path that is more than one predicate"},
    {"path/path-strange-", "sh:path that is more than one predicate"},
    {"path/path-zeroOr", "sh:path that is more than one predicate"},
    {"property/qualified", "sh:qualified"},
};

std::optional<std::string_view> ReasonToRefuse(const std::string& name) {
  for (const Refused& refused : kRefused) {
    if (name.starts_with(refused.name)) return refused.reason;
  }
  return std::nullopt;
}

constexpr std::string_view kProfile = "urn:x-signet:suite";

std::string Compile(const SuiteCase& test) {
  // The suite's files are no ontologies; a profile needs a name.
  const std::string ontology =
      "\n<urn:x-signet:suite> a <http://www.w3.org/2002/07/owl#Ontology> .\n";
  std::vector<ShapesSource> sources;
  sources.push_back(
      ReadShapesSource(ReadTurtle(test.shapes + ontology, test.name, test.shapes_base)));
  ProfileOrder order;
  order.name = "SHACL suite";
  return CompileParts(order, std::move(sources), {});
}

std::multiset<std::string> Check(const SuiteCase& test, const elm::ProfileSet& set) {
  const elm::Graph graph = elm::MakeGraph(test.data, set);
  const auto report = CheckShapes(graph, set, *set.Find(kProfile), {});
  std::multiset<std::string> lines;
  for (const elm::ShapeResult& result : report.results) {
    const auto written = [&graph](elm::TermId id) { return Written(graph.terms(), id); };
    const elm::TermId shape = result.shape->iri;
    lines.insert(ResultLine({written(result.focus), written(result.path),
                             "<" + std::string(IriOf(result.component)) + ">",
                             written(result.value), written(result.shape->severity),
                             shape == elm::kNoTerm ? "_:" : written(shape)}));
  }
  return lines;
}

TEST(ShaclCoreSuite, GivesItsOwnResultsOrIsRefused) {
  if (!fs::exists(SuiteFolder())) {
    GTEST_SKIP() << "No SHACL cases at " << SuiteFolder()
                 << ": set SIGNET_CORPUS to have them run.";
  }
  int passed = 0;
  int refused = 0;
  for (const SuiteCase& test : ReadSuite(SuiteFolder())) {
    SCOPED_TRACE(test.name);
    try {
      const auto set = elm::ProfileSet::Read(Compile(test));
      EXPECT_EQ(Check(test, set), test.results);
      EXPECT_FALSE(ReasonToRefuse(test.name)) << "no longer refused: take it out of the table";
      ++passed;
    } catch (const Error& error) {
      const auto reason = ReasonToRefuse(test.name);
      ASSERT_TRUE(reason) << error.what();
      EXPECT_NE(error.message().find(*reason), std::string::npos) << error.what();
      ++refused;
    }
  }
  EXPECT_GE(passed, 40);
  std::printf("%d cases pass, %d are refused\n", passed, refused);
}

}  // namespace
}  // namespace signet::provisioning
