#include "appliance/base/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/file.h"

namespace signet::json {
namespace {

namespace fs = std::filesystem;

/// What became of a text: nothing if it was read, else the code it was refused with.
std::optional<Code> Verdict(std::string_view text, const Limits& limits = {}) {
  try {
    Document::Parse(text, limits);
    return std::nullopt;
  } catch (const Error& error) {
    return error.code();
  }
}

std::string Refusal(std::string_view text) {
  try {
    Document::Parse(text, {});
    return "";
  } catch (const Error& error) {
    return error.message();
  }
}

std::string Nested(std::string_view open, std::string_view inner, std::string_view close,
                   int levels) {
  std::string text;
  for (int i = 0; i < levels; ++i) text += open;
  text += inner;
  for (int i = 0; i < levels; ++i) text += close;
  return text;
}

struct Case {
  const char* name;
  std::string text;
  std::optional<Code> expected;
};
void PrintTo(const Case& test, std::ostream* out) { *out << test.name; }

class Reading : public testing::TestWithParam<Case> {};

TEST_P(Reading, IsDecidedAsTheTableSays) {
  const auto verdict = Verdict(GetParam().text);
  EXPECT_EQ(verdict, GetParam().expected)
      << (verdict ? InfoOf(*verdict).name : std::string_view("read"));
}

using namespace std::string_literals;

INSTANTIATE_TEST_SUITE_P(
    Rfc8259, Reading,
    testing::Values(
        // 2: any value is a text; white space is four characters.
        Case{"empty", "", Code::kNotJson}, Case{"space", " \t\r\n", Code::kNotJson},
        Case{"number", "0", std::nullopt}, Case{"number_in_space", " -1.5e+3\n", std::nullopt},
        Case{"literal", "null", std::nullopt}, Case{"string", "\"a\"", std::nullopt},
        Case{"long_number", "0." + std::string(3000, '1'), std::nullopt},
        Case{"two_values", "1 2", Code::kNotJson}, Case{"two_members", "1,2", Code::kNotJson},
        Case{"trailing_comma", "1,", Code::kNotJson}, Case{"closed_twice", "[]]", Code::kNotJson},
        Case{"closed_outside", "1],[2", Code::kNotJson}, Case{"only_closed", "]", Code::kNotJson},
        Case{"nul_alone", "\0"s, Code::kNotJson}, Case{"nul_after", "{}\0"s, Code::kNotJson},
        Case{"nul_before", "\0{}"s, Code::kNotJson}, Case{"nul_in_number", "1\0"s, Code::kNotJson},
        Case{"nul_in_string", "\"\0\""s, Code::kNotJson},
        Case{"form_feed", "[1\f]", Code::kNotJson},
        Case{"substitute", "{\"a\"\x1A 1}", Code::kNotJson},
        // 3: literal names.
        Case{"true_and_more", "[truex]", Code::kNotJson}, Case{"nul", "[nul]", Code::kNotJson},
        Case{"false_then_string", "[false\"a\"]", Code::kNotJson},
        // 4 and 5: a string is no name in an array, a bracket closes its own kind.
        Case{"colon_in_array", "[\"a\":1]", Code::kNotJson},
        Case{"no_colon", "{\"a\" 1}", Code::kNotJson},
        Case{"two_colons", "{\"a\"::1}", Code::kNotJson}, Case{"crossed", "[{]}", Code::kNotJson},
        Case{"strings_touch", "[\"a\"\"b\"]", Code::kNotJson},
        Case{"unclosed_object", "{\"a\":{\"b\":1}", Code::kNotJson},
        // 6: numbers.
        Case{"minus_zero", "-0", std::nullopt}, Case{"zeros", "00", Code::kNotJson},
        Case{"dot_alone", "1.", Code::kNotJson},
        Case{"number_then_string", "[1\"a\"]", Code::kNotJson},
        // 7: strings.
        Case{"unclosed_string", "\"abc", Code::kNotJson},
        Case{"escape_at_end", "\"abc\\", Code::kNotJson},
        Case{"escaped_quote", "\"abc\\\"", Code::kNotJson}, Case{"slash", R"("\/")", std::nullopt},
        Case{"unknown_escape", R"("\a")", Code::kNotJson},
        Case{"short_escape", R"("\u12")", Code::kNotJson},
        Case{"escaped_nul", R"("\u0000")", std::nullopt}, Case{"delete", "\"\x7F\"", std::nullopt},
        Case{"line_separators", "\"\u2028\u2029\"", std::nullopt},
        // 8.1: UTF-8, no byte order mark.
        Case{"mark", "\xEF\xBB\xBF{}", Code::kByteOrderMark},
        Case{"mark_inside", "\"\xEF\xBB\xBF\"", std::nullopt},
        Case{"latin", "\"\xE9\"", Code::kNotUtf8}, Case{"overlong", "\"\xC0\xAF\"", Code::kNotUtf8},
        Case{"cut_character", "\"\xE2\x82", Code::kNotUtf8},
        Case{"surrogate_octets", "\"\xED\xA0\x80\"", Code::kNotUtf8}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    IJson, Reading,
    testing::Values(
        // RFC 7493 2.1: no surrogate alone, in strings and in names.
        Case{"pair", R"("\ud83d\ude00")", std::nullopt},
        Case{"high_alone", R"("\ud83d")", Code::kLoneSurrogate},
        Case{"low_alone", R"("\ude00")", Code::kLoneSurrogate},
        Case{"inverted", R"("\ude00\ud83d")", Code::kLoneSurrogate},
        Case{"high_then_letter", R"("\ud83dx")", Code::kLoneSurrogate},
        Case{"high_then_escape", R"("\ud83d\n")", Code::kLoneSurrogate},
        Case{"high_twice", R"("\ud83d\ud83d\ude00")", Code::kLoneSurrogate},
        Case{"in_name", R"({"\udc00":1})", Code::kLoneSurrogate},
        Case{"spelt_wrong", R"("\ud83d\u12")", Code::kNotJson},
        // RFC 7493 2.2: integers of 64 bits, other numbers in a double's range.
        Case{"most", "18446744073709551615", std::nullopt},
        Case{"more", "18446744073709551616", Code::kNumberOutOfRange},
        Case{"least", "-9223372036854775808", std::nullopt},
        Case{"less", "-9223372036854775809", Code::kNumberOutOfRange},
        Case{"long_integer", std::string(400, '9'), Code::kNumberOutOfRange},
        Case{"largest_double", "1.7976931348623157e308", std::nullopt},
        Case{"infinite", "1.8e308", Code::kNumberOutOfRange},
        Case{"huge_exponent", "-1e99999999999999999999", Code::kNumberOutOfRange},
        Case{"zero_with_huge_exponent", "0e99999999999999999999", std::nullopt},
        Case{"to_zero", "1e-400", std::nullopt},
        // RFC 7493 2.3: no two members of one name, escapes resolved.
        Case{"twins", R"({"a":1,"a":1})", Code::kDuplicateMember},
        Case{"twins_by_escape", R"({"a":1,"\u0061":2})", Code::kDuplicateMember},
        Case{"twins_empty", R"({"":1,"":2})", Code::kDuplicateMember},
        Case{"twins_deep", R"([{"x":{"a":1,"b":2,"a":3}}])", Code::kDuplicateMember},
        Case{"cousins", R"({"a":{"a":[{"a":1},{"a":2}]}})", std::nullopt},
        Case{"case_differs", R"({"a":1,"A":2})", std::nullopt},
        Case{"normal_forms_differ", "{\"\u00E9\":1,\"e\u0301\":2}", std::nullopt}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Depth, Reading,
    testing::Values(Case{"arrays_at_limit", Nested("[", "", "]", 100), std::nullopt},
                    Case{"arrays_beyond", Nested("[", "", "]", 101), Code::kTooDeep},
                    Case{"objects_at_limit", Nested("{\"a\":", "1", "}", 100), std::nullopt},
                    Case{"objects_beyond", Nested("{\"a\":", "1", "}", 101), Code::kTooDeep},
                    Case{"both_beyond", Nested("{\"a\":[", "", "]}", 51), Code::kTooDeep},
                    Case{"unclosed", std::string(100'000, '['), Code::kTooDeep},
                    Case{"side_by_side",
                         "[" + Nested("[", "", "]", 99) + "," + Nested("[", "", "]", 99) + "]",
                         std::nullopt}),
    [](const auto& test) { return test.param.name; });

TEST(Reading, KeepsToTheGivenLimits) {
  EXPECT_EQ(Verdict("[[1]]", {.max_octets = 5, .max_depth = 2}), std::nullopt);
  EXPECT_EQ(Verdict("[[1]]", {.max_octets = 4, .max_depth = 2}), Code::kTooLarge);
  EXPECT_EQ(Verdict("[[1]]", {.max_octets = 5, .max_depth = 1}), Code::kTooDeep);
  EXPECT_EQ(Verdict("1", {.max_octets = 5, .max_depth = 0}), std::nullopt);
  EXPECT_EQ(Verdict(Nested("[", "", "]", 1000), {.max_octets = 2000, .max_depth = 1000}),
            std::nullopt);
}

TEST(Reading, SaysWhere) {
  EXPECT_THAT(Refusal("{\n  \"\u00E9\u00E9\": x\n}"), testing::HasSubstr("line 2, column 9"));
  EXPECT_THAT(Refusal("[1,\n\"a\xFF\"]"), testing::HasSubstr("line 2, column 3"));
  EXPECT_THAT(Refusal("[\"a\tb\"]"), testing::HasSubstr("line 1, column 4"));
  EXPECT_THAT(Refusal("[1, \"a"), testing::HasSubstr("line 1, column 5"));
  EXPECT_THAT(Refusal("[1, 2"), testing::HasSubstr("line 1, column 6: it ends early"));
  EXPECT_THAT(Refusal(R"({"a/b":[0,{"c~":{"d":1,"d":2}}]})"),
              testing::HasSubstr("/a~1b/1/c~0/d, the second at line 1, column 24"));
}

TEST(Reading, RepeatsNoContent) {
  for (const char* text :
       {R"(["Anna Example", x])", R"(["Anna Example\ud800"])", "[\"Anna Example\t\"]",
        "[\"Anna Example\xFF\"]", R"({"Anna Example" 1})", R"(["Anna Example)"}) {
    EXPECT_THAT(Refusal(text), testing::Not(testing::HasSubstr("Anna"))) << text;
  }
}

TEST(Reading, KeepsMessagesShort) {
  const std::string name(10'000, 'n');
  EXPECT_LT(Refusal("{\"" + name + "\":1,\"" + name + "\":2}").size(), 200U);
}

TEST(Value, KnowsItsPlaceAndItsKind) {
  const std::string text =
      "\n{ \"a\" :\t[ 1 , -2.50 ,true,false , null ] , \"b\\n\": \"x\\u0041\" } ";
  const auto document = Document::Parse(text, {});
  EXPECT_EQ(document.text(), text);
  const Value root = document.root();
  EXPECT_EQ(root.kind(), Kind::kObject);
  EXPECT_EQ(root.raw(), text.substr(1, text.size() - 2));
  EXPECT_EQ(root.begin(), 1U);
  EXPECT_EQ(root.end(), text.size() - 1);
  EXPECT_EQ(root.size(), 2U);
  EXPECT_EQ(root.name(), "");
  EXPECT_EQ(root.raw_name(), "");
  EXPECT_FALSE(root.Next());

  const Value a = *root.First();
  EXPECT_EQ(a.raw(), "[ 1 , -2.50 ,true,false , null ]");
  EXPECT_EQ(a.name(), "a");
  EXPECT_EQ(a.raw_name(), "\"a\"");
  EXPECT_EQ(a.size(), 5U);
  std::vector<std::pair<Kind, std::string_view>> elements;
  for (auto v = a.First(); v; v = v->Next()) elements.emplace_back(v->kind(), v->raw());
  EXPECT_THAT(
      elements,
      testing::ElementsAre(testing::Pair(Kind::kNumber, "1"), testing::Pair(Kind::kNumber, "-2.50"),
                           testing::Pair(Kind::kTrue, "true"), testing::Pair(Kind::kFalse, "false"),
                           testing::Pair(Kind::kNull, "null")));

  const Value b = *a.Next();
  EXPECT_EQ(b.name(), "b\n");
  EXPECT_EQ(b.raw_name(), "\"b\\n\"");
  EXPECT_EQ(b.raw(), "\"x\\u0041\"");
  EXPECT_EQ(b.AsString(), "xA");
  EXPECT_EQ(a.AsString(), std::nullopt);
  EXPECT_FALSE(b.First());
}

TEST(Value, HasIntegersThatAreSpeltAsOne) {
  const std::map<std::string, std::optional<std::int64_t>> table = {
      {"0", 0},
      {"-0", 0},
      {"9223372036854775807", INT64_MAX},
      {"-9223372036854775808", INT64_MIN},
      {"9223372036854775808", std::nullopt},
      {"1.0", std::nullopt},
      {"1e2", std::nullopt},
      {"true", std::nullopt},
      {"\"1\"", std::nullopt},
  };
  for (const auto& [text, expected] : table) {
    EXPECT_EQ(Document::Parse(text, {}).root().AsInteger(), expected) << text;
  }
}

TEST(Value, FindsMembersOfSmallAndLargeObjects) {
  for (const int members : {0, 1, 8, 9, 500}) {
    std::string text = "{";
    for (int i = 0; i < members; ++i) {
      text += (i == 0 ? "\"\\u006e" : ",\"n") + std::to_string(i * 7919 % 1009) +
              "\":" + std::to_string(i);
    }
    const auto document = Document::Parse(text + "}", {});
    for (int i = 0; i < members; ++i) {
      const auto found = document.root().Find("n" + std::to_string(i * 7919 % 1009));
      ASSERT_TRUE(found) << members << ' ' << i;
      EXPECT_EQ(found->AsInteger(), i);
    }
    EXPECT_FALSE(document.root().Find("n"));
    EXPECT_FALSE(document.root().Find(""));
    EXPECT_FALSE(document.root().Find("zzz"));
  }
  EXPECT_FALSE(Document::Parse("[1]", {}).root().Find("a"));
}

TEST(Value, StaysGoodWhenItsDocumentMoves) {
  auto first = Document::Parse(R"({"a":"\u0041"})", {});
  const Value a = *first.root().Find("a");
  const Document second = std::move(first);
  EXPECT_EQ(a.AsString(), "A");
  EXPECT_EQ(second.text(), R"({"a":"\u0041"})");
}

fs::path Corpus() {
  const char* chosen = std::getenv("SIGNET_CORPUS");
  return fs::path(chosen != nullptr ? chosen : SIGNET_SOURCE_DIR "/../shared/corpus") / "json";
}

/// JSONTestSuite's `i_` cases are ours to decide.
const std::map<std::string, std::optional<Code>> kDecided = {
    // Not UTF-8 at all (RFC 8259 8.1).
    {"i_string_UTF-16LE_with_BOM", Code::kNotUtf8},
    {"i_string_UTF8_surrogate_U+D800", Code::kNotUtf8},
    {"i_string_invalid_utf-8", Code::kNotUtf8},
    {"i_string_lone_utf8_continuation_byte", Code::kNotUtf8},
    {"i_string_overlong_sequence_2_bytes", Code::kNotUtf8},
    {"i_string_overlong_sequence_6_bytes", Code::kNotUtf8},
    {"i_string_truncated-utf-8", Code::kNotUtf8},
    {"i_string_utf16BE_no_BOM", Code::kNotUtf8},
    // A reader may ignore the mark or not (RFC 8259 8.1): two readers would see two texts.
    {"i_structure_UTF-8_BOM_empty_object", Code::kByteOrderMark},
    // Readers replace half a pair, keep it or stop (RFC 7493 2.1): what is sealed must be one text.
    {"i_object_key_lone_2nd_surrogate", Code::kLoneSurrogate},
    {"i_string_1st_valid_surrogate_2nd_invalid", Code::kLoneSurrogate},
    {"i_string_incomplete_surrogate_and_escape_valid", Code::kLoneSurrogate},
    {"i_string_incomplete_surrogates_escape_valid", Code::kLoneSurrogate},
    {"i_string_invalid_lonely_surrogate", Code::kLoneSurrogate},
    {"i_string_inverted_surrogates_U+1D11E", Code::kLoneSurrogate},
    {"i_string_lone_second_surrogate", Code::kLoneSurrogate},
    // Infinite in a double, or an integer that readers round (RFC 7493 2.2).
    {"i_number_huge_exp", Code::kNumberOutOfRange},
    {"i_number_pos_double_huge_exp", Code::kNumberOutOfRange},
    {"i_number_real_neg_overflow", Code::kNumberOutOfRange},
    {"i_number_too_big_neg_int", Code::kNumberOutOfRange},
    {"i_number_very_big_negative_int", Code::kNumberOutOfRange},
    // Every reader makes it zero, as it rounds any fraction; the spelling is sealed as it is.
    {"i_number_double_huge_neg_exp", std::nullopt},
    {"i_number_real_underflow", std::nullopt},
    // Deeper than any credential.
    {"i_structure_500_nested_arrays", Code::kTooDeep},
    // RFC 8259 allows two members of one name, I-JSON does not (RFC 7493 2.3): validated and sealed
    // content could differ.
    {"y_object_duplicated_key", Code::kDuplicateMember},
    {"y_object_duplicated_key_and_value", Code::kDuplicateMember},
};

TEST(Reading, DecidesTheWholeTestSuite) {
  if (!fs::exists(Corpus())) GTEST_SKIP() << "left out: no JSONTestSuite at " << Corpus();
  int cases = 0;
  for (const auto& entry : fs::directory_iterator(Corpus())) {
    const std::string name = entry.path().stem().string();
    const auto verdict = Verdict(ReadFile(entry.path()));
    ++cases;
    if (const auto decided = kDecided.find(name); decided != kDecided.end()) {
      EXPECT_EQ(verdict, decided->second) << name;
      continue;
    }
    ASSERT_FALSE(name.starts_with("i_")) << name << " is not decided";
    EXPECT_EQ(!verdict.has_value(), name.starts_with("y_")) << name;
  }
  EXPECT_GE(cases, 212);
}

}  // namespace
}  // namespace signet::json
