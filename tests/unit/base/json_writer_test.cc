#include "appliance/base/json_writer.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "appliance/base/json.h"

namespace signet::json {
namespace {

ObjectWriter Sample() {
  std::vector<ObjectWriter> list;
  list.push_back(std::move(ObjectWriter().Text("z", "1").Integer("a", -1)));
  list.emplace_back();
  ObjectWriter writer;
  writer.Text("text", "a\"b")
      .Integer("least", INT64_MIN)
      .Boolean("yes", true)
      .Null("none")
      .Texts("texts", {"b", "a"})
      .Texts("empty", {})
      .Object("inner", std::move(ObjectWriter().Boolean("no", false).Text("a", "")))
      .Objects("list", std::move(list));
  return writer;
}

TEST(ObjectWriter, KeepsTheOrderOfTheCalls) {
  EXPECT_EQ(
      Sample().Write(),
      R"({"text":"a\"b","least":-9223372036854775808,"yes":true,"none":null,)"
      R"("texts":["b","a"],"empty":[],"inner":{"no":false,"a":""},"list":[{"z":"1","a":-1},{}]})");
  EXPECT_EQ(ObjectWriter().Write(), "{}");
}

TEST(ObjectWriter, SortsMembersAtEveryDepthButNoArrays) {  // RFC 8785 3.2.3
  EXPECT_EQ(
      Sample().WriteCanonical(),
      R"({"empty":[],"inner":{"a":"","no":false},"least":-9223372036854775808,)"
      R"("list":[{"a":-1,"z":"1"},{}],"none":null,"text":"a\"b","texts":["b","a"],"yes":true})");
}

TEST(ObjectWriter, SortsByUtf16CodeUnits) {  // the example of RFC 8785 3.2.3
  ObjectWriter writer;
  writer.Text("\u20AC", "Euro Sign")
      .Text("\r", "Carriage Return")
      .Text("\uFB33", "Hebrew Letter Dalet With Dagesh")
      .Text("1", "One")
      .Text("\U0001F600", "Emoji: Grinning Face")
      .Text("\u0080", "Control")
      .Text("\u00F6", "Latin Small Letter O With Diaeresis");
  EXPECT_EQ(writer.WriteCanonical(),
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
            "\"\u00F6\":\"Latin Small Letter O With Diaeresis\",\"\u20AC\":\"Euro Sign\","
            "\"\U0001F600\":\"Emoji: Grinning Face\","
            "\"\uFB33\":\"Hebrew Letter Dalet With Dagesh\"}");
}

TEST(ObjectWriter, SortsPrefixesAndPlanesApart) {
  ObjectWriter writer;
  for (const char* name : {"\uFFFD", "\uE000", "\U0010FFFF", "\U00010000", "\uD7FF", "ab", "a", "",
                           "a\uE000", "a\U00010000"}) {
    writer.Null(name);
  }
  EXPECT_EQ(
      writer.WriteCanonical(),
      "{\"\":null,\"a\":null,\"ab\":null,\"a\U00010000\":null,\"a\uE000\":null,\"\uD7FF\":null,"
      "\"\U00010000\":null,\"\U0010FFFF\":null,\"\uE000\":null,\"\uFFFD\":null}");
}

TEST(ObjectWriter, WritesLinesForPeople) {
  ObjectWriter writer;
  writer.Text("a", "1")
      .Texts("b", {"x", "y"})
      .Texts("c", {})
      .Object("d", std::move(ObjectWriter().Null("e")));
  EXPECT_EQ(writer.WriteIndented(), R"({
  "a": "1",
  "b": [
    "x",
    "y"
  ],
  "c": [],
  "d": {
    "e": null
  }
})");
  EXPECT_EQ(ObjectWriter().WriteIndented(), "{}");
}

TEST(ObjectWriter, LetsALaterCallReplaceAnEarlierOne) {
  ObjectWriter writer;
  writer.Text("a", "1").Text("b", "2").Integer("a", 3);
  EXPECT_EQ(writer.Write(), R"({"a":3,"b":"2"})");
}

TEST(Quote, EscapesOnlyWhatItMust) {  // RFC 8259 7, in the spelling of RFC 8785 3.2.2.2
  EXPECT_EQ(Quote("\u20AC$\u000F\nA'B\"\\\\\"/"), "\"\u20AC$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
  std::string controls;
  for (char c = 0; c < 0x20; ++c) controls += c;
  EXPECT_EQ(
      Quote(controls),
      R"("\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f)"
      R"(\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d)"
      R"(\u001e\u001f")");
  EXPECT_EQ(Quote("\x7F\u2028\U0001F600/"), "\"\x7F\u2028\U0001F600/\"");
  EXPECT_EQ(Quote(""), "\"\"");
}

// Eight octets are looked at together: each octet at each place, among neighbours of all kinds.
TEST(Quote, SpellsEveryOctetTheSameAtEveryPlace) {
  for (unsigned octet = 0; octet < 0x80; ++octet) {
    const std::string alone = Quote(std::string(1, static_cast<char>(octet)));
    const std::string spelling = alone.substr(1, alone.size() - 2);
    for (const std::string& filling :
         {std::string("x"), std::string("\x7F"), std::string("\u00E9")}) {
      for (std::size_t before = 0; before < 17; ++before) {
        std::string text;
        for (std::size_t i = 0; i < before; ++i) text += filling;
        const std::string front = text;
        text += static_cast<char>(octet);
        EXPECT_EQ(Quote(text + text), "\"" + front + spelling + front + spelling + "\"");
      }
    }
  }
}

TEST(Quote, IsReadBackAsItWas) {
  const std::string text = "\u00E9\n\t\"\\/\x01 \U0001F600";
  const auto document = Document::Parse(Quote(text), {});
  EXPECT_EQ(document.root().AsString(), text);
}

}  // namespace
}  // namespace signet::json
