#pragma once

#include <map>
#include <string>
#include <string_view>

namespace signet::provisioning {

/// Prefix → start of an IRI.
using Prefixes = std::map<std::string, std::string, std::less<>>;

/// An IRI as a compiled profile writes it (appliance/elm/PROFILE.md): `prefix:rest` by the longest
/// start that fits, `<IRI>` if none does.
std::string Shorten(std::string_view iri, const Prefixes& prefixes);

}  // namespace signet::provisioning
