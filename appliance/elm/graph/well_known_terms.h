#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "appliance/elm/graph/term.h"

namespace signet::elm {

/// The IRIs that RDF, JSON-LD and SHACL themselves give a meaning, in the order of their ids in
/// every TermTable. Those of a vocabulary (ELM, SKOS …) stand in compiled profiles, never here.
inline constexpr auto kWellKnownIris = std::to_array<std::string_view>({
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#first",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral",
    "http://www.w3.org/2000/01/rdf-schema#subClassOf",
    "http://www.w3.org/2001/XMLSchema#string",
    "http://www.w3.org/2001/XMLSchema#boolean",
    "http://www.w3.org/2001/XMLSchema#decimal",
    "http://www.w3.org/2001/XMLSchema#integer",
    "http://www.w3.org/2001/XMLSchema#double",
    "http://www.w3.org/2001/XMLSchema#float",
    "http://www.w3.org/2001/XMLSchema#date",
    "http://www.w3.org/2001/XMLSchema#time",
    "http://www.w3.org/2001/XMLSchema#dateTime",
    "http://www.w3.org/2001/XMLSchema#dateTimeStamp",
    "http://www.w3.org/2001/XMLSchema#gYear",
    "http://www.w3.org/2001/XMLSchema#gMonth",
    "http://www.w3.org/2001/XMLSchema#gDay",
    "http://www.w3.org/2001/XMLSchema#gYearMonth",
    "http://www.w3.org/2001/XMLSchema#gMonthDay",
    "http://www.w3.org/2001/XMLSchema#duration",
    "http://www.w3.org/2001/XMLSchema#yearMonthDuration",
    "http://www.w3.org/2001/XMLSchema#dayTimeDuration",
    "http://www.w3.org/2001/XMLSchema#byte",
    "http://www.w3.org/2001/XMLSchema#short",
    "http://www.w3.org/2001/XMLSchema#int",
    "http://www.w3.org/2001/XMLSchema#long",
    "http://www.w3.org/2001/XMLSchema#unsignedByte",
    "http://www.w3.org/2001/XMLSchema#unsignedShort",
    "http://www.w3.org/2001/XMLSchema#unsignedInt",
    "http://www.w3.org/2001/XMLSchema#unsignedLong",
    "http://www.w3.org/2001/XMLSchema#positiveInteger",
    "http://www.w3.org/2001/XMLSchema#nonNegativeInteger",
    "http://www.w3.org/2001/XMLSchema#negativeInteger",
    "http://www.w3.org/2001/XMLSchema#nonPositiveInteger",
    "http://www.w3.org/2001/XMLSchema#hexBinary",
    "http://www.w3.org/2001/XMLSchema#base64Binary",
    "http://www.w3.org/2001/XMLSchema#anyURI",
    "http://www.w3.org/2001/XMLSchema#language",
    "http://www.w3.org/2001/XMLSchema#normalizedString",
    "http://www.w3.org/2001/XMLSchema#token",
    "http://www.w3.org/2001/XMLSchema#NMTOKEN",
    "http://www.w3.org/2001/XMLSchema#Name",
    "http://www.w3.org/2001/XMLSchema#NCName",
});

/// The id of the one that ends so; does not compile if there is none.
consteval TermId WellKnown(std::string_view end) {
  for (std::size_t i = 0; i < kWellKnownIris.size(); ++i) {
    if (kWellKnownIris[i].ends_with(end)) return TermId{static_cast<std::uint32_t>(i)};
  }
  throw "no well-known IRI ends so";
}

inline constexpr TermId kRdfType = WellKnown("rdf-syntax-ns#type");
inline constexpr TermId kRdfFirst = WellKnown("#first");
inline constexpr TermId kRdfRest = WellKnown("#rest");
inline constexpr TermId kRdfNil = WellKnown("#nil");
inline constexpr TermId kRdfLangString = WellKnown("#langString");
inline constexpr TermId kRdfHtml = WellKnown("#HTML");
inline constexpr TermId kRdfXmlLiteral = WellKnown("#XMLLiteral");
inline constexpr TermId kRdfsSubClassOf = WellKnown("#subClassOf");
inline constexpr TermId kXsdString = WellKnown("#string");
inline constexpr TermId kXsdBoolean = WellKnown("#boolean");
inline constexpr TermId kXsdDecimal = WellKnown("#decimal");
inline constexpr TermId kXsdInteger = WellKnown("#integer");
inline constexpr TermId kXsdDouble = WellKnown("#double");
inline constexpr TermId kXsdFloat = WellKnown("#float");
inline constexpr TermId kXsdDate = WellKnown("#date");
inline constexpr TermId kXsdTime = WellKnown("#time");
inline constexpr TermId kXsdDateTime = WellKnown("#dateTime");
inline constexpr TermId kXsdDateTimeStamp = WellKnown("#dateTimeStamp");
inline constexpr TermId kXsdGYear = WellKnown("#gYear");
inline constexpr TermId kXsdGMonth = WellKnown("#gMonth");
inline constexpr TermId kXsdGDay = WellKnown("#gDay");
inline constexpr TermId kXsdGYearMonth = WellKnown("#gYearMonth");
inline constexpr TermId kXsdGMonthDay = WellKnown("#gMonthDay");
inline constexpr TermId kXsdDuration = WellKnown("#duration");
inline constexpr TermId kXsdYearMonthDuration = WellKnown("#yearMonthDuration");
inline constexpr TermId kXsdDayTimeDuration = WellKnown("#dayTimeDuration");
inline constexpr TermId kXsdByte = WellKnown("#byte");
inline constexpr TermId kXsdShort = WellKnown("#short");
inline constexpr TermId kXsdInt = WellKnown("#int");
inline constexpr TermId kXsdLong = WellKnown("#long");
inline constexpr TermId kXsdUnsignedByte = WellKnown("#unsignedByte");
inline constexpr TermId kXsdUnsignedShort = WellKnown("#unsignedShort");
inline constexpr TermId kXsdUnsignedInt = WellKnown("#unsignedInt");
inline constexpr TermId kXsdUnsignedLong = WellKnown("#unsignedLong");
inline constexpr TermId kXsdPositiveInteger = WellKnown("#positiveInteger");
inline constexpr TermId kXsdNonNegativeInteger = WellKnown("#nonNegativeInteger");
inline constexpr TermId kXsdNegativeInteger = WellKnown("#negativeInteger");
inline constexpr TermId kXsdNonPositiveInteger = WellKnown("#nonPositiveInteger");
inline constexpr TermId kXsdHexBinary = WellKnown("#hexBinary");
inline constexpr TermId kXsdBase64Binary = WellKnown("#base64Binary");
inline constexpr TermId kXsdAnyUri = WellKnown("#anyURI");
inline constexpr TermId kXsdLanguage = WellKnown("#language");
inline constexpr TermId kXsdNormalizedString = WellKnown("#normalizedString");
inline constexpr TermId kXsdToken = WellKnown("#token");
inline constexpr TermId kXsdNmtoken = WellKnown("#NMTOKEN");
inline constexpr TermId kXsdName = WellKnown("#Name");
inline constexpr TermId kXsdNcName = WellKnown("#NCName");

}  // namespace signet::elm
