#include "provisioning/profile_compiler/context_compiler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "appliance/base/file.h"
#include "provisioning/profile_compiler/context_writer.h"
#include "tests/support/error_matcher.h"
#include "tests/unit/elm/reading.h"

namespace signet::provisioning {
namespace {

CompiledContexts Compile(const std::vector<std::string_view>& contexts) {
  std::vector<ContextDocument> documents;
  for (const std::string_view context : contexts) {
    documents.push_back({"urn:context:" + std::to_string(documents.size() + 1),
                         R"({"@context": )" + std::string(context) + "}"});
  }
  return CompileContexts(documents);
}

/// As a compiled profile has them.
std::string Write(const CompiledContexts& contexts) {
  json::ObjectWriter prefixes;
  for (const auto& [name, start] : contexts.prefixes) prefixes.Text(name, start);
  json::ObjectWriter object;
  object.Object("prefixes", std::move(prefixes))
      .Object("terms", WriteTerms(contexts.terms, contexts.prefixes))
      .Object("scopes", WriteScopes(contexts, contexts.prefixes));
  return object.Write();
}

struct Case {
  std::string_view rule;
  std::vector<std::string_view> contexts;
  std::string_view terms;
  std::string_view scopes = "{}";
};

/// Clauses are those of JSON-LD 1.1 Processing Algorithms and API.
const std::vector<Case>& Cases() {
  static const std::vector<Case> cases = {
      {"aliases, IRIs and what is coerced (4.2.2)",
       {R"({"@version": 1.1, "id": "@id", "type": {"@id": "@type"}, "a": "urn:a",
            "b": {"@id": "urn:b", "@type": "@id", "@container": "@set"},
            "c": {"@id": "urn:c", "@type": "@vocab"}, "d": {"@id": "urn:d", "@type": "urn:D"},
            "e": {"@id": "urn:e", "@type": "@none", "@container": ["@language", "@set"]}})"},
       R"({"a":"<urn:a>","b":{"iri":"<urn:b>","type":"@id","container":"@set"},)"
       R"("c":{"iri":"<urn:c>","type":"@vocab"},"d":{"iri":"<urn:d>","type":"<urn:D>"},)"
       R"("e":{"iri":"<urn:e>","container":"@language"},"id":"@id","type":"@type"})"},
      {"a simple term is a prefix if its IRI ends so, another if it says so (step 14.2.5)",
       {R"({"p": "http://p/", "q": {"@id": "http://q/"}, "r": "http://r",
            "s": {"@id": "http://s", "@prefix": true}, "t": "p:x", "u": "q:x", "v": "r:x",
            "w": "s:x"})"},
       R"({"p":{"iri":"p:","prefix":true},"q":"<http://q/>","r":"<http://r>",)"
       R"("s":{"iri":"s:","prefix":true},"t":"p:x","u":"<q:x>","v":"<r:x>","w":"s:x"})"},
      {"terms may be used before they are defined (step 14.2.3)",
       {R"({"a": "b", "b": "p:b", "p": "http://p/", "t": "id", "id": "@id"})"},
       R"({"a":"p:b","b":"p:b","id":"@id","p":{"iri":"p:","prefix":true},"t":"@id"})"},
      {"what looks like a keyword is passed over (steps 5 and 14.2.2)",
       {R"({"@like": "urn:a", "b": "@like", "c": {"@id": "@like", "@type": "@id"}})"},
       "{}"},
      {"later contexts replace earlier terms (4.1.2)",
       {R"([{"a": "urn:a"}, {"a": "urn:b", "p": "http://p/"}])",
        R"({"p": "http://q/", "c": "p:c"})"},
       R"({"a":"<urn:b>","c":"p:c","p":{"iri":"p:","prefix":true}})"},
      {"a protected term may be defined again alike (step 27)",
       {R"({"@protected": true, "p": "http://p/", "a": "p:a"})",
        R"({"a": "http://p/a", "b": {"@id": "p:b", "@protected": false}})"},
       R"({"a":"p:a","b":"p:b","p":{"iri":"p:","prefix":true}})"},
      {"a term's context is its scope; equal scopes are one (step 21)",
       {R"({"p": "http://p/",
            "T": {"@id": "p:T", "@context": {"@protected": true, "x": "p:x",
              "y": {"@id": "q:y", "@context": {"@propagate": false, "z": "q:z", "q": "http://q/"}},
              "q": "http://q/"}},
            "U": {"@id": "p:U", "@context": {"@protected": true, "q": "http://q/", "x": "p:x",
              "y": {"@id": "q:y", "@context": {"@propagate": false, "q": "http://q/", "z": "q:z"}}}}})"},
       R"({"T":{"iri":"p:T","scope":"T"},"U":{"iri":"p:U","scope":"T"},)"
       R"("p":{"iri":"p:","prefix":true}})",
       R"({"T":{"protected":true,"terms":{"q":{"iri":"<http://q/>","prefix":true},"x":"p:x",)"
       R"("y":{"iri":"<http://q/y>","scope":"T.y"}}},)"
       R"("T.y":{"protected":false,"propagates":false,"terms":{)"
       R"("q":{"iri":"<http://q/>","prefix":true},"z":"<http://q/z>"}}})"},
      {"a scope's IRIs are resolved where all contexts are known (4.1.8)",
       {R"({"p": "http://p/", "T": {"@id": "p:T", "@context": {"x": "p:x", "y": "s:y"}}})",
        R"({"p": "http://q/"})"},
       R"({"T":{"iri":"<http://p/T>","scope":"T"},"p":{"iri":"p:","prefix":true}})",
       R"({"T":{"protected":false,"terms":{"x":"p:x","y":"<s:y>"}}})"},
  };
  return cases;
}

TEST(ContextCompiler, MakesTermsAndScopes) {
  for (const Case& c : Cases()) {
    SCOPED_TRACE(c.rule);
    const CompiledContexts compiled = Compile(c.contexts);
    EXPECT_EQ(WriteTerms(compiled.terms, compiled.prefixes).Write(), c.terms);
    EXPECT_EQ(WriteScopes(compiled, compiled.prefixes).Write(), c.scopes);
    EXPECT_NO_THROW(elm::TestContext(Write(compiled)));
  }
}

struct Refused {
  std::string_view part;  ///< of the sentence that is told
  std::vector<std::string_view> contexts;
};

TEST(ContextCompiler, RefusesWhatAProfileCannotSay) {
  const std::vector<Refused> refused = {
      {"@vocab is not implemented", {R"({"@vocab": "urn:"})"}},
      {"@base is not implemented", {R"({"@base": null})"}},
      {"@import is not implemented", {R"({"@import": "urn:x"})"}},
      {"@language is not implemented", {R"({"@language": "en"})"}},
      {"@direction is not implemented", {R"({"@direction": "ltr"})"}},
      {"@type is not implemented", {R"({"@type": {"@container": "@set"}})"}},
      {"@version must be 1.1", {R"({"@version": 1.0})"}},
      {"@protected must be", {R"({"@protected": 1})"}},
      {"\"a\": @reverse is not implemented", {R"({"a": {"@id": "urn:a", "@reverse": "urn:b"}})"}},
      {"\"a\": @nest is not", {R"({"a": {"@id": "urn:a", "@nest": "@nest"}})"}},
      {"\"a\": @index is not", {R"({"a": {"@id": "urn:a", "@index": "urn:b"}})"}},
      {"\"a\": @language is not", {R"({"a": {"@id": "urn:a", "@language": "en"}})"}},
      {"\"a\": its @container", {R"({"a": {"@id": "urn:a", "@container": "@list"}})"}},
      {"\"a\": its @container", {R"({"a": {"@id": "urn:a", "@container": ["@graph", "@id"]}})"}},
      {"\"a\": its @container", {R"({"a": {"@id": "urn:a", "@container": []}})"}},
      {"\"a\": its @container", {R"({"a": {"@id": "urn:a", "@container": 5}})"}},
      {"\"a\": its @type", {R"({"a": {"@id": "urn:a", "@type": "@json"}})"}},
      {"\"a\": its @type", {R"({"a": {"@id": "urn:a", "@type": "relative"}})"}},
      {"\"a\": @type must be a text", {R"({"a": {"@id": "urn:a", "@type": ["@id"]}})"}},
      {"\"a\": it must mean", {R"({"a": null})"}},
      {"\"a\": it must have an @id", {R"({"a": {"@type": "@id"}})"}},
      {"\"a\": @id must be a text", {R"({"a": {"@id": null}})"}},
      {"\"a\": \"relative\" is no IRI", {R"({"a": "relative"})"}},
      {"\"a\": \"@graph\" is no IRI, or an alias", {R"({"a": "@graph"})"}},
      {"\"a\": a blank node", {R"({"a": "_:a"})"}},
      {"\"a\": an alias of a keyword can be nothing else",
       {R"({"a": {"@id": "@id", "@type": "@id"}})"}},
      {"depends on itself", {R"({"a": "b", "b": "a"})"}},
      {"looks like an IRI", {R"({"x:a": "urn:a"})"}},
      {"looks like an IRI", {R"({"": "urn:a"})"}},
      {"\"a\": it redefines a protected term",
       {R"({"a": {"@id": "urn:a", "@protected": true}})", R"({"a": "urn:b"})"}},
      {"\"a\": it redefines a protected term",
       {R"({"@protected": true, "a": "urn:a"})", R"({"a": {"@id": "urn:a", "@type": "@id"}})"}},
      {"one that names others is not read", {R"("urn:other")"}},
      {"one that names others is not read",
       {R"({"a": {"@id": "urn:a", "@context": "urn:other"}})"}},
      {"one that names others is not read", {R"({"a": {"@id": "urn:a", "@context": null}})"}},
      {"one that names others is not read", {R"(["urn:other", {}])"}},
      {"\"T.a\": a scope that redefines a protected term",
       {R"({"a": {"@id": "urn:a", "@protected": true}, "T": {"@id": "urn:T", "@context": {"a": "urn:b"}}})"}},
      {"\"T\": a scope with some terms protected",
       {R"({"T": {"@id": "urn:T", "@context": {"a": "urn:b", "b": {"@id": "urn:b", "@protected": true}}}})"}},
      {"\"U.p\": other scopes depend on what it redefines",
       {R"({"p": "http://p/", "T": {"@id": "urn:T", "@context": {"a": "p:a"}},
            "U": {"@id": "urn:U", "@context": {"p": "http://q/"}}})"}},
      {"\"T.a\": \"p\" is defined around it",
       {R"({"T": {"@id": "urn:T", "@context": {"p": "http://p/",
            "a": {"@id": "urn:a", "@context": {"b": "p:b"}}}}})"}},
  };
  for (const Refused& c : refused) {
    const auto error = test::ErrorOf([&] { Compile(c.contexts); });
    ASSERT_TRUE(error) << c.part;
    EXPECT_EQ(error->code(), Code::kProfileMalformed);
    EXPECT_THAT(error->message(), testing::HasSubstr(std::string(c.part)));
    EXPECT_THAT(error->message(), testing::HasSubstr("urn:context:"));
  }
}

TEST(ContextCompiler, RefusesADocumentThatIsNoContext) {
  EXPECT_EQ(test::CodeOf([] {
              CompileContexts(std::vector<ContextDocument>{{"urn:c", "{}"}});
            }),
            Code::kProfileMalformed);
  EXPECT_EQ(test::CodeOf([] {
              CompileContexts(std::vector<ContextDocument>{{"urn:c", "{"}});
            }),
            Code::kNotJson);
}

std::filesystem::path Corpus() {
  const char* chosen = std::getenv("SIGNET_CORPUS");
  if (chosen != nullptr) return chosen;
  return std::filesystem::path(SIGNET_SOURCE_DIR) / "../shared/corpus";
}

TEST(ContextCompiler, CompilesTheOfficialContexts) {
  if (!std::filesystem::exists(Corpus())) {
    GTEST_SKIP() << "left out: no corpus at " << Corpus();
  }
  for (const std::string_view profile : {"elm-ap-1.1", "elm-ap-1.2"}) {
    const std::vector<ContextDocument> documents = {
        {"https://www.w3.org/2018/credentials/v1",
         ReadFile(Corpus() / "contexts/credentials-v1.jsonld", 1U << 20U)},
        {"http://data.europa.eu/snb/model/context/edc-ap",
         ReadFile(Corpus() / profile / "edc-ap-context.jsonld", 1U << 20U)}};
    const CompiledContexts compiled = CompileContexts(documents);
    EXPECT_FALSE(compiled.prefixes.contains("clv"));
    EXPECT_EQ(compiled.terms.at("latitude").iri, "clv:latitude");
    EXPECT_EQ(compiled.terms.at("value").type, "http://www.w3.org/2001/XMLSchema#decimal");
    EXPECT_EQ(compiled.terms.at("proof").container, "@graph");
    EXPECT_EQ(compiled.terms.at("title").container, "@language");
    EXPECT_FALSE(compiled.terms.contains("issued"));
    const ContextScope& scope = compiled.scopes.at(compiled.terms.at("VerifiableCredential").scope);
    EXPECT_TRUE(scope.is_protected);
    EXPECT_EQ(scope.terms.at("issued").iri, "https://www.w3.org/2018/credentials#issued");
    EXPECT_FALSE(scope.terms.at("credentialSchema").scope.empty());
    EXPECT_NO_THROW(elm::TestContext(Write(compiled)));
  }
}

}  // namespace
}  // namespace signet::provisioning
