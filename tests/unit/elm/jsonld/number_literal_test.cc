#include "appliance/elm/jsonld/number_literal.h"

#include <gtest/gtest.h>

#include <string_view>

#include "appliance/elm/graph/well_known_terms.h"

namespace signet::elm {
namespace {

struct Case {
  std::string_view spelt;
  TermId coerced;
  std::string_view lexical;
  TermId datatype;
};

/// JSON-LD 1.1 API 8.2.2 steps 10 and 11, and 8.6. Each double is what printf's "%1.15E" gives.
constexpr Case kCases[] = {
    {"5", kNoTerm, "5", kXsdInteger},
    {"-5", kNoTerm, "-5", kXsdInteger},
    {"0", kNoTerm, "0", kXsdInteger},
    {"-0", kNoTerm, "0", kXsdInteger},
    {"-0.0", kNoTerm, "0", kXsdInteger},
    {"0e5", kNoTerm, "0", kXsdInteger},
    {"5.0", kNoTerm, "5", kXsdInteger},
    {"5e2", kNoTerm, "500", kXsdInteger},
    {"1.5e1", kNoTerm, "15", kXsdInteger},
    {"9007199254740993", kNoTerm, "9007199254740993", kXsdInteger},
    {"18446744073709551615", kNoTerm, "18446744073709551615", kXsdInteger},
    {"1e20", kNoTerm, "100000000000000000000", kXsdInteger},
    {"-1e20", kNoTerm, "-100000000000000000000", kXsdInteger},
    {"999999999999999868928.0", kNoTerm, "999999999999999868928", kXsdInteger},
    {"1e21", kNoTerm, "1.0E21", kXsdDouble},
    {"-1e21", kNoTerm, "-1.0E21", kXsdDouble},
    {"1.5", kNoTerm, "1.5E0", kXsdDouble},
    {"-1.5", kNoTerm, "-1.5E0", kXsdDouble},
    {"5.3", kNoTerm, "5.3E0", kXsdDouble},
    {"0.1", kNoTerm, "1.0E-1", kXsdDouble},
    {"100.5", kNoTerm, "1.005E2", kXsdDouble},
    {"1e-7", kNoTerm, "1.0E-7", kXsdDouble},
    {"1.25e-10", kNoTerm, "1.25E-10", kXsdDouble},
    {"0.30000000000000004", kNoTerm, "3.0E-1", kXsdDouble},
    {"3.141592653589793", kNoTerm, "3.141592653589793E0", kXsdDouble},
    {"1.7976931348623157e308", kNoTerm, "1.797693134862316E308", kXsdDouble},
    {"5e-324", kNoTerm, "4.940656458412465E-324", kXsdDouble},
    {"1e-400", kNoTerm, "0", kXsdInteger},
    {"5", kXsdDouble, "5.0E0", kXsdDouble},
    {"0", kXsdDouble, "0.0E0", kXsdDouble},
    {"5", kXsdDecimal, "5", kXsdDecimal},
    {"5.0", kXsdDecimal, "5", kXsdDecimal},
    {"1.5", kXsdDecimal, "1.5E0", kXsdDecimal},
    {"1.5", kXsdInteger, "1.5E0", kXsdInteger},
    {"2020", kXsdDateTime, "2020", kXsdDateTime},
    {"1e21", kXsdInteger, "1.0E21", kXsdInteger},
    {"5", kXsdFloat, "5", kXsdFloat},
};

TEST(NumberLiteral, IsWhatJsonLdMakesOfIt) {
  for (const Case& c : kCases) {
    const NumberLiteral literal = ReadNumber(c.spelt, c.coerced);
    EXPECT_EQ(literal.lexical, c.lexical) << c.spelt;
    EXPECT_EQ(literal.datatype, c.datatype) << c.spelt;
  }
}

}  // namespace
}  // namespace signet::elm
