#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace signet::elm {

/// The language tag (RFC 5646 2.2.1: the shortest ISO 639 code, in lower case) of a code in the
/// EU's list of languages: "ENG" gives "en", "CNR" (which has no shorter code) gives "cnr". nullopt
/// for text that is not three capital letters.
std::optional<std::string> LanguageTag(std::string_view code);

}  // namespace signet::elm
