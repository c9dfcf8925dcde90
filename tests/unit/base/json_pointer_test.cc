#include "appliance/base/json_pointer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace signet::json {
namespace {

constexpr std::string_view kText = R"( {"a": [10, {"b/c": null}, "x"], "m~n": {"": true}, "é": 7})";

std::vector<std::string> PointersTo(const std::vector<std::string_view>& marks) {
  const Document document = Document::Parse(kText, {});
  std::vector<std::size_t> places;
  for (const std::string_view mark : marks) places.push_back(kText.find(mark));
  return PointersTo(document.root(), places, 100);
}

/// RFC 6901 3 and 4.
TEST(JsonPointer, NamesTheInnermostValue) {
  EXPECT_THAT(PointersTo({"10", "null", "\"x\"", "true", "7", "{\"b", "[10"}),
              testing::ElementsAre("/a/0", "/a/1/b~1c", "/a/2", "/m~0n/", "/é", "/a/1", "/a"));
}

TEST(JsonPointer, TakesPlacesInAnyOrderAndAgain) {
  EXPECT_THAT(PointersTo({"7", "10", "7"}), testing::ElementsAre("/é", "/a/0", "/é"));
}

TEST(JsonPointer, GivesTheObjectOfANameAndTheRootOutside) {
  EXPECT_THAT(PointersTo({"\"b/c", "\"m~n", " {"}), testing::ElementsAre("/a/1", "", ""));
  const Document document = Document::Parse("[1]", {});
  const std::vector<std::size_t> beyond = {99};
  EXPECT_THAT(json::PointersTo(document.root(), beyond, 100), testing::ElementsAre(""));
}

// A name may be as long as the text, and many places may be below it.
TEST(JsonPointer, StopsAboveAPointerThatIsTooLong) {
  const std::string text = R"({"a": {")" + std::string(100, 'x') + R"(": {"b": 7}, "c": 8}})";
  const Document document = Document::Parse(text, {});
  const std::vector<std::size_t> places = {text.find('7'), text.find('8')};
  EXPECT_THAT(json::PointersTo(document.root(), places, 50), testing::ElementsAre("/a", "/a/c"));
}

}  // namespace
}  // namespace signet::json
