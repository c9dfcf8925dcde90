#include "provisioning/profile_compiler/shape_compiler.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/elm/profile/profile.h"
#include "provisioning/profile_compiler/profile_compiler.h"

namespace signet::provisioning {
namespace {

constexpr std::string_view kPrefixes = R"(
@prefix : <http://example.org/shapes/> .
@prefix ex: <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
)";

ShapesSource Source(std::string_view name, std::string_view turtle) {
  return ReadShapesSource(ReadTurtle(std::string(kPrefixes).append(turtle), std::string(name),
                                     "http://example.org/base"));
}

std::string Compile(std::vector<ShapesSource> sources) {
  ProfileOrder order;
  order.name = "made";
  order.version = "1";
  return CompileParts(order, std::move(sources), {});
}

std::string CompileOne(std::string_view turtle) {
  std::vector<ShapesSource> sources;
  sources.push_back(Source("made.ttl", "ex:profile a owl:Ontology . " + std::string(turtle)));
  return Compile(std::move(sources));
}

std::string ShapesOf(const std::string& text) { return text.substr(text.find("\"shapes\": {")); }

TEST(ShapeCompiler, WritesOnePropertyShapeALine) {
  EXPECT_EQ(ShapesOf(CompileOne(R"(
    :S a sh:NodeShape ; sh:targetClass ex:C ; sh:name "left out"@en ; sh:order 1 ;
      sh:message "Kept."@en ; sh:property :S-p, [ sh:path ex:q ; sh:severity sh:Warning ;
        sh:in ( ex:a "b"@en 5 ) ; sh:or ( [ sh:class ex:D ] [ sh:class ex:E ] ) ] .
    :S-p sh:path ex:p ; sh:minCount 1 ; sh:maxCount 01 ; sh:datatype xsd:string ; sh:nodekind sh:IRI .
    :Unused a sh:NodeShape ; sh:class ex:C .)")),
            R"("shapes": {
    "shapes:S": {"targetClass": ["ex:C"], "message": {"en": "Kept."}, "property": [
      {"iri": "shapes:S-p", "path": "ex:p", "datatype": "xsd:string", "minCount": 1, "maxCount": 1},
      {"path": "ex:q", "severity": "Warning", "or": [[{"class": ["ex:D"]}, {"class": ["ex:E"]}]], "in": ["ex:a", {"value": "b", "language": "en"}, {"value": "5", "datatype": "xsd:integer"}]}]}
  }
}
)");
}

TEST(ShapeCompiler, NamesWhatSeveralShapesUse) {
  EXPECT_EQ(ShapesOf(CompileOne(R"(
    :S sh:targetClass ex:C ; sh:property :p ; sh:not _:x .
    :T sh:targetClass ex:D ; sh:property :p ; sh:not _:x .
    _:x sh:class ex:E .
    :p sh:path ex:p ; sh:minCount 1 .)")),
            R"("shapes": {
    "shapes:S": {"targetClass": ["ex:C"], "not": ["_:1"], "property": [
      "shapes:p"]},
    "shapes:T": {"targetClass": ["ex:D"], "not": ["_:1"], "property": [
      "shapes:p"]},
    "shapes:p": {"path": "ex:p", "minCount": 1},
    "_:1": {"class": ["ex:E"]}
  }
}
)");
}

// A shape says what its profile and all it imports say of it, no more and no less.
TEST(ShapeCompiler, KeepsApartWhatProfilesSayOfOneShape) {
  std::vector<ShapesSource> sources;
  sources.push_back(Source("base.ttl", R"(ex:base a owl:Ontology .
    :S sh:targetClass ex:C ; sh:property :p .  :p sh:path ex:p ; sh:minCount 1 .
    :T sh:targetClass ex:D ; sh:nodeKind sh:IRI .)"));
  sources.push_back(
      Source("wide.ttl", R"(ex:wide a owl:Ontology ; owl:imports <http://example.org/base/> .
    :p sh:deactivated true .)"));
  const auto set = elm::ProfileSet::Read(Compile(std::move(sources)));
  const elm::Profile& base = *set.Find("http://example.org/base");
  const elm::Profile& wide = *set.Find("http://example.org/wide");
  ASSERT_EQ(base.shapes.size(), 2U);
  ASSERT_EQ(wide.shapes.size(), 2U);
  EXPECT_EQ(wide.imports, std::vector<std::string>{"http://example.org/base"});
  EXPECT_NE(base.shapes[0], wide.shapes[0]);
  EXPECT_EQ(set[base.shapes[0]].iri, set[wide.shapes[0]].iri);
  EXPECT_EQ(base.shapes[1], wide.shapes[1]);
}

TEST(ShapeCompiler, TakesAShapeThatIsAClassForItsOwnTarget) {
  EXPECT_NE(CompileOne("ex:C a sh:NodeShape, ex:Meta . ex:Meta rdfs:subClassOf rdfs:Class .")
                .find(R"("ex:C": {"targetClass": ["ex:C"]})"),
            std::string::npos);
}

struct Refused {
  std::string_view turtle;
  std::string_view message;
};

TEST(ShapeCompiler, RefusesWhatItDoesNotImplementOrShaclDoesNotAllow) {
  for (const Refused& row : {
           Refused{
               ":S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:qualifiedMinCount 1 ] .",
               "made.ttl: a blank node below <http://example.org/shapes/S> uses "
               "sh:qualifiedMinCount"},
           Refused{":S sh:targetClass ex:C ; sh:sparql [] .", "uses sh:sparql"},
           Refused{"ex:profile sh:entailment ex:e .", "uses sh:entailment"},
           Refused{":S sh:targetClass ex:C ; sh:property [ sh:path [ sh:inversePath ex:p ] ] .",
                   "made.ttl: Shape a blank node in shape <http://example.org/shapes/S> has an "
                   "sh:path that is more than one predicate"},
           Refused{":S sh:targetClass ex:C ; sh:property [ sh:path ( ex:p ex:q ) ] .",
                   "more than one predicate"},
           Refused{":S sh:targetClass ex:C ; sh:node :T . :T sh:not :S .",
                   "Shape <http://example.org/shapes/S> reaches itself"},
           Refused{":S sh:targetClass ex:C ; sh:node :Missing .", "no file given defines"},
           Refused{":S sh:targetClass ex:C ; sh:property [ sh:class ex:D ] .", "without sh:path"},
           Refused{":S sh:targetClass ex:C ; sh:minCount 1 .", "only a property shape may have"},
           Refused{":S sh:targetClass ex:C ; sh:datatype xsd:string, xsd:date .",
                   "has sh:datatype twice"},
           Refused{":S sh:targetClass ex:C ; sh:pattern \"a\" , \"b\" .", "has sh:pattern twice"},
           Refused{":S sh:targetClass ex:C ; sh:pattern \"(?=a)\" .", "group that begins with (?"},
           Refused{":S sh:targetClass ex:C ; sh:minLength -1 .", "is no count"},
           Refused{":S sh:targetClass ex:C ; sh:minInclusive \"x\"^^ex:d .", "without an order"},
           Refused{":S sh:targetClass ex:C ; sh:nodeKind sh:Iri .", "unknown sh:nodeKind"},
           Refused{":S sh:targetClass ex:C ; sh:in ex:a .", "A list is expected"},
           Refused{":S sh:targetClass ex:C ; sh:hasValue [] .", "is a blank node"},
           Refused{":S sh:targetClass ex:C ; sh:class \"C\" .", "is no IRI"},
           Refused{":S sh:targetClass ex:C ; sh:closed \"yes\" .", "neither true nor false"},
           Refused{"ex:other a owl:Ontology .", "exactly one owl:Ontology"},
           Refused{"ex:p ex:q", "made.ttl is no Turtle: line"},
           Refused{"no:p ex:q 1 .", "made.ttl"},
       }) {
    SCOPED_TRACE(std::string(row.turtle));
    try {
      CompileOne(row.turtle);
      ADD_FAILURE() << "compiled";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::kProfileMalformed);
      EXPECT_NE(error.message().find(row.message), std::string::npos) << error.message();
    }
  }
}

TEST(ShapeCompiler, RefusesTwoFilesOfOneProfile) {
  std::vector<ShapesSource> sources;
  sources.push_back(Source("a.ttl", "ex:profile a owl:Ontology ."));
  sources.push_back(Source("b.ttl", "ex:profile a owl:Ontology ."));
  EXPECT_THROW(Compile(std::move(sources)), Error);
}

}  // namespace
}  // namespace signet::provisioning
