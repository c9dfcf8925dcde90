#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "appliance/elm/jsonld/graph_reader.h"
#include "tests/unit/elm/jsonld/reader_fixture.h"

namespace signet::elm {
namespace {

using testing::ElementsAre;

struct RefusedCase {
  std::string_view rule;
  std::string_view text;
  Lines refusals;
};

void PrintTo(const RefusedCase& c, std::ostream* out) { *out << c.rule; }

class RefusalsTest : public GraphReaderTest, public testing::WithParamInterface<RefusedCase> {};

TEST_P(RefusalsTest, NamePlaceAndReason) {
  const Reading reading = Read(GetParam().text);
  EXPECT_THAT(reading.Refusals(), testing::ElementsAreArray(GetParam().refusals))
      << GetParam().rule;
  EXPECT_FALSE(reading.result().graph);
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusalsTest,
    testing::Values(
        RefusedCase{"the credential is an object", R"(["ex:a"])", {" not-an-object "}},
        RefusedCase{"a context only at the top",
                    R"({"@context": "x", "knows": [{"@context": {}}]})",
                    {"/knows/0/@context keyword @context"}},
        RefusedCase{"no keyword, and nothing like one",
                    R"({"@id": "ex:a", "name": {"@value": "x"}, "\u0040graph": [], "@like": 1})",
                    {"/@id keyword @id", "/name/@value keyword @value", "/@graph keyword @graph",
                     "/@like keyword @like"}},
        RefusedCase{"none in a language map but @none",
                    R"({"title": {"@value": "x"}})",
                    {"/title/@value keyword @value"}},
        RefusedCase{"nor in a separate graph",
                    R"({"proof": {"@list": []}})",
                    {"/proof/@list keyword @list"}},
        RefusedCase{"no id like one", R"({"id": "@like"})", {"/id keyword @like"}},
        RefusedCase{"an id is a string",
                    R"({"id": 5, "knows": {"id": null}})",
                    {"/id id-not-text id", "/knows/id id-not-text id"}},
        RefusedCase{"a type is a string or strings",
                    R"({"type": [5, "Person", ["Person"]]})",
                    {"/type/0 type-not-text type", "/type/2 type-not-text type"}},
        RefusedCase{"no type is null", R"({"type": null})", {"/type type-not-text type"}},
        RefusedCase{
            "a language has strings",
            R"({"title": {"en": 5, "de": ["x", {"a": 1}, ["y"]]}})",
            {"/title/en language-value-not-text title", "/title/de/1 language-value-not-text title",
             "/title/de/2 language-value-not-text title"}},
        RefusedCase{"types must not contradict each other (API 4.2.2 step 27.2)",
                    R"({"knows": {"type": ["Rival", "Credential"]}})",
                    {"/knows/type/0 protected-term issued"}},
        RefusedCase{"nor a property's scope they are in",
                    R"({"type": "Credential", "schema": {"type": "Rival"}})",
                    {"/schema/type protected-term issued"}},
        RefusedCase{"also in a separate graph",
                    R"({"proof": {"type": ["Rival", "Credential"]}})",
                    {"/proof/type/0 protected-term issued"}}));

TEST_F(GraphReaderTest, ReportsWhatVanishes) {
  const Reading reading = Read(R"({
    "id": "ex:a", "type": ["Credential", "Preson"], "nmae": {"x": {"@id": 5}}, "ex:a b": 1,
    "_:p": 2, "knows": [{"id": "b/c"}, "d e", "@like"], "kind": "nothing",
    "title": {"en_GB": "x", "fr": "y"}, "proof": {"name": "P", "nmae": "Q"},
    "evidence": {"issued": "1"}, "name": null})");
  EXPECT_THAT(reading.Vanished(),
              ElementsAre("/type/1 undefined-type Preson", "/nmae undefined-term nmae",
                          "/ex:a b undefined-term ex:a b", "/_:p undefined-term _:p",
                          "/knows/0/id ill-formed-iri b/c", "/knows/1 ill-formed-iri d e",
                          "/knows/2 ill-formed-iri @like", "/kind ill-formed-iri nothing",
                          "/title/en_GB ill-formed-language en_GB", "/proof separate-graph proof",
                          "/evidence/issued undefined-term issued"));
  EXPECT_TRUE(reading.result().graph);
}

TEST_F(GraphReaderTest, KnowsThePlacesOfNodesAndValues) {
  const Reading reading = Read(R"({"id": "ex:a", "knows": ["ex:b", {"id": "ex:b", "name": ["x",
      "y"]}, {"id": "ex:b"}, "ex:c", {"name": "z"}]})");
  const Graph& graph = *reading.result().graph;
  const auto place_of = [&](std::string_view iri) {
    return reading.PointerTo(reading.result().places.Of(*graph.terms().FindIri(iri)).value());
  };
  EXPECT_EQ(place_of("http://example.org/a"), "");
  EXPECT_EQ(place_of("http://example.org/b"), "/knows/1");
  EXPECT_EQ(place_of("http://example.org/c"), "/knows/3");
  EXPECT_EQ(reading.result().places.Of(*graph.terms().FindIri("http://example.org/Person")),
            std::nullopt);

  Lines places;
  for (const Triple& triple : graph.triples()) places.push_back(reading.PointerTo(triple.place));
  EXPECT_THAT(places,
              testing::UnorderedElementsAre("/knows/0", "/knows/3", "/knows/4", "/knows/1/name/0",
                                            "/knows/1/name/1", "/knows/4/name"));
}

TEST_F(GraphReaderTest, ReadsAsDeepAsTheTextIs) {
  std::string text = R"({"id": "ex:n0"})";
  for (int i = 1; i < 90; ++i) {
    text = R"({"id": "ex:n)" + std::to_string(i) + R"(", "type": "Credential", "evidence": )" +
           text + "}";
  }
  const Reading reading = Read(text);
  EXPECT_EQ(reading.result().graph.value().triples().size(), 2U * 89U);
}

}  // namespace
}  // namespace signet::elm
