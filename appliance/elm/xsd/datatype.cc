#include "appliance/elm/xsd/datatype.h"

#include <algorithm>
#include <cstddef>

#include "appliance/elm/xsd/lexical_scanner.h"
#include "appliance/elm/xsd/name_characters.h"
#include "appliance/elm/xsd/number_value.h"
#include "appliance/elm/xsd/time_value.h"

namespace signet::elm {
namespace {

constexpr std::string_view kXsd = "http://www.w3.org/2001/XMLSchema#";
constexpr std::string_view kRdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

struct Name {
  std::string_view name;
  Datatype datatype;
};

constexpr Name kXsdNames[] = {
    {"string", Datatype::kString},
    {"normalizedString", Datatype::kNormalizedString},
    {"token", Datatype::kToken},
    {"language", Datatype::kLanguage},
    {"Name", Datatype::kName},
    {"NCName", Datatype::kNcName},
    {"NMTOKEN", Datatype::kNmtoken},
    {"boolean", Datatype::kBoolean},
    {"decimal", Datatype::kDecimal},
    {"integer", Datatype::kInteger},
    {"nonPositiveInteger", Datatype::kNonPositiveInteger},
    {"negativeInteger", Datatype::kNegativeInteger},
    {"nonNegativeInteger", Datatype::kNonNegativeInteger},
    {"positiveInteger", Datatype::kPositiveInteger},
    {"long", Datatype::kLong},
    {"int", Datatype::kInt},
    {"short", Datatype::kShort},
    {"byte", Datatype::kByte},
    {"unsignedLong", Datatype::kUnsignedLong},
    {"unsignedInt", Datatype::kUnsignedInt},
    {"unsignedShort", Datatype::kUnsignedShort},
    {"unsignedByte", Datatype::kUnsignedByte},
    {"float", Datatype::kFloat},
    {"double", Datatype::kDouble},
    {"dateTime", Datatype::kDateTime},
    {"dateTimeStamp", Datatype::kDateTimeStamp},
    {"date", Datatype::kDate},
    {"time", Datatype::kTime},
    {"gYear", Datatype::kGYear},
    {"gYearMonth", Datatype::kGYearMonth},
    {"gMonth", Datatype::kGMonth},
    {"gMonthDay", Datatype::kGMonthDay},
    {"gDay", Datatype::kGDay},
    {"duration", Datatype::kDuration},
    {"yearMonthDuration", Datatype::kYearMonthDuration},
    {"dayTimeDuration", Datatype::kDayTimeDuration},
    {"hexBinary", Datatype::kHexBinary},
    {"base64Binary", Datatype::kBase64Binary},
    {"anyURI", Datatype::kAnyUri},
};

// 3.4.1: no tab, line feed or carriage return.
bool IsNormalizedString(std::string_view text) {
  return text.find_first_of("\t\n\r") == std::string_view::npos;
}

// 3.4.2: besides, no space at either end and no two in a row.
bool IsToken(std::string_view text) {
  return IsNormalizedString(text) && !text.starts_with(' ') && !text.ends_with(' ') &&
         text.find("  ") == std::string_view::npos;
}

// 3.4.3: [a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*
bool IsLanguage(std::string_view text) {
  bool first = true;
  while (true) {
    const std::size_t end = std::min(text.find('-'), text.size());
    const std::string_view part = text.substr(0, end);
    if (part.empty() || part.size() > 8) return false;
    for (const char c : part) {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (first || c < '0' || c > '9')) return false;
    }
    if (end == text.size()) return true;
    text.remove_prefix(end + 1);
    first = false;
  }
}

bool IsHexBinary(std::string_view text) {
  return text.size() % 2 == 0 &&
         text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

// 3.3.16.2: groups of four characters, a single space allowed between any two of them; before
// padding, the last character must leave no bits over.
bool IsBase64Binary(std::string_view text) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::size_t digits = 0;
  std::size_t padding = 0;
  std::size_t last = 0;
  bool space = true;
  for (const char c : text) {
    if (c == ' ') {
      if (space) return false;
      space = true;
      continue;
    }
    space = false;
    const std::size_t value = kAlphabet.find(c);
    if (c == '=') {
      ++padding;
    } else if (value == std::string_view::npos || padding > 0) {
      return false;
    } else {
      ++digits;
      last = value;
    }
  }
  if (text.ends_with(' ') || (digits + padding) % 4 != 0 || padding > 2) return false;
  return padding == 0 || last % (padding == 1 ? 4 : 16) == 0;
}

bool IsBoolean(std::string_view text) {
  return text == "true" || text == "false" || text == "1" || text == "0";
}

}  // namespace

Datatype DatatypeOf(std::string_view iri) {
  if (iri.starts_with(kXsd)) {
    const std::string_view name = iri.substr(kXsd.size());
    const auto* const found =
        std::find_if(std::begin(kXsdNames), std::end(kXsdNames),
                     [name](const Name& known) { return known.name == name; });
    return found == std::end(kXsdNames) ? Datatype::kOther : found->datatype;
  }
  if (!iri.starts_with(kRdf)) return Datatype::kOther;
  const std::string_view name = iri.substr(kRdf.size());
  if (name == "langString") return Datatype::kLangString;
  return name == "HTML" ? Datatype::kHtml : Datatype::kOther;
}

bool IsWellTyped(Datatype datatype, std::string_view lexical) {
  using enum Datatype;
  const auto among = [datatype](Datatype first, Datatype last) {
    return datatype >= first && datatype <= last;
  };
  if (datatype == kDecimal) return ReadDecimal(lexical).has_value();
  if (among(kInteger, kUnsignedByte)) return ReadInteger(datatype, lexical).has_value();
  if (among(kFloat, kDouble)) return ReadFloatingPoint(datatype, lexical).has_value();
  if (among(kDateTime, kGDay)) return IsMoment(datatype, lexical);
  if (among(kDuration, kDayTimeDuration)) return IsDuration(datatype, lexical);
  if (datatype == kBoolean) return IsBoolean(lexical);
  if (datatype == kNormalizedString) return IsNormalizedString(lexical);
  if (datatype == kToken) return IsToken(lexical);
  if (datatype == kLanguage) return IsLanguage(lexical);
  if (datatype == kName) return IsName(lexical);
  if (datatype == kNcName) return IsNcName(lexical);
  if (datatype == kNmtoken) return IsNmtoken(lexical);
  if (datatype == kHexBinary) return IsHexBinary(lexical);
  if (datatype == kBase64Binary) return IsBase64Binary(lexical);
  return true;
}

}  // namespace signet::elm
