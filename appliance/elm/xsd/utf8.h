#pragma once

#include <cstddef>
#include <string_view>

namespace signet::elm {

/// How many characters a text has that is known to be UTF-8: every octet but continuations.
constexpr std::size_t CountCharacters(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return count;
}

/// Takes the first character of a text that is known to be UTF-8 and not empty. Of other octets
/// something is taken too, so that every loop ends.
constexpr char32_t TakeCharacter(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  text.remove_prefix(1);
  std::size_t more = 0;
  char32_t character = lead;
  if (lead >= 0xF0U) {
    more = 3;
    character = lead & 0x07U;
  } else if (lead >= 0xE0U) {
    more = 2;
    character = lead & 0x0FU;
  } else if (lead >= 0xC0U) {
    more = 1;
    character = lead & 0x1FU;
  }
  for (; more > 0 && !text.empty(); --more) {
    character = (character << 6U) | (static_cast<unsigned char>(text.front()) & 0x3FU);
    text.remove_prefix(1);
  }
  return character;
}

}  // namespace signet::elm
