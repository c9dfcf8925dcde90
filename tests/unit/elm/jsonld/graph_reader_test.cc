#include "appliance/elm/jsonld/graph_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/elm/jsonld/reader_fixture.h"

namespace signet::elm {
namespace {

using testing::UnorderedElementsAreArray;

struct Case {
  std::string_view rule;
  std::string_view clause;
  std::string_view text;
  Lines triples;
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.rule; }

class StatementsTest : public GraphReaderTest, public testing::WithParamInterface<Case> {};

TEST_P(StatementsTest, AreThoseOfJsonLd) {
  const Reading reading = Read(GetParam().text);
  EXPECT_THAT(reading.Triples(), UnorderedElementsAreArray(GetParam().triples))
      << GetParam().rule << " (" << GetParam().clause << ")";
}

// "API" is JSON-LD 1.1 Processing Algorithms and API, W3C Recommendation of 16 July 2020.
INSTANTIATE_TEST_SUITE_P(
    Values, StatementsTest,
    testing::Values(
        Case{"a string without coercion is an xsd:string",
             "API 8.2.2 step 13",
             R"({"id": "ex:a", "name": "A"})",
             {R"(ex:a ex:name "A" .)"}},
        Case{"escapes are resolved",
             "RFC 8259 7",
             R"({"id": "ex:\u0061", "na\u006de": "\u00e9"})",
             {R"(ex:a ex:name "é" .)"}},
        Case{"null, the empty array and nulls in arrays say nothing",
             "API 5.1.2 steps 1 and 5",
             R"({"id": "ex:a", "name": null, "knows": [], "tags": [null, "x", [null]]})",
             {R"(ex:a ex:tags "x" .)"}},
        Case{"arrays in arrays are one",
             "API 5.1.2 step 5.2.3",
             R"({"id": "ex:a", "name": ["x", ["y", ["z"]]]})",
             {R"(ex:a ex:name "x" .)", R"(ex:a ex:name "y" .)", R"(ex:a ex:name "z" .)"}},
        Case{"the empty string is a value",
             "API 8.2.2",
             R"({"id": "ex:a", "name": ""})",
             {R"(ex:a ex:name "" .)"}},
        Case{"booleans",
             "API 8.2.2 step 8",
             R"({"id": "ex:a", "name": [true, false]})",
             {R"(ex:a ex:name "true"^^xsd:boolean .)", R"(ex:a ex:name "false"^^xsd:boolean .)"}},
        Case{"a datatype coerces strings, numbers and booleans alike",
             "API 5.3.2 step 5",
             R"({"id": "ex:a", "born": ["2020", 2020, true]})",
             {R"(ex:a ex:born "2020"^^xsd:dateTime .)", R"(ex:a ex:born "true"^^xsd:dateTime .)"}},
        Case{"a fraction is a double, also where a decimal is due",
             "API 8.2.2 step 10",
             R"({"id": "ex:a", "share": 1.5})",
             {R"(ex:a ex:share "1.5E0"^^xsd:decimal .)"}},
        Case{"an integer is a double where a double is due",
             "API 8.2.2 step 10",
             R"({"id": "ex:a", "weight": 5})",
             {R"(ex:a ex:weight "5.0E0"^^xsd:double .)"}},
        Case{"a number is no reference",
             "API 5.3.2 step 1",
             R"({"id": "ex:a", "knows": 5})",
             {R"(ex:a ex:knows "5"^^xsd:integer .)"}},
        Case{"equal statements are one",
             "RDF 1.1 Concepts 3",
             R"({"id": "ex:a", "name": ["A", "A"]})",
             {R"(ex:a ex:name "A" .)"}},
        Case{"a set is its elements",
             "JSON-LD 1.1 4.3.2",
             R"({"id": "ex:a", "tags": "x"})",
             {R"(ex:a ex:tags "x" .)"}}));

INSTANTIATE_TEST_SUITE_P(
    Names, StatementsTest,
    testing::Values(
        Case{"a compact IRI needs a prefix",
             "API 5.2.2 step 6.4",
             R"({"id": "ex:a", "ex:p": "1", "clv:latitude": "2"})",
             {R"(ex:a ex:p "1" .)", R"(ex:a <clv:latitude> "2" .)"}},
        Case{"an IRI with an authority is no compact IRI",
             "API 5.2.2 step 6.2",
             R"({"id": "ex://a", "name": "x"})",
             {R"(<ex://a> ex:name "x" .)"}},
        Case{"an undefined term is dropped with all below it",
             "API 5.1.2 step 13.3",
             R"({"id": "ex:a", "nmae": {"id": "ex:b", "name": "B"}})",
             {}},
        Case{"a blank node is no predicate, but what is below it stays",
             "API 8.1.2 step 1.3.2.3",
             R"({"id": "ex:a", "_:p": {"id": "ex:b", "name": "B"}})",
             {R"(ex:b ex:name "B" .)"}},
        Case{"an ill-formed predicate is dropped, but what is below it stays",
             "API 8.1.2 step 1.3.2.4",
             R"({"id": "ex:a", "ex:a b": {"id": "ex:b", "name": "B"}})",
             {R"(ex:b ex:name "B" .)"}},
        Case{"a type is a term, a compact IRI, an IRI or a blank node",
             "API 5.1.2 step 13.4.4",
             R"({"id": "ex:a", "type": ["Person", "ex:P", "urn:p", "_:t"]})",
             {"ex:a rdf:type ex:Person .", "ex:a rdf:type ex:P .", "ex:a rdf:type <urn:p> .",
              "ex:a rdf:type _:b0 ."}},
        Case{"an undefined type is dropped",
             "API 8.1.2 step 1.3.1",
             R"({"id": "ex:a", "type": "Preson", "name": "A"})",
             {R"(ex:a ex:name "A" .)"}},
        Case{"terms are no references, unless coerced to @vocab",
             "API 5.3.2 steps 1 and 2",
             R"({"id": "ex:a", "knows": "Person", "kind": ["Person", "ex:b", "other"]})",
             {"ex:a ex:kind ex:Person .", "ex:a ex:kind ex:b ."}},
        Case{
            "an alias is no reference", "API 5.2.2 step 4", R"({"id": "ex:a", "knows": "id"})", {}},
        Case{"what looks like a keyword is no reference",
             "API 5.2.2 step 2",
             R"({"id": "ex:a", "knows": ["@type", "@like"], "type": "@like"})",
             {}},
        Case{"relative and ill-formed references are dropped",
             "API 8.2.2 step 1",
             R"({"id": "ex:a", "knows": ["b", "", "#b", "/b", "http://a b", "urn:ok"]})",
             {"ex:a ex:knows <urn:ok> ."}},
        Case{"statements of a node with a relative id are dropped, those of its values stay",
             "API 8.1.2 step 1.2",
             R"({"id": "a", "name": "A", "knows": {"id": "ex:b", "name": "B"}})",
             {R"(ex:b ex:name "B" .)"}}));

INSTANTIATE_TEST_SUITE_P(
    Nodes, StatementsTest,
    testing::Values(
        Case{"nodes of one id are one",
             "API 7.2",
             R"({"id": "ex:a", "name": "A", "knows": [{"id": "ex:b", "name": "B"},
                 {"id": "ex:b", "name": "C", "knows": "ex:a"}]})",
             {R"(ex:a ex:name "A" .)", "ex:a ex:knows ex:b .", R"(ex:b ex:name "B" .)",
              R"(ex:b ex:name "C" .)", "ex:b ex:knows ex:a ."}},
        Case{"a node without id is a blank node of its own",
             "API 7.2 step 6.1",
             R"({"id": "ex:a", "knows": [{"name": "B"}, {"name": "B"}]})",
             {"ex:a ex:knows _:b0 .", "ex:a ex:knows _:b1 .", R"(_:b0 ex:name "B" .)",
              R"(_:b1 ex:name "B" .)"}},
        Case{"blank nodes of one label are one",
             "API 7.1",
             R"({"id": "_:x", "knows": {"id": "_:y", "knows": "_:x"}})",
             {"_:b0 ex:knows _:b1 .", "_:b1 ex:knows _:b0 ."}},
        Case{"a node of nothing but an id is a reference",
             "API 8.2.2 step 2",
             R"({"id": "ex:a", "knows": {"id": "ex:b"}})",
             {"ex:a ex:knows ex:b ."}},
        Case{"an empty object is a blank node",
             "API 5.1.2 step 19",
             R"({"id": "ex:a", "name": {}})",
             {"ex:a ex:name _:b0 ."}},
        Case{"a credential of nothing but an id says nothing",
             "API 5.1.2 step 19.2",
             R"({"id": "ex:a"})",
             {}},
        Case{"the id may come last",
             "RFC 8259 4",
             R"({"name": "A", "id": "ex:a"})",
             {R"(ex:a ex:name "A" .)"}},
        Case{"what is in a graph container is not in the default graph",
             "API 5.1.2 step 13.12",
             R"({"id": "ex:a", "proof": {"id": "ex:p", "name": "P", "knows": {"name": "Q"}}})",
             {"ex:a ex:proof _:b0 ."}},
        Case{"each value of a graph container is a graph",
             "API 5.1.2 step 13.12",
             R"({"id": "ex:a", "proof": [{"id": "ex:p"}, null, [{"name": "Q"}], "ex:p"]})",
             {"ex:a ex:proof _:b0 .", "ex:a ex:proof _:b1 .", "ex:a ex:proof _:b2 ."}}));

INSTANTIATE_TEST_SUITE_P(
    Languages, StatementsTest,
    testing::Values(Case{"tags are in lower case",
                         "RDF 1.1 Concepts 3.3",
                         R"({"id": "ex:a", "title": {"en-IE": "x", "DE": ["y", null, "z"]}})",
                         {R"(ex:a ex:title "x"@en-ie .)", R"(ex:a ex:title "y"@de .)",
                          R"(ex:a ex:title "z"@de .)"}},
                    Case{"tags that differ in case are one language",
                         "RDF 1.1 Concepts 3.3",
                         R"({"id": "ex:a", "title": {"en": "x", "EN": "x"}})",
                         {R"(ex:a ex:title "x"@en .)"}},
                    Case{"ill-formed tags are dropped",
                         "API 8.2.2 step 6",
                         R"({"id": "ex:a", "title": {"en_GB": "x", "": "y", "e": "z", "fr": "w"}})",
                         {R"(ex:a ex:title "w"@fr .)"}},
                    Case{"@none is no language",
                         "API 5.1.2 step 13.7.4.2.6",
                         R"({"id": "ex:a", "title": {"@none": "x"}})",
                         {R"(ex:a ex:title "x" .)"}},
                    Case{"nulls say nothing",
                         "API 5.1.2 step 13.7.4.2.1",
                         R"({"id": "ex:a", "title": {"en": null, "de": []}})",
                         {}},
                    Case{"a string where a map is due has no language",
                         "API 5.1.2 step 13.7",
                         R"({"id": "ex:a", "title": ["x", 5]})",
                         {R"(ex:a ex:title "x" .)", R"(ex:a ex:title "5"^^xsd:integer .)"}},
                    Case{"a map in an array is a node",
                         "API 5.1.2 step 13.7",
                         R"({"id": "ex:a", "title": [{"en": "x"}]})",
                         {"ex:a ex:title _:b0 ."}}));

INSTANTIATE_TEST_SUITE_P(
    Scopes, StatementsTest,
    testing::Values(
        Case{"a type's scope holds for its node",
             "API 5.1.2 step 11",
             R"({"id": "ex:a", "issued": "1", "type": "Credential"})",
             {"ex:a rdf:type ex:Credential .", R"(ex:a ex:issued "1"^^xsd:dateTime .)"}},
        Case{"a type that is written as an IRI has no scope",
             "API 5.1.2 step 11.2",
             R"({"id": "ex:a", "issued": "1", "type": "ex:Credential"})",
             {"ex:a rdf:type ex:Credential ."}},
        Case{"and not for the nodes inside",
             "API 5.1.2 step 7",
             R"({"id": "ex:a", "type": "Credential", "knows": {"id": "ex:b", "issued": "1"},
                 "evidence": {"id": "ex:c", "evidence": "ex:d", "name": "C"}})",
             {"ex:a rdf:type ex:Credential .", "ex:a ex:knows ex:b .", "ex:a ex:evidence ex:c .",
              R"(ex:c ex:name "C" .)"}},
        Case{"unless it propagates",
             "JSON-LD 1.1 4.1.9",
             R"({"id": "ex:a", "type": "Lasting", "knows": {"id": "ex:b", "note": "1"}})",
             {"ex:a rdf:type ex:Lasting .", "ex:a ex:knows ex:b .", R"(ex:b ex:note "1" .)"}},
        Case{"a property's scope holds for its nodes and those inside",
             "API 5.1.2 step 8",
             R"({"id": "ex:a", "type": "Credential", "schema": {"id": "ex:s", "type": "Validator",
                 "issued": "2", "knows": {"id": "ex:t", "issued": "3"}}})",
             {"ex:a rdf:type ex:Credential .", "ex:a ex:schema ex:s .",
              "ex:s rdf:type ex:Validator .", R"(ex:s ex:schemaIssued "2" .)",
              "ex:s ex:knows ex:t .", R"(ex:t ex:schemaIssued "3" .)"}},
        Case{"unless it does not propagate",
             "JSON-LD 1.1 4.1.9",
             R"({"id": "ex:a", "brief": {"id": "ex:b", "note": "1",
                 "knows": {"id": "ex:c", "note": "2"}}})",
             {"ex:a ex:brief ex:b .", R"(ex:b ex:note "1" .)", "ex:b ex:knows ex:c ."}},
        Case{"a property's scope holds for its plain values",
             "API 5.1.2 step 4.2",
             R"({"id": "ex:a", "purpose": ["assertion", "Person", "unknown"]})",
             {"ex:a ex:purpose ex:assertion .", "ex:a ex:purpose ex:Person ."}},
        Case{"and not for its siblings",
             "API 5.1.2 step 3",
             R"({"id": "ex:a", "purpose": "assertion", "kind": "assertion"})",
             {"ex:a ex:purpose ex:assertion ."}},
        Case{"a property's scope may redefine what is protected",
             "API 4.2.2 step 27",
             R"({"id": "ex:a", "type": "Credential", "schema": {"brief": {"issued": "2"}}})",
             {"ex:a rdf:type ex:Credential .", "ex:a ex:schema _:b0 .", "_:b0 ex:brief _:b1 .",
              R"(_:b1 ex:briefIssued "2" .)"}},
        Case{"a protected term may be defined again alike",
             "API 4.2.2 step 27.1",
             R"({"id": "ex:a", "type": ["Credential", "Copy"], "issued": "1"})",
             {"ex:a rdf:type ex:Credential .", "ex:a rdf:type ex:Copy .",
              R"(ex:a ex:issued "1"^^xsd:dateTime .)"}},
        Case{"a type that is only known inside a scope",
             "API 5.1.2 step 13.4.4",
             R"({"id": "ex:a", "type": "Validator"})",
             {}}));

}  // namespace
}  // namespace signet::elm
