#include "provisioning/profile_compiler/pattern_translation.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "appliance/base/error.h"
#include "appliance/elm/shacl/pattern.h"

namespace signet::provisioning {
namespace {

struct Row {
  std::string_view pattern;
  std::string_view flags;
  std::string_view text;
  bool matches;
};

constexpr Row kRows[] = {
    // XPath and XQuery Functions and Operators 7.6.1: anywhere; ^ and $ are the text's ends.
    {"b", "", "abc", true},
    {"^b", "", "abc", false},
    {"c$", "", "abc", true},
    {"c$", "", "abc\n", false},
    {"^b", "", "a\nb", false},
    {"", "", "", true},
    {"a|^$", "", "", true},
    {"a.c", "", "a\nc", false},
    {"a.c", "s", "a\nc", true},
    {"a.c", "", "a\u00E9c", true},
    {"a b\n[ ]c", "x", "ab c", true},
    {"ALDI", "i", "aLdI", true},
    {"[^Q]", "i", "q", false},
    {"a{2,3}", "", "aa", true},
    {"^a{2}$", "", "aaa", false},
    {"^a*?$", "", "aaa", true},
    // XML Schema 1.0-2 F.1.1
    {"^\\d$", "", "\u0665", true},
    {"^\\d$", "", "x", false},
    {"^\\s$", "", "\u00A0", false},
    {"^\\S$", "", "\u00A0", true},
    {"^\\w$", "", "\u00E9", true},
    {"^\\w$", "", "_", false},
    {"^\\w$", "", "+", true},
    {"^\\W$", "", "_", true},
    {"^\\i\\c*$", "", "_a-1", true},
    {"^\\i\\c*$", "", "-a", false},
    {"^\\I$", "", "-", true},
    {"^\\C$", "", "-", false},
    {"^\\p{Lu}\\P{Lu}$", "", "\u00C9\u00E9", true},
    {"^[\\d\\-x]+$", "", "1-x", true},
    {"^[\\S]$", "", " ", false},
    {"^[a\\-c]$", "", "b", false},
    {"^[a-c-]+$", "", "b-", true},
    {"^[^a-c]$", "", "d", true},
    {"a\\.b", "", "axb", false},
    // java.util.regex, where XPath has no meaning
    {"^[[A-F]\\:.]+$", "", "A:.", true},
    {"^[[A-F]\\:.]+$", "", "[", false},
    {"^[%[\\p{L}\\p{Nd}]]$", "", "\u00E9", true},
    {"^[%[\\p{L}\\p{Nd}]]$", "", "]", false},
    {"^(?i)(http|https):", "", "HttpS://x", true},
    {"^(?i)(http|https):", "", "http\u017F://x", false},  // ASCII letters only
    {"^a((?i)b)c$", "", "aBc", true},
    {"^a((?i)b)c$", "", "aBC", false},
    {"^(?i)[a-c]$", "", "B", true},
    {"^(?i)[^a-c]$", "", "B", false},
    {"^(?:ab)+$", "", "abab", true},
};

TEST(PatternTranslation, KeepsWhatAPatternMatches) {
  for (const Row& row : kRows) {
    const std::string translated = TranslatePattern(row.pattern, row.flags);
    EXPECT_EQ(elm::Pattern(translated).Matches(row.text), row.matches)
        << row.pattern << " " << row.flags << " on \"" << row.text << "\": " << translated;
  }
}

// The one that ELM's profiles for learning opportunities and accreditation have.
TEST(PatternTranslation, ReadsElmsUriAsJavaDoes) {
  const elm::Pattern pattern(TranslatePattern(
      R"(^(?i)(http|https):(//(([^@\[/?#]*)@)?(\[[[A-Fa-f0-9]\:\.]*[%[\p{L}\p{Nl}\p{Nd}]]*\]|[^\[/?#:]*)(:(\d*(?:\{[^/]+?\})?))?)?([^?#]*)(\?([^#]*))?(#(.*))?)",
      ""));
  EXPECT_TRUE(pattern.Matches("https://example.org:8080/a?b#c"));
  EXPECT_TRUE(pattern.Matches("HTTP://[2001:db8::1%eth0]/"));
  EXPECT_FALSE(pattern.Matches("ftp://example.org/"));
  EXPECT_FALSE(pattern.Matches("example.org"));
}

TEST(PatternTranslation, RefusesWhatItWouldHaveToGuess) {
  struct Refused {
    std::string_view pattern;
    std::string_view flags;
  };
  for (const Refused& row : {
           Refused{"(a)\\1", ""},       Refused{"(?=a)", ""},    Refused{"(?!a)", ""},
           Refused{"(?<n>a)", ""},      Refused{"(?s)a", ""},    Refused{"[a-z-[aeiou]]", ""},
           Refused{"[a&&b]", ""},       Refused{"[a[^b]]", ""},  Refused{"[]", ""},
           Refused{"[a", ""},           Refused{"(a", ""},       Refused{"a)", ""},
           Refused{"*a", ""},           Refused{"a**", ""},      Refused{"a++", ""},
           Refused{"a{", ""},           Refused{"a{,2}", ""},    Refused{"a{2000}", ""},
           Refused{"\\p{IsGreek}", ""}, Refused{"\\p{C}", ""},   Refused{"\\p{Greek}", ""},
           Refused{"\\pL", ""},         Refused{"\\b", ""},      Refused{"\\", ""},
           Refused{"[\\W]", ""},        Refused{"[c-a]", ""},    Refused{"a", "m"},
           Refused{"a", "q"},           Refused{"\\p{Lu}", "i"}, Refused{"\\Qa\\E", ""},
           Refused{"\\u0041", ""},      Refused{"^*", ""},
       }) {
    EXPECT_THROW(TranslatePattern(row.pattern, row.flags), Error)
        << row.pattern << " " << row.flags;
  }
}

TEST(PatternTranslation, DoesNotFollowEndlessNesting) {
  EXPECT_THROW(TranslatePattern(std::string(100'000, '('), ""), Error);
  EXPECT_THROW(TranslatePattern(std::string(100'000, '['), ""), Error);
}

}  // namespace
}  // namespace signet::provisioning
