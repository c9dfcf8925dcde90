#include "appliance/elm/xsd/literal_value.h"

#include <gtest/gtest.h>

#include <compare>
#include <string>
#include <string_view>

namespace signet::elm {
namespace {

std::optional<LiteralValue> Read(std::string_view datatype, std::string_view lexical) {
  return ReadLiteralValue(
      DatatypeOf(std::string("http://www.w3.org/2001/XMLSchema#").append(datatype)), lexical);
}

// '<', '=' , '>' or '?' for no order.
char Order(std::partial_ordering order) {
  if (order < 0) return '<';
  if (order > 0) return '>';
  return order == 0 ? '=' : '?';
}

struct Row {
  std::string_view type_a;
  std::string_view a;
  char order;
  std::string_view type_b;
  std::string_view b;
};

constexpr Row kRows[] = {
    {"integer", "2", '<', "integer", "10"},
    {"integer", "-2", '>', "integer", "-10"},
    {"integer", "-0", '=', "decimal", "0.00"},
    {"decimal", "0.1", '>', "decimal", "0.09"},
    {"decimal", "1.10", '=', "decimal", "01.1"},
    {"integer", "100000000000000000000000000000001", '>', "decimal",
     "100000000000000000000000000000000.9"},
    {"integer", "100", '=', "double", "1E2"},
    {"decimal", "0.5", '<', "float", "INF"},
    {"double", "1e400", '=', "double", "INF"},
    {"double", "1e-400", '=', "integer", "0"},
    {"double", "NaN", '?', "double", "NaN"},
    {"double", "0.1", '<', "float", "0.1"},  // the nearest float lies above
    {"integer", "1", '?', "string", "1"},
    {"string", "a", '<', "string", "b"},
    {"boolean", "0", '<', "boolean", "true"},
    {"dateTime", "2026-01-01T00:00:00Z", '=', "dateTime", "2026-01-01T02:00:00+02:00"},
    {"dateTime", "2026-01-01T24:00:00Z", '=', "dateTime", "2026-01-02T00:00:00Z"},
    {"dateTime", "2026-01-01T00:00:00.1Z", '<', "dateTime", "2026-01-01T00:00:00.11Z"},
    {"dateTime", "-0001-12-31T00:00:00Z", '<', "dateTime", "0000-01-01T00:00:00Z"},
    {"dateTime", "2026-01-01T00:00:00", '<', "dateTime", "2026-01-01T00:00:01"},
    // XML Schema 1.1-2 E.3.4: within 14 hours of a moment without zone there is no order.
    {"dateTime", "2026-01-01T00:00:00", '?', "dateTime", "2026-01-01T14:00:00Z"},
    {"dateTime", "2026-01-01T00:00:00", '<', "dateTime", "2026-01-01T14:00:01Z"},
    {"dateTime", "2026-01-01T14:00:01Z", '>', "dateTime", "2026-01-01T00:00:00"},
    {"dateTimeStamp", "2026-01-01T00:00:00Z", '=', "dateTime", "2026-01-01T00:00:00Z"},
    {"dateTime", "2026-01-01T00:00:00Z", '?', "date", "2026-01-01Z"},
    {"date", "2026-01-31", '<', "date", "2026-02-01"},
    {"gYear", "2025", '<', "gYear", "2026"},
    // 3.3.6.1
    {"duration", "P1Y", '=', "duration", "P12M"},
    {"duration", "P1M", '?', "duration", "P30D"},
    {"duration", "P1M", '>', "duration", "P27D"},
    {"duration", "P1M", '<', "duration", "P32D"},
    {"duration", "-PT0.5S", '<', "duration", "PT0S"},
    {"duration", "-PT1.5S", '<', "duration", "-PT1.4S"},
    {"dayTimeDuration", "PT24H", '=', "duration", "P1D"},
};

TEST(LiteralValue, Compares) {
  for (const Row& row : kRows) {
    const auto a = Read(row.type_a, row.a);
    const auto b = Read(row.type_b, row.b);
    ASSERT_TRUE(a && b) << row.a << " " << row.b;
    EXPECT_EQ(Order(Compare(*a, *b)), row.order) << row.a << " " << row.b;
    EXPECT_EQ(Order(0 <=> Compare(*b, *a)), row.order) << row.b << " " << row.a;
  }
}

TEST(LiteralValue, IsOnlyThereForWellTypedLiteralsWithAnOrder) {
  EXPECT_FALSE(Read("integer", "1.0"));
  EXPECT_FALSE(Read("dateTime", "2026-02-30T00:00:00Z"));
  EXPECT_FALSE(Read("duration", "P"));
  EXPECT_FALSE(Read("boolean", "yes"));
  EXPECT_FALSE(Read("anyURI", "http://example.org/"));
  EXPECT_FALSE(Read("hexBinary", "00"));
}

}  // namespace
}  // namespace signet::elm
