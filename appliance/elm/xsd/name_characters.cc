#include "appliance/elm/xsd/name_characters.h"

#include <algorithm>

#include "appliance/elm/xsd/utf8.h"

namespace signet::elm {
namespace {

constexpr CharacterRange kNameStart[] = {
    {':', ':'},       {'A', 'Z'},       {'_', '_'},       {'a', 'z'},
    {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},
    {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF},
    {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
};

constexpr CharacterRange kName[] = {
    {'-', '.'},       {'0', ':'},       {'A', 'Z'},         {'_', '_'},       {'a', 'z'},
    {0xB7, 0xB7},     {0xC0, 0xD6},     {0xD8, 0xF6},       {0xF8, 0x37D},    {0x37F, 0x1FFF},
    {0x200C, 0x200D}, {0x203F, 0x2040}, {0x2070, 0x218F},   {0x2C00, 0x2FEF}, {0x3001, 0xD7FF},
    {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
};

bool Contains(std::span<const CharacterRange> ranges, char32_t character) {
  return std::any_of(ranges.begin(), ranges.end(), [character](const CharacterRange& range) {
    return character >= range.first && character <= range.last;
  });
}

}  // namespace

std::span<const CharacterRange> NameStartCharacters() { return kNameStart; }
std::span<const CharacterRange> NameCharacters() { return kName; }

bool IsNmtoken(std::string_view text) {
  if (text.empty()) return false;
  while (!text.empty()) {
    if (!Contains(kName, TakeCharacter(text))) return false;
  }
  return true;
}

bool IsName(std::string_view text) {
  if (!IsNmtoken(text)) return false;
  return Contains(kNameStart, TakeCharacter(text));
}

bool IsNcName(std::string_view text) {
  return text.find(':') == std::string_view::npos && IsName(text);
}

}  // namespace signet::elm
