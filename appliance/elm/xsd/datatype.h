#pragma once

#include <cstdint>
#include <string_view>

namespace signet::elm {

/// The datatypes whose lexical spaces are known here (XML Schema 1.1 part 2, RDF 1.1 Concepts 5).
/// Those of one primitive type stand together, and comparisons of these numbers rely on it.
enum class Datatype : std::uint8_t {
  kOther,  ///< any other IRI: its literals are not looked into (SHACL 4.1.2)
  kString,
  kNormalizedString,
  kToken,
  kLanguage,
  kName,
  kNcName,
  kNmtoken,
  kBoolean,
  kDecimal,
  kInteger,
  kNonPositiveInteger,
  kNegativeInteger,
  kNonNegativeInteger,
  kPositiveInteger,
  kLong,
  kInt,
  kShort,
  kByte,
  kUnsignedLong,
  kUnsignedInt,
  kUnsignedShort,
  kUnsignedByte,
  kFloat,
  kDouble,
  kDateTime,
  kDateTimeStamp,
  kDate,
  kTime,
  kGYear,
  kGYearMonth,
  kGMonth,
  kGMonthDay,
  kGDay,
  kDuration,
  kYearMonthDuration,
  kDayTimeDuration,
  kHexBinary,
  kBase64Binary,
  kAnyUri,
  kLangString,
  kHtml,
};

/// The datatype of this IRI.
Datatype DatatypeOf(std::string_view iri);

/// Whether `lexical` is in the datatype's lexical space, so that a literal of both is not
/// ill-typed. As RDF has it, nothing is trimmed first: " 5" is no integer. True for kOther, and for
/// every string as an anyURI (XML Schema 3.3.17.2), string, HTML or langString. Linear in the text.
bool IsWellTyped(Datatype datatype, std::string_view lexical);

}  // namespace signet::elm
