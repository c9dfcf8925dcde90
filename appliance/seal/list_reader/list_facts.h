#pragma once

#include <optional>

#include "appliance/base/json_writer.h"
#include "appliance/seal/list_reader/xml.h"

namespace signet::list_reader {

/// What a trusted list says (TS 119 612 5.3 to 5.6), as JSON. Values are carried over as the list
/// spells them, without the white space around them; only the URIs of AdditionalServiceInformation
/// keep it, since no reader of such a list takes one that is spelt otherwise for the URI it means.
/// Members whose element is not there are left out. nullopt if the root is no
/// TrustServiceStatusList.
///
///   {"version":5, "sequence":42, "type":URI, "territory":"AT", "issued":time, "nextUpdate":time,
///    "uris":[SchemeInformationURI…],
///    "pointers":[{"location","type","territory","mime","certificates":[base64…]}…],
///    "services":[{"provider", "current":SERVICE, "history":[SERVICE…]}…]}
///   SERVICE: {"type","name","status","starting","certificates":[base64…],"keyIds":[base64…],
///    "subjects":[text…],"additional":[URI…],"qualifications":[{"qualifiers":[URI…],
///    "criteria":CRITERIA}…]}
///   CRITERIA: {"assert","keyUsages":[{"bits":[{"name","value"}…]}…],"policySets":[{"ids":[…]}…],
///    "extendedKeyUsages":[{"ids":[…]}…],"subjectAttributes":[{"ids":[…]}…],"lists":[CRITERIA…],
///    "unknown":bool}
std::optional<json::ObjectWriter> ReadListFacts(const xmlDoc& document);

}  // namespace signet::list_reader
