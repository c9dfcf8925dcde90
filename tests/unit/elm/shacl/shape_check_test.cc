#include "appliance/elm/shacl/shape_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/turtle_graph.h"
#include "tests/unit/elm/made_profile.h"

namespace signet::elm {
namespace {

using Lines = std::vector<std::string>;

struct Row {
  std::string_view rule;
  std::string_view shape;  ///< of ex:p at ex:a, without target and path
  std::string_view data;
  Lines results;
};

void CheckRows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    SCOPED_TRACE(std::string(row.rule));
    const auto set =
        ProfileSet::Read(MadeProfile(R"({"ex:Shape": {"targetNode": ["ex:a"], "path": "ex:p", )" +
                                     std::string(row.shape) + "}}"));
    EXPECT_EQ(Check(set, row.data), row.results);
  }
}

TEST(ShapeCheck, OfTypes) {
  CheckRows({
      {"4.1.1: a value is an instance",
       R"("class": ["ex:C"])",
       "ex:a ex:p ex:b . ex:b a ex:C .",
       {}},
      {"4.1.1: or of a subclass in the data, however far",
       R"("class": ["ex:C"])",
       "ex:a ex:p ex:b . ex:b a ex:E . ex:E rdfs:subClassOf ex:D . ex:D rdfs:subClassOf ex:C, ex:E "
       ".",
       {}},
      {"4.1.1: a literal is an instance of nothing",
       R"("class": ["ex:C"])",
       "ex:a ex:p \"ex:b\" .",
       {"ex:a ex:p ex:b Class"}},
      {"4.1.1: each class is asked for",
       R"("class": ["ex:C", "ex:D"])",
       "ex:a ex:p ex:b . ex:b a ex:C .",
       {"ex:a ex:p ex:b Class"}},
      {"4.1.2: the datatype itself",
       R"("datatype": "xsd:decimal")",
       "ex:a ex:p 1 .",
       {"ex:a ex:p 1 Datatype"}},
      {"4.1.2: ill-typed",
       R"("datatype": "xsd:dateTime")",
       "ex:a ex:p \"2026-02-30T00:00:00Z\"^^xsd:dateTime .",
       {"ex:a ex:p 2026-02-30T00:00:00Z Datatype"}},
      {"4.1.2: unknown datatypes are compared by IRI",
       R"("datatype": "ex:d")",
       "ex:a ex:p \"?\"^^ex:d, \"?\"^^ex:e .",
       {"ex:a ex:p ? Datatype"}},
      {"4.1.2: text without language is no langString",
       R"("datatype": "rdf:langString")",
       "ex:a ex:p \"x\"@en, \"x\" .",
       {"ex:a ex:p x Datatype"}},
      {"4.1.3: IRIs",
       R"("nodeKind": "IRI")",
       "ex:a ex:p ex:b, [], 1 .",
       {"ex:a ex:p 1 NodeKind", "ex:a ex:p _: NodeKind"}},
      {"4.1.3: blank nodes and literals",
       R"("nodeKind": "BlankNodeOrLiteral")",
       "ex:a ex:p ex:b, [], 1 .",
       {"ex:a ex:p ex:b NodeKind"}},
  });
}

TEST(ShapeCheck, OfCountsRangesAndTexts) {
  CheckRows({
      {"4.2.1", R"("minCount": 1)", "", {"ex:a ex:p - MinCount"}},
      {"4.2.2: equal terms count once", R"("maxCount": 1)", "ex:a ex:p 1, 1 .", {}},
      {"4.2.2: equal values are two terms",
       R"("maxCount": 1)",
       "ex:a ex:p 1, 01 .",
       {"ex:a ex:p - MaxCount"}},
      {"4.3: over types of numbers",
       R"("maxInclusive": {"value": "100", "datatype": "xsd:integer"})",
       "ex:a ex:p 100, 1.0E2, 100.0, 100.1, 150 .",
       {"ex:a ex:p 100.1 MaxInclusive", "ex:a ex:p 150 MaxInclusive"}},
      {"4.3: what does not compare does not fit",
       R"("minExclusive": {"value": "1", "datatype": "xsd:integer"})",
       "ex:a ex:p 1, 2, \"3\", ex:b, \"x\"^^xsd:integer .",
       {"ex:a ex:p 1 MinExclusive", "ex:a ex:p 3 MinExclusive", "ex:a ex:p ex:b MinExclusive",
        "ex:a ex:p x MinExclusive"}},
      {"4.3: a zone that is missing leaves it open",
       R"("minInclusive": {"value": "2026-01-01T00:00:00Z", "datatype": "xsd:dateTime"})",
       "ex:a ex:p \"2026-01-01T10:00:00\"^^xsd:dateTime, \"2026-01-02T00:00:00\"^^xsd:dateTime .",
       {"ex:a ex:p 2026-01-01T10:00:00 MinInclusive"}},
      {"4.3",
       R"("maxExclusive": {"value": "5", "datatype": "xsd:integer"})",
       "ex:a ex:p 4, 5 .",
       {"ex:a ex:p 5 MaxExclusive"}},
      {"4.4.1: characters, not octets",
       R"("minLength": 3)",
       "ex:a ex:p \"öö\", \"ööö\" .",
       {"ex:a ex:p öö MinLength"}},
      {"4.4.2: of IRIs too, of blank nodes never",
       R"("maxLength": 19)",
       "ex:a ex:p ex:b, [] .",
       {"ex:a ex:p _: MaxLength", "ex:a ex:p ex:b MaxLength"}},
      {"4.4.3: anywhere in the text",
       R"("pattern": "b+")",
       "ex:a ex:p \"abbc\", \"ac\", [] .",
       {"ex:a ex:p _: Pattern", "ex:a ex:p ac Pattern"}},
      {"4.4.4: by basic filtering",
       R"("languageIn": ["EN", "de-AT"])",
       "ex:a ex:p \"1\"@en-GB, \"2\"@enm, \"3\"@de, \"4\", \"5\"@de-at .",
       {"ex:a ex:p 2 LanguageIn", "ex:a ex:p 3 LanguageIn", "ex:a ex:p 4 LanguageIn"}},
      {"4.4.5: one result a language",
       R"("uniqueLang": true)",
       "ex:a ex:p \"1\"@en, \"2\"@EN, \"3\"@en, \"4\"@de, \"5\"@de, \"6\"@fr, \"7\", \"8\" .",
       {"ex:a ex:p - UniqueLang", "ex:a ex:p - UniqueLang"}},
      {"4.4.5: not asked", R"("uniqueLang": false)", "ex:a ex:p \"1\"@en, \"2\"@en .", {}},
  });
}

TEST(ShapeCheck, OfPairsOfProperties) {
  CheckRows({
      {"4.5.1: from both sides",
       R"("equals": ["ex:q"])",
       "ex:a ex:p 1, 2 ; ex:q 2, 3, 4 .",
       {"ex:a ex:p 1 Equals", "ex:a ex:p 3 Equals", "ex:a ex:p 4 Equals"}},
      {"4.5.2",
       R"("disjoint": ["ex:q"])",
       "ex:a ex:p 1, 2 ; ex:q 2, 3 .",
       {"ex:a ex:p 2 Disjoint"}},
      {"4.5.3: every pair",
       R"("lessThan": ["ex:q"])",
       "ex:a ex:p 1, 3, 5 ; ex:q 3, 4.0, 6E0 .",
       {"ex:a ex:p 3 LessThan", "ex:a ex:p 5 LessThan", "ex:a ex:p 5 LessThan"}},
      {"4.5.4", R"("lessThanOrEquals": ["ex:q"])", "ex:a ex:p 1, 3 ; ex:q 3 .", {}},
      {"4.5.3: what does not compare",
       R"("lessThan": ["ex:q"])",
       "ex:a ex:p 1 ; ex:q \"2\", 2, [] .",
       {"ex:a ex:p 1 LessThan", "ex:a ex:p 1 LessThan"}},
      {"4.5.3: with and without zones",
       R"("lessThan": ["ex:q"])",
       "ex:a ex:p \"2026-01-01T00:00:00\"^^xsd:dateTime ;"
       " ex:q \"2026-01-01T10:00:00Z\"^^xsd:dateTime, \"2026-01-01T00:00:01\"^^xsd:dateTime .",
       {"ex:a ex:p 2026-01-01T00:00:00 LessThan"}},
      {"4.5.3: durations of months and days",
       R"("lessThan": ["ex:q"])",
       "ex:a ex:p \"P30D\"^^xsd:duration ;"
       " ex:q \"P1M\"^^xsd:duration, \"P2M\"^^xsd:duration, \"P31D\"^^xsd:duration .",
       {"ex:a ex:p P30D LessThan"}},
      {"4.5.3: nothing to compare with", R"("lessThan": ["ex:q"])", "ex:a ex:p [] .", {}},
  });
}

TEST(ShapeCheck, OfShapesAndValues) {
  CheckRows({
      {"4.6.1",
       R"("not": [{"class": ["ex:C"]}])",
       "ex:a ex:p ex:b, ex:c . ex:b a ex:C .",
       {"ex:a ex:p ex:b Not"}},
      {"4.6.2",
       R"("and": [[{"nodeKind": "IRI"}, {"class": ["ex:C"]}]])",
       "ex:a ex:p ex:b .",
       {"ex:a ex:p ex:b And"}},
      {"4.6.3",
       R"("or": [[{"class": ["ex:C"]}, {"class": ["ex:D"]}]])",
       "ex:a ex:p ex:b, ex:c . ex:b a ex:D .",
       {"ex:a ex:p ex:c Or"}},
      {"4.6.4: exactly one",
       R"("xone": [[{"class": ["ex:C"]}, {"class": ["ex:D"]}]])",
       "ex:a ex:p ex:b, ex:c, ex:d . ex:b a ex:C, ex:D . ex:c a ex:C .",
       {"ex:a ex:p ex:b Xone", "ex:a ex:p ex:d Xone"}},
      {"4.7.1: one result, whatever is wrong below",
       R"("node": [{"property": [{"path": "ex:q", "minCount": 1}, {"path": "ex:r", "minCount": 1}]}])",
       "ex:a ex:p ex:b .",
       {"ex:a ex:p ex:b Node"}},
      {"4.7.1: a warning below is a violation above",
       R"("node": [{"severity": "Info", "nodeKind": "Literal"}])",
       "ex:a ex:p ex:b .",
       {"ex:a ex:p ex:b Node"}},
      {"4.7.2: the results of the property shape itself",
       R"("property": [{"path": "ex:q", "minCount": 1}])",
       "ex:a ex:p ex:b, ex:c . ex:c ex:q 1 .",
       {"ex:b ex:q - MinCount"}},
      {"4.8.1: closed, its own property shapes and those ignored aside",
       R"("closed": ["rdf:type"], "property": [{"path": "ex:q", "deactivated": true}])",
       "ex:a ex:p ex:b . ex:b a ex:C ; ex:q 1 ; ex:r 2 .",
       {"ex:a ex:r 2 Closed"}},
      {"4.8.2: among the values",
       R"("hasValue": ["ex:b", "ex:c"])",
       "ex:a ex:p ex:b, ex:d .",
       {"ex:a ex:p - HasValue"}},
      {"4.8.2: the term, not its value",
       R"("hasValue": [{"value": "01", "datatype": "xsd:integer"}])",
       "ex:a ex:p 1 .",
       {"ex:a ex:p - HasValue"}},
      {"4.8.3",
       R"("in": ["ex:b", {"value": "x", "language": "EN"}])",
       "ex:a ex:p ex:b, \"x\"@en, \"x\" .",
       {"ex:a ex:p x In"}},
      {"2.1.2: deactivated", R"("deactivated": true, "minCount": 1)", "", {}},
      {"2.1.2: what is deactivated fits",
       R"("node": [{"deactivated": true, "nodeKind": "IRI"}])",
       "ex:a ex:p 1 .",
       {}},
  });
}

TEST(ShapeCheck, TakesEachFocusNodeOnce) {
  const auto set = ProfileSet::Read(MadeProfile(R"({"ex:Shape": {
    "targetClass": ["ex:C", "ex:D"], "targetNode": ["ex:a", {"value": "x", "datatype": "xsd:string"}],
    "targetSubjectsOf": ["ex:p"], "targetObjectsOf": ["ex:p"], "class": ["ex:Never"]}})"));
  EXPECT_EQ(Check(set, "ex:b a ex:C, ex:D ; ex:p ex:c . ex:E rdfs:subClassOf ex:C . ex:e a ex:E ."),
            (Lines{"ex:a - ex:a Class", "ex:b - ex:b Class", "ex:c - ex:c Class",
                   "ex:e - ex:e Class", "x - x Class"}));
}

TEST(ShapeCheck, GivesResultsInTheOrderOfTheNodesAndThenOfTheShapes) {
  const auto set = ProfileSet::Read(MadeProfile(
      R"({"ex:S": {"targetClass": ["ex:C"], "property": [{"path": "ex:p", "minCount": 1}]},
          "ex:T": {"targetClass": ["ex:C"], "severity": "Warning", "class": ["ex:D"],
                   "message": {"en": "Be a D."}}})",
      R"(["ex:S", "ex:T"])"));
  const Graph graph = MakeGraph("ex:b a ex:C . ex:a a ex:C .", set);
  const auto report = CheckShapes(graph, set, set.profiles().front(), {});
  ASSERT_EQ(report.results.size(), 4U);
  EXPECT_EQ(graph.terms()[report.results[0].focus].text, "http://example.org/b");
  EXPECT_EQ(report.results[0].component, Component::kMinCount);
  EXPECT_EQ(report.results[1].component, Component::kClass);
  EXPECT_EQ(graph.terms()[report.results[1].shape->severity].text,
            "http://www.w3.org/ns/shacl#Warning");
  EXPECT_EQ(report.results[1].shape->messages.front().second, "Be a D.");
  EXPECT_EQ(graph.terms()[report.results[2].focus].text, "http://example.org/a");
}

TEST(ShapeCheck, StopsAtTheResultsAskedFor) {
  const auto set = ProfileSet::Read(
      MadeProfile(R"({"ex:Shape": {"targetNode": ["ex:a"], "path": "ex:p", "nodeKind": "IRI"}})"));
  const Graph graph = MakeGraph("ex:a ex:p 1, 2, 3 .", set);
  const Profile& profile = set.profiles().front();
  const auto two = CheckShapes(graph, set, profile, {.max_results = 2});
  EXPECT_EQ(two.results.size(), 2U);
  EXPECT_FALSE(two.complete);
  EXPECT_TRUE(CheckShapes(graph, set, profile, {.max_results = 3}).complete);
}

// A node that many others lead to is held against a shape once; what it gave is remembered, whether
// it was asked for its results or only whether it conforms.
TEST(ShapeCheck, RemembersWhatANodeGave) {
  const auto set = ProfileSet::Read(MadeProfile(R"({
    "ex:Shape": {"targetClass": ["ex:C"], "property": [
      {"path": "ex:p", "node": ["ex:Inner"]}, {"path": "ex:q", "not": ["ex:Inner"]},
      {"path": "ex:p", "property": [{"path": "ex:r", "maxCount": 1}]}]},
    "ex:Inner": {"property": [{"path": "ex:r", "maxCount": 1}]}})"));
  EXPECT_EQ(Check(set,
                  "ex:a a ex:C ; ex:p ex:good, ex:bad ; ex:q ex:bad . ex:b a ex:C ; ex:p ex:good, "
                  "ex:bad ; ex:q ex:good . ex:bad ex:r 1, 2 . ex:good ex:r 1 ."),
            (Lines{"ex:a ex:p ex:bad Node", "ex:b ex:p ex:bad Node", "ex:b ex:q ex:good Not",
                   "ex:bad ex:r - MaxCount", "ex:bad ex:r - MaxCount"}));
}

}  // namespace
}  // namespace signet::elm
