#include "appliance/elm/node.h"

#include <gtest/gtest.h>

#include <string>

namespace signet::elm {
namespace {

TEST(ValuesOf, SeesAValueAndAnArrayOfItAlike) {
  const auto document = json::Document::Parse(
      R"({"one":"a","array":["a"],"two":["a",null,"b"],"none":[],"null":null,"nulls":[null]})", {});
  const json::Value object = document.root();
  EXPECT_EQ(ValuesOf(object, "one").size(), 1U);
  EXPECT_EQ(ValuesOf(object, "two").size(), 2U);
  for (const char* member : {"none", "null", "nulls", "absent"}) {
    EXPECT_TRUE(ValuesOf(object, member).empty()) << member;
  }
  EXPECT_EQ(OneValueOf(object, "one")->AsString(), "a");
  EXPECT_EQ(OneValueOf(object, "array")->AsString(), "a");
  EXPECT_FALSE(OneValueOf(object, "two"));
  EXPECT_FALSE(OneValueOf(object, "absent"));
}

TEST(IriOf, IsTheStringOrTheId) {
  const auto iri = [](const char* text) {
    const auto document = json::Document::Parse(text, {});
    return std::string(IriOf(document.root()).value_or("none"));
  };
  EXPECT_EQ(iri(R"("urn:a")"), "urn:a");
  EXPECT_EQ(iri(R"({"type":"T","i\u0064":"urn:a"})"), "urn:a");
  EXPECT_EQ(iri(R"({"id":1})"), "none");
  EXPECT_EQ(iri(R"({})"), "none");
  EXPECT_EQ(iri("[]"), "none");
}

TEST(LastPathPart, ComesAfterTheLastSlash) {
  EXPECT_EQ(LastPathPart("http://example.org/country/EST"), "EST");
  EXPECT_EQ(LastPathPart("EST"), "EST");
  EXPECT_EQ(LastPathPart("http://example.org/"), "");
  EXPECT_EQ(LastPathPart(""), "");
}

}  // namespace
}  // namespace signet::elm
