#pragma once

#include <span>
#include <string>
#include <string_view>

#include "appliance/elm/xsd/name_characters.h"

namespace signet::provisioning {

enum class LetterCase { kAsWritten, kEitherAscii };

/// The inside of a character class, in RE2's syntax.
class PatternClass {
 public:
  void AddRange(char32_t first, char32_t last, LetterCase letters);
  void AddRanges(std::span<const elm::CharacterRange> ranges);
  /// "\p{Nd}" or the like.
  void AddProperty(std::string_view property) { content_ += property; }

  bool empty() const { return content_.empty(); }
  std::string In() const { return "[" + content_ + "]"; }
  std::string Out() const { return "[^" + content_ + "]"; }

 private:
  void Append(char32_t first, char32_t last);
  std::string content_;
};

/// One character that stands for itself.
std::string LiteralCharacter(char32_t character);

}  // namespace signet::provisioning
