#pragma once

#include <string_view>

namespace signet::elm {

/// Whether a text is a well-formed language tag (RFC 5646 2.2.9 and 2.1; JSON-LD 1.1 and RDF 1.1
/// ask no more): it has the shape of one, whether its parts are registered or not.
bool IsWellFormedLanguageTag(std::string_view text);

}  // namespace signet::elm
