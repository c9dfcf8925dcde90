#include "appliance/elm/jsonld/language_tag.h"

#include <gtest/gtest.h>

#include <string_view>

namespace signet::elm {
namespace {

/// RFC 5646 2.1; most are its examples (appendix A).
TEST(LanguageTag, IsWellFormed) {
  for (const std::string_view tag : {"de",
                                     "DE",
                                     "deu",
                                     "zh-Hant",
                                     "zh-cmn-Hans-CN",
                                     "sr-Latn-RS",
                                     "sl-rozaj-biske",
                                     "de-CH-1901",
                                     "hy-Latn-IT-arevela",
                                     "es-419",
                                     "de-CH-x-phonebk",
                                     "az-Arab-x-AZE-derbend",
                                     "x-whatever",
                                     "X-a-b-12345678",
                                     "qaa-Qaaa-QM-x-southern",
                                     "en-US-u-islamcal",
                                     "zh-CN-a-myext-x-private",
                                     "en-a-myext-b-another",
                                     "i-klingon",
                                     "I-Klingon",
                                     "en-GB-oed",
                                     "sgn-BE-FR",
                                     "art-lojban",
                                     "zh-min-nan",
                                     "de-1996",
                                     "english",
                                     "abcd"}) {
    EXPECT_TRUE(IsWellFormedLanguageTag(tag)) << tag;
  }
}

TEST(LanguageTag, IsIllFormed) {
  for (const std::string_view tag : {"",          "-",         "e",
                                     "en-",       "-en",       "en--GB",
                                     "en_GB",     "en GB",     "english language",
                                     "abcdefghi", "de-419-DE", "a-DE",
                                     "en-a",      "en-a-",     "en-x",
                                     "x",         "x-",        "x-123456789",
                                     "i-unknown", "1a",        "en-123456789",
                                     "é",         "en-é",      "en-Latn-Latn-Latn-a",
                                     "de-1",      "en-ab12",   "@none"}) {
    EXPECT_FALSE(IsWellFormedLanguageTag(tag)) << tag;
  }
}

}  // namespace
}  // namespace signet::elm
