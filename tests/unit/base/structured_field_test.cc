#include "appliance/base/structured_field.h"

#include <gtest/gtest.h>

#include "tests/support/error_matcher.h"

namespace signet::structured_field {
namespace {

TEST(StructuredField, ReadsAListOfStringsWithItsParameters) {
  const LabelledList read =
      ReadLabelledList("*sig-b_1.=(\"@method\" \"a\\\"b\\\\c\");created=1618884473;keyid=\"k\"");
  EXPECT_EQ(read.label, "*sig-b_1.");
  EXPECT_EQ(read.list.items, (std::vector<std::string>{"@method", "a\"b\\c"}));
  ASSERT_EQ(read.list.parameters.size(), 2U);
  EXPECT_EQ(read.list.parameters[0].key, "created");
  EXPECT_EQ(read.list.parameters[0].value, BareItem(std::int64_t{1618884473}));
  EXPECT_EQ(read.list.parameters[1].key, "keyid");
  EXPECT_EQ(read.list.parameters[1].value, BareItem("k"));
}

struct Spelling {
  std::string_view sent;
  std::string_view written;
};

// RFC 9651 4.2 lets spaces pass and numbers be spelt otherwise; 4.1 knows one spelling.
TEST(StructuredField, WritesAListInItsOneSpelling) {
  constexpr Spelling kSpellings[] = {
      {"a=()", "()"},
      {"a=(\"b\" \"c\");d=1", "(\"b\" \"c\");d=1"},
      {"  a=(  \"b\"   \"c\"  );  d=1 \t", "(\"b\" \"c\");d=1"},
      {"a=();d=007;e=-0", "();d=7;e=0"},
      {"a=();d=-999999999999999", "();d=-999999999999999"},
      {"a=(\"\");d=\"\"", "(\"\");d=\"\""},
      {"a=();d=\"\\\\\\\"\"", "();d=\"\\\\\\\"\""},
  };
  for (const auto& [sent, written] : kSpellings) {
    const std::string text = Write(ReadLabelledList(sent).list);
    EXPECT_EQ(text, written) << sent;
    EXPECT_EQ(Write(ReadLabelledList("x=" + text).list), text) << sent;
  }
}

struct Refused {
  std::string_view rule;
  std::string_view field;
};

TEST(StructuredField, RefusesAListOfAnyOtherForm) {
  using namespace std::string_view_literals;
  constexpr Refused kRefused[] = {
      {"nothing", ""},
      {"spaces alone", "  "},
      {"no value", "a"},
      {"no list", "a="},
      {"a string", "a=\"b\""},
      {"a boolean with parameters", "a;b=1"},
      {"two members", "a=(\"b\"), c=(\"d\")"},
      {"a comma at the end", "a=(\"b\"),"},
      {"something behind it", "a=(\"b\") c"},
      {"not closed", "a=(\"b\""},
      {"not closed, with a space", "a=(\"b\" "},
      {"opened only", "a=("},
      {"no space between", "a=(\"b\"\"c\")"},
      {"a tab between", "a=(\"b\"\t\"c\")"},
      {"a comma between", "a=(\"b\", \"c\")"},
      {"a list in it", "a=((\"b\"))"},
      {"a token in it", "a=(b)"},
      {"a number in it", "a=(1)"},
      {"an item with a flag", "a=(\"b\";req)"},
      {"an item with a parameter", "a=(\"b\";key=\"c\")"},
      {"a flag", "a=();b"},
      {"a token", "a=();b=c"},
      {"a boolean", "a=();b=?1"},
      {"a byte sequence", "a=();b=:AAAA:"},
      {"a decimal", "a=();b=1.5"},
      {"a date", "a=();b=@1"},
      {"a display string", "a=();b=%\"c\""},
      {"no value of a parameter", "a=();b="},
      {"no key of a parameter", "a=();"},
      {"a space before a parameter", "a=() ;b=1"},
      {"a space behind a key", "a=();b =1"},
      {"sixteen digits", "a=();b=1000000000000000"},
      {"a sign alone", "a=();b=-"},
      {"a plus", "a=();b=+1"},
      {"a parameter twice", "a=();b=1;b=1"},
      {"a key in capitals", "A=()"},
      {"a key of a digit", "1=()"},
      {"a parameter's key in capitals", "a=();B=1"},
      {"a string that is not closed", "a=(\"b"},
      {"an escape at the end", "a=(\"b\\"},
      {"an escape of something else", "a=(\"\\n\")"},
      {"a line break", "a=(\"b\n\")"},
      {"a tab in a string", "a=(\"b\t\")"},
      {"NUL", "a=(\"\0\")"sv},
      {"DEL", "a=(\"\x7f\")"},
      {"not ASCII", "a=(\"\xc3\xa4\")"},
      {"not ASCII outside", "a=()\xc2\xa0"},
  };
  for (const auto& [rule, field] : kRefused) {
    EXPECT_EQ(test::CodeOf([&, text = field] { ReadLabelledList(text); }), Code::kRequestMalformed)
        << rule;
  }
}

TEST(StructuredField, SaysWhereAListIsWrong) {
  const auto error = test::ErrorOf([] { ReadLabelledList("sig=(\"a\";sf \"b\")"); });
  ASSERT_TRUE(error);
  EXPECT_NE(error->message().find("octet 9"), std::string::npos) << error->message();
  EXPECT_NE(error->message().find("parameters"), std::string::npos) << error->message();
}

TEST(StructuredField, ReadsByteSequences) {
  // RFC 9530 2 has two of them without a space between; RFC 9651 4.2.2 also takes one, and tabs.
  for (const std::string_view field :
       {"a=:AQI=:,b=::", "a=:AQI=:, b=::", " a=:AQI=: \t,\t b=:: "}) {
    const auto read = ReadOctets(field);
    ASSERT_EQ(read.size(), 2U) << field;
    EXPECT_EQ(read[0].label, "a");
    EXPECT_EQ(read[0].octets, (Bytes{1, 2}));
    EXPECT_EQ(read[1].label, "b");
    EXPECT_TRUE(read[1].octets.empty());
  }
  EXPECT_EQ(Write(LabelledOctets{"a", {1, 2}}), "a=:AQI=:");
}

TEST(StructuredField, RefusesByteSequencesOfAnyOtherForm) {
  constexpr Refused kRefused[] = {
      {"nothing", ""},
      {"no value", "a"},
      {"a string", "a=\"AQI=\""},
      {"a token", "a=AQI="},
      {"not closed", "a=:AQI="},
      {"no padding", "a=:AQI:"},  // RFC 9651 4.2.7 would rather let it pass
      {"too much padding", "a=:AQI==:"},
      {"stray bits", "a=:AQJ=:"},  // the same
      {"the other alphabet", "a=:-_8=:"},
      {"a space inside", "a=:AQ I=:"},
      {"a parameter", "a=:AQI=:;b=1"},
      {"a comma at the end", "a=:AQI=:,"},
      {"two commas", "a=:AQI=:,,b=:AQI=:"},
      {"no comma", "a=:AQI=: b=:AQI=:"},
      {"a key twice", "a=:AQI=:, a=:AQI=:"},
      {"a list", "a=(:AQI=:)"},
  };
  for (const auto& [rule, field] : kRefused) {
    EXPECT_EQ(test::CodeOf([&, text = field] { ReadOctets(text); }), Code::kRequestMalformed)
        << rule;
  }
}

TEST(StructuredField, DoesNotReadWhatIsLongerThan16KiB) {
  const std::string list = "a=(\"" + std::string(16384 - 5, 'x') + "\")";
  ASSERT_EQ(list.size(), 16385U);
  EXPECT_EQ(test::CodeOf([&] { ReadLabelledList(list); }), Code::kRequestMalformed);
  EXPECT_EQ(ReadLabelledList("a=(\"" + std::string(16384 - 6, 'x') + "\")").list.items.size(), 1U);
  EXPECT_EQ(test::CodeOf([] { ReadOctets("a=:" + std::string(16384, 'A') + ":"); }),
            Code::kRequestMalformed);
}

TEST(StructuredField, WritesNothingThatCouldNotBeRead) {
  EXPECT_EQ(test::CodeOf([] { Write(StringList{{"\n"}, {}}); }), Code::kRequestMalformed);
  EXPECT_EQ(test::CodeOf([] {
              Write(StringList{{}, {{"a", "\xc3\xa4"}}});
            }),
            Code::kRequestMalformed);
  EXPECT_EQ(test::CodeOf([] {
              Write(StringList{{}, {{"a", std::int64_t{1000000000000000}}}});
            }),
            Code::kRequestMalformed);
}

}  // namespace
}  // namespace signet::structured_field
