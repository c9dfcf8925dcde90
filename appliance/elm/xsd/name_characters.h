#pragma once

#include <span>
#include <string_view>

namespace signet::elm {

struct CharacterRange {
  char32_t first;
  char32_t last;
};

/// The characters that begin a name, and those that may follow (XML 1.0, fifth edition, [4] and
/// [4a]): `\i` and `\c` of XML Schema's regular expressions. In ascending order.
std::span<const CharacterRange> NameStartCharacters();
std::span<const CharacterRange> NameCharacters();

/// Name, Nmtoken (XML 1.0, [5] and [7]) and NCName (Namespaces in XML, [4]).
bool IsName(std::string_view text);
bool IsNmtoken(std::string_view text);
bool IsNcName(std::string_view text);

}  // namespace signet::elm
