#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "appliance/base/json.h"

namespace signet::elm {

/// What JSON-LD sees alike in a credential's text.

/// The values a member has: none if it is absent or null, the elements of an array (nulls left
/// out), else the one.
std::vector<json::Value> ValuesOf(json::Value object, std::string_view member);

/// The value if there is exactly one.
std::optional<json::Value> OneValueOf(json::Value object, std::string_view member);

/// The IRI that a reference or a node has: the string, or the `id` of the object; nullopt if
/// neither.
std::optional<std::string_view> IriOf(json::Value value);

/// "EST" of "http://publications.europa.eu/resource/authority/country/EST".
std::string_view LastPathPart(std::string_view iri);

}  // namespace signet::elm
