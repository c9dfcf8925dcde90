#include "provisioning/profile_compiler/pattern_class.h"

#include <fmt/format.h>

#include <algorithm>

namespace signet::provisioning {
namespace {

bool IsAlphanumeric(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

std::string LiteralCharacter(char32_t character) {
  if (IsAlphanumeric(character)) return std::string(1, static_cast<char>(character));
  if (character > ' ' && character < 0x7F) return {'\\', static_cast<char>(character)};
  return fmt::format("\\x{{{:x}}}", static_cast<unsigned>(character));
}

void PatternClass::Append(char32_t first, char32_t last) {
  content_ += LiteralCharacter(first);
  if (first != last) content_ += "-" + LiteralCharacter(last);
}

void PatternClass::AddRange(char32_t first, char32_t last, LetterCase letters) {
  Append(first, last);
  if (letters == LetterCase::kAsWritten) return;
  constexpr char32_t kDistance = 'a' - 'A';
  const char32_t upper_first = std::max<char32_t>(first, 'A');
  const char32_t upper_last = std::min<char32_t>(last, 'Z');
  if (upper_first <= upper_last) Append(upper_first + kDistance, upper_last + kDistance);
  const char32_t lower_first = std::max<char32_t>(first, 'a');
  const char32_t lower_last = std::min<char32_t>(last, 'z');
  if (lower_first <= lower_last) Append(lower_first - kDistance, lower_last - kDistance);
}

void PatternClass::AddRanges(std::span<const elm::CharacterRange> ranges) {
  for (const elm::CharacterRange& range : ranges) Append(range.first, range.last);
}

}  // namespace signet::provisioning
