#include "appliance/elm/xsd/datatype.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace signet::elm {
namespace {

struct Row {
  std::string_view datatype;  ///< of XML Schema
  std::string_view lexical;
  bool well_typed;
  std::string_view clause;  ///< of XML Schema 1.1 part 2
};

constexpr Row kRows[] = {
    {"boolean", "true", true, "3.3.2.2"},
    {"boolean", "0", true, "3.3.2.2"},
    {"boolean", "True", false, "3.3.2.2"},
    {"boolean", "", false, "3.3.2.2"},
    {"decimal", "1", true, "3.3.3.1"},
    {"decimal", "+1.", true, "3.3.3.1"},
    {"decimal", "-.5", true, "3.3.3.1"},
    {"decimal", "00.50", true, "3.3.3.1"},
    {"decimal", ".", false, "3.3.3.1"},
    {"decimal", "+-1", false, "3.3.3.1"},
    {"decimal", "1.5E0", false, "3.3.3.1"},
    {"decimal", "1,5", false, "3.3.3.1"},
    {"decimal", " 1", false, "4.3.6: white space belongs to XML, not to RDF's literals"},
    {"decimal", "", false, "3.3.3.1"},
    {"integer", "-0", true, "3.4.13.1"},
    {"integer", "007", true, "3.4.13.1"},
    {"integer", "1.0", false, "3.4.13.1"},
    {"integer", "1.", false, "3.4.13.1"},
    {"integer", "1e3", false, "3.4.13.1"},
    {"integer", "+", false, "3.4.13.1"},
    {"nonPositiveInteger", "-0", true, "3.4.14"},
    {"nonPositiveInteger", "1", false, "3.4.14"},
    {"negativeInteger", "0", false, "3.4.15"},
    {"negativeInteger", "-1", true, "3.4.15"},
    {"long", "9223372036854775807", true, "3.4.16"},
    {"long", "9223372036854775808", false, "3.4.16"},
    {"long", "-09223372036854775808", true, "3.4.16"},
    {"int", "-2147483649", false, "3.4.17"},
    {"int", "2147483647", true, "3.4.17"},
    {"short", "32768", false, "3.4.18"},
    {"byte", "-128", true, "3.4.19"},
    {"byte", "128", false, "3.4.19"},
    {"nonNegativeInteger", "+0", true, "3.4.20"},
    {"nonNegativeInteger", "-1", false, "3.4.20"},
    {"unsignedLong", "18446744073709551615", true, "3.4.21"},
    {"unsignedLong", "18446744073709551616", false, "3.4.21"},
    {"unsignedInt", "4294967296", false, "3.4.22"},
    {"unsignedShort", "65535", true, "3.4.23"},
    {"unsignedByte", "256", false, "3.4.24"},
    {"positiveInteger", "0", false, "3.4.25"},
    {"positiveInteger", "1", true, "3.4.25"},
    {"double", "1.5E0", true, "3.3.5.2"},
    {"double", "1e400", true, "3.3.5.2: rounds to infinity"},
    {"double", "INF", true, "3.3.5.2"},
    {"double", "+INF", true, "3.3.5.2"},
    {"double", "NaN", true, "3.3.5.2"},
    {"double", "-NaN", false, "3.3.5.2"},
    {"double", "Infinity", false, "3.3.5.2"},
    {"double", "1e", false, "3.3.5.2"},
    {"float", "-1.E+2", true, "3.3.4.2"},
    {"float", "1 ", false, "3.3.4.2"},
    {"dateTime", "2026-02-28T00:00:00Z", true, "3.3.7.2"},
    {"dateTime", "2026-02-28T00:00:00", true, "3.3.7.2: the zone may be left out"},
    {"dateTime", "2026-02-30T00:00:00Z", false, "3.3.7.2: no such day"},
    {"dateTime", "2026-04-31T00:00:00Z", false, "3.3.7.2"},
    {"dateTime", "2024-02-29T00:00:00Z", true, "3.3.7.2"},
    {"dateTime", "2025-02-29T00:00:00Z", false, "3.3.7.2"},
    {"dateTime", "1900-02-29T00:00:00Z", false, "3.3.7.2: no leap year"},
    {"dateTime", "2000-02-29T00:00:00Z", true, "3.3.7.2: one"},
    {"dateTime", "2026-02-28T24:00:00Z", true, "3.3.7.2: the day's end"},
    {"dateTime", "2026-02-28T24:00:00.000", true, "3.3.7.2"},
    {"dateTime", "2026-02-28T24:00:01Z", false, "3.3.7.2"},
    {"dateTime", "2026-02-28T23:59:60Z", false, "3.3.7.2: no leap seconds"},
    {"dateTime", "2026-02-28T25:00:00Z", false, "3.3.7.2"},
    {"dateTime", "2026-02-28T10:00Z", false, "3.3.7.2"},
    {"dateTime", "2026-02-28T10:00:00.", false, "3.3.7.2"},
    {"dateTime", "2026-02-28T10:00:00.123456789012345678901+14:00", true, "3.3.7.2"},
    {"dateTime", "2026-02-28T10:00:00+14:01", false, "3.3.7.2"},
    {"dateTime", "2026-02-28T10:00:00+1:00", false, "3.3.7.2"},
    {"dateTime", "2026-02-28T10:00:00z", false, "3.3.7.2"},
    {"dateTime", "2026-02-28 10:00:00Z", false, "3.3.7.2"},
    {"dateTime", "2026-02-28", false, "3.3.7.2"},
    {"dateTime", "0000-01-01T00:00:00Z", true, "3.3.7.2: there is a year 0000 since version 1.1"},
    {"dateTime", "-0001-01-01T00:00:00Z", true, "3.3.7.2"},
    {"dateTime", "12026-01-01T00:00:00Z", true, "3.3.7.2"},
    {"dateTime", "02026-01-01T00:00:00Z", false, "3.3.7.2"},
    {"dateTime", "226-01-01T00:00:00Z", false, "3.3.7.2"},
    {"dateTimeStamp", "2026-02-28T00:00:00", false, "3.4.28: with a zone"},
    {"dateTimeStamp", "2026-02-28T00:00:00-05:00", true, "3.4.28"},
    {"date", "2026-02-28", true, "3.3.9.1"},
    {"date", "2026-02-28+01:00", true, "3.3.9.1"},
    {"date", "2026-02-30", false, "3.3.9.1"},
    {"date", "2026-02-28T00:00:00", false, "3.3.9.1"},
    {"time", "24:00:00", true, "3.3.8.1"},
    {"time", "23:59:59.5Z", true, "3.3.8.1"},
    {"time", "23:59", false, "3.3.8.1"},
    {"gYear", "2026Z", true, "3.3.11.1"},
    {"gYear", "26", false, "3.3.11.1"},
    {"gYearMonth", "2026-13", false, "3.3.10.1"},
    {"gYearMonth", "2026-12", true, "3.3.10.1"},
    {"gMonth", "--12", true, "3.3.14.1"},
    {"gMonth", "--00", false, "3.3.14.1"},
    {"gMonthDay", "--02-29", true, "3.3.12.1"},
    {"gMonthDay", "--02-30", false, "3.3.12.1"},
    {"gDay", "---31", true, "3.3.13.1"},
    {"gDay", "---32", false, "3.3.13.1"},
    {"duration", "P1Y2M3DT4H5M6.7S", true, "3.3.6.2"},
    {"duration", "-PT0S", true, "3.3.6.2"},
    {"duration", "P", false, "3.3.6.2"},
    {"duration", "P1DT", false, "3.3.6.2"},
    {"duration", "P1M1Y", false, "3.3.6.2"},
    {"duration", "P1.5D", false, "3.3.6.2"},
    {"duration", "PT1.S", false, "3.3.6.2"},
    {"duration", "PT.5S", false, "3.3.6.2"},
    {"duration", "P1H", false, "3.3.6.2"},
    {"duration", "+P1D", false, "3.3.6.2"},
    {"duration", "60 hours", false, "3.3.6.2"},
    {"yearMonthDuration", "P1Y", true, "3.4.26.1"},
    {"yearMonthDuration", "P1D", false, "3.4.26.1"},
    {"dayTimeDuration", "P1DT2H", true, "3.4.27.1"},
    {"dayTimeDuration", "P1M", false, "3.4.27.1"},
    {"hexBinary", "0aFF", true, "3.3.15.2"},
    {"hexBinary", "0aF", false, "3.3.15.2"},
    {"base64Binary", "", true, "3.3.16.2"},
    {"base64Binary", "AAAA", true, "3.3.16.2"},
    {"base64Binary", "AA A A", true, "3.3.16.2"},
    {"base64Binary", "AA==", true, "3.3.16.2"},
    {"base64Binary", "AB==", false, "3.3.16.2: bits left over"},
    {"base64Binary", "AAA", false, "3.3.16.2"},
    {"base64Binary", "AA=A", false, "3.3.16.2"},
    {"base64Binary", "A===", false, "3.3.16.2"},
    {"anyURI", "no uri at all", true, "3.3.17.2: every string"},
    {"normalizedString", "a\tb", false, "3.4.1"},
    {"token", "a  b", false, "3.4.2"},
    {"token", "a b", true, "3.4.2"},
    {"language", "en-GB", true, "3.4.3"},
    {"language", "en_GB", false, "3.4.3"},
    {"language", "", false, "3.4.3"},
    {"language", "englishish", false, "3.4.3"},
    {"NMTOKEN", "-a", true, "3.4.4"},
    {"NMTOKEN", "", false, "3.4.4"},
    {"Name", "-a", false, "3.4.6"},
    {"Name", "\u00E9:a", true, "3.4.6"},
    {"NCName", "a:b", false, "3.4.7"},
    {"string", "", true, "3.3.1"},
    {"noSuchType", "anything", true, "SHACL 4.1.2: not looked into"},
};

TEST(Datatype, HasItsLexicalSpace) {
  for (const Row& row : kRows) {
    const std::string iri = "http://www.w3.org/2001/XMLSchema#" + std::string(row.datatype);
    EXPECT_EQ(IsWellTyped(DatatypeOf(iri), row.lexical), row.well_typed)
        << row.datatype << " \"" << row.lexical << "\" " << row.clause;
  }
}

TEST(Datatype, OfRdfTakesEveryText) {
  for (const char* const name : {"HTML", "langString", "XMLLiteral"}) {
    const std::string iri = "http://www.w3.org/1999/02/22-rdf-syntax-ns#" + std::string(name);
    EXPECT_TRUE(IsWellTyped(DatatypeOf(iri), "<p>&")) << name;
  }
}

}  // namespace
}  // namespace signet::elm
