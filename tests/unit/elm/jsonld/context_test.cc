#include "appliance/elm/jsonld/context.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/support/error_matcher.h"
#include "tests/unit/elm/reading.h"

namespace signet::elm {
namespace {

std::string Profile(std::string_view terms, std::string_view scopes) {
  return R"({"prefixes": {"ex": "http://example.org/", "bad": "no iri "}, "terms": )" +
         std::string(terms) + R"(, "scopes": )" + std::string(scopes) + "}";
}

TEST(Context, TellsWhatANameMeans) {
  const TestContext read(Profile(R"({
      "id": "@id", "type": "@type", "plain": "ex:plain", "full": "<urn:full>",
      "all": {"iri": "ex:all", "type": "ex:T", "container": "@set", "scope": "s", "prefix": true}})",
                                 R"({"s": {"protected": true, "propagates": false, "terms": {
      "inner": {"iri": "ex:inner", "type": "@vocab", "scope": "s"}}}})"));
  const Context& context = read.context();
  EXPECT_EQ(context.Find("id")->keyword, Keyword::kId);
  EXPECT_EQ(context.Find("type")->keyword, Keyword::kType);
  EXPECT_EQ(*context.Find("plain"),
            TermDefinition{.iri = *read.terms().FindIri("http://example.org/plain")});
  EXPECT_EQ(context.Find("full")->iri, read.terms().FindIri("urn:full"));
  EXPECT_EQ(context.Find("inner"), nullptr);
  EXPECT_EQ(context.Find("@id"), nullptr);

  const TermDefinition& all = *context.Find("all");
  EXPECT_EQ(all.coercion, Coercion::kDatatype);
  EXPECT_EQ(all.datatype, read.terms().FindIri("http://example.org/T"));
  EXPECT_EQ(all.container, Container::kSet);
  EXPECT_TRUE(all.is_prefix);
  const Scope& scope = context[all.scope];
  EXPECT_TRUE(scope.is_protected);
  EXPECT_EQ(scope.propagation, Propagation::kNever);
  EXPECT_EQ(scope.terms.at("inner").coercion, Coercion::kVocab);
  EXPECT_EQ(scope.terms.at("inner").scope, all.scope);
}

struct Malformed {
  std::string_view terms;
  std::string_view scopes;
  std::string_view pointer;
};

constexpr Malformed kMalformed[] = {
    {R"([])", "{}", "/terms"},
    {R"({"a": 5})", "{}", "/terms/a"},
    {R"({"a": "@value"})", "{}", "/terms/a"},
    {R"({"a": "unknown:a"})", "{}", "/terms/a"},
    {R"({"a": "bad:a"})", "{}", "/terms/a"},
    {R"({"a": "<relative>"})", "{}", "/terms/a"},
    {R"({"@a": "ex:a"})", "{}", "/terms/@a"},
    {R"({"": "ex:a"})", "{}", "/terms/"},
    {R"({"a": {}})", "{}", "/terms/a"},
    {R"({"a": {"iri": "@id"}})", "{}", "/terms/a/iri"},
    {R"({"a": {"iri": "ex:a", "reverse": true}})", "{}", "/terms/a/reverse"},
    {R"({"a": {"iri": "ex:a", "type": "@json"}})", "{}", "/terms/a/type"},
    {R"({"a": {"iri": "ex:a", "container": "@list"}})", "{}", "/terms/a/container"},
    {R"({"a": {"iri": "ex:a", "scope": "s"}})", "{}", "/terms/a/scope"},
    {R"({"a": {"iri": "ex:a", "prefix": "yes"}})", "{}", "/terms/a/prefix"},
    {"{}", "[]", "/scopes"},
    {"{}", R"({"s": {"protected": true, "propagates": true}})", "/scopes/s"},
    {"{}", R"({"s": {"protected": true, "propagates": false, "terms": {}, "vocab": ""}})",
     "/scopes/s/vocab"},
    {"{}", R"({"s": {"protected": 1, "propagates": false, "terms": {}}})", "/scopes/s/protected"},
};

TEST(Context, RefusesWhatIsNotAsPromised) {
  for (const Malformed& malformed : kMalformed) {
    const auto error =
        test::ErrorOf([&] { TestContext(Profile(malformed.terms, malformed.scopes)); });
    ASSERT_TRUE(error) << malformed.terms << malformed.scopes;
    EXPECT_EQ(error->code(), Code::kProfileMalformed);
    EXPECT_NE(error->message().find(std::string(malformed.pointer) + " "), std::string::npos)
        << error->message() << " should name " << malformed.pointer;
  }
}

}  // namespace
}  // namespace signet::elm
