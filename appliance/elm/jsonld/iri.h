#pragma once

#include <string_view>

namespace signet::elm {

/// Whether a text is an absolute IRI (RFC 3987 2.2): a scheme, a colon, and only characters that
/// may stand in an IRI where they stand. What an authority's parts are is left to its scheme. White
/// space is refused also where it is not ASCII. The text must be UTF-8.
bool IsWellFormedIri(std::string_view text);

}  // namespace signet::elm
