#include "appliance/elm/country.h"

#include <gtest/gtest.h>

#include <set>
#include <string_view>

namespace signet::elm {
namespace {

TEST(Countries, AreNamedAsTheListOfTheEuNamesThem) {
  struct Row {
    std::string_view alpha2, alpha3, name;
  };
  for (const Row& row :
       {Row{"ES", "ESP", "Spain"}, Row{"EE", "EST", "Estonia"}, Row{"GR", "GRC", "Greece"},
        Row{"EL", "GRC", "Greece"}, Row{"GB", "GBR", "United Kingdom"},
        Row{"UK", "GBR", "United Kingdom"}, Row{"XK", "XKX", "Kosovo"}, Row{"AD", "AND", "Andorra"},
        Row{"ZW", "ZWE", "Zimbabwe"}}) {
    const Country* country = FindCountry(row.alpha2);
    ASSERT_NE(country, nullptr) << row.alpha2;
    EXPECT_EQ(country->alpha3, row.alpha3);
    EXPECT_EQ(country->name, row.name);
  }
}

TEST(Countries, IncludeTheEuTheEeaAndTheirNeighbours) {
  for (const char* code :
       {"AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT",
        "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO",
        "CH", "GB", "UA", "MD", "RS", "MK", "AL", "BA", "ME", "TR", "GE", "AD", "MC", "SM", "VA"}) {
    EXPECT_NE(FindCountry(code), nullptr) << code;
  }
}

TEST(Countries, AreCompleteAndUnmistakable) {
  // ISO 3166-1 has 249; EL, UK and XK are the EU's.
  EXPECT_EQ(AllCountries().size(), 252U);
  std::set<std::string_view> alpha3;
  for (const Country& country : AllCountries()) {
    EXPECT_EQ(country.alpha2.size(), 2U);
    EXPECT_EQ(country.alpha3.size(), 3U);
    EXPECT_FALSE(country.name.empty());
    EXPECT_EQ(FindCountry(country.alpha2), &country);
    const bool second_spelling = country.alpha2 == "EL" || country.alpha2 == "UK";
    if (!second_spelling) {
      EXPECT_TRUE(alpha3.insert(country.alpha3).second) << country.alpha3;
    }
  }
  EXPECT_EQ(alpha3.size(), 250U);
}

TEST(Countries, AreNotFoundForOtherText) {
  for (const char* code : {"", "E", "ESP", "es", "XX", "ZZ", "  ", "AA"}) {
    EXPECT_EQ(FindCountry(code), nullptr) << code;
  }
}

}  // namespace
}  // namespace signet::elm
