#include "appliance/elm/language.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>

namespace signet::elm {
namespace {

TEST(LanguageTag, IsTheShortestCode) {  // RFC 5646 2.2.1
  struct Row {
    const char* code;
    std::optional<std::string> tag;
  };
  const Row rows[] = {{"ENG", "en"},          {"DEU", "de"},         {"FRA", "fr"},
                      {"ELL", "el"},          {"GLE", "ga"},         {"EST", "et"},
                      {"SLV", "sl"},          {"NOB", "nb"},         {"AAR", "aa"},
                      {"ZUL", "zu"},          {"CNR", "cnr"},        {"ZZZ", "zzz"},
                      {"eng", std::nullopt},  {"EN", std::nullopt},  {"", std::nullopt},
                      {"ENGL", std::nullopt}, {"E\"G", std::nullopt}};
  for (const Row& row : rows) EXPECT_EQ(LanguageTag(row.code), row.tag) << row.code;
}

TEST(LanguageTag, KnowsTheOfficialLanguagesOfTheEu) {
  const std::pair<const char*, const char*> languages[] = {
      {"BUL", "bg"}, {"CES", "cs"}, {"DAN", "da"}, {"DEU", "de"}, {"ELL", "el"}, {"ENG", "en"},
      {"EST", "et"}, {"FIN", "fi"}, {"FRA", "fr"}, {"GLE", "ga"}, {"HRV", "hr"}, {"HUN", "hu"},
      {"ITA", "it"}, {"LAV", "lv"}, {"LIT", "lt"}, {"MLT", "mt"}, {"NLD", "nl"}, {"POL", "pl"},
      {"POR", "pt"}, {"RON", "ro"}, {"SLK", "sk"}, {"SLV", "sl"}, {"SPA", "es"}, {"SWE", "sv"}};
  for (const auto& [code, tag] : languages) EXPECT_EQ(LanguageTag(code), tag);
}

}  // namespace
}  // namespace signet::elm
