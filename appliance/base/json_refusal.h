#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "appliance/base/json.h"

namespace signet::json {

/// What the reader says of a text that it does not take. Nothing here runs for a good text but
/// CheckEncoding.

/// "line 3, column 14"; columns count characters.
std::string PlaceOf(std::string_view text, std::size_t offset);

/// Throws Error kTooLarge, kByteOrderMark or kNotUtf8.
void CheckEncoding(std::string_view text, const Limits& limits);

/// Throws Error(kNotJson); `what` completes the sentence "The text is not JSON at …: ".
[[noreturn]] void RefuseNotJson(std::string_view text, std::size_t offset, const char* what);

/// Throws Error(kNotJson) for a text that has an octet below 0x20 inside a string, or a string that
/// is not closed (RFC 8259 7).
[[noreturn]] void RefuseString(std::string_view text);

/// Whether `token` is spelt as a number (RFC 8259 6); tells one that is too large from one that is
/// none.
bool IsNumber(std::string_view token);

/// Whether every escape in a string is one that RFC 8259 7 has; if so and it still cannot be
/// resolved, a surrogate is alone.
bool HasOnlyKnownEscapes(std::string_view raw);

}  // namespace signet::json
