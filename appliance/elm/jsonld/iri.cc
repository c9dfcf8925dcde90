#include "appliance/elm/jsonld/iri.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace signet::elm {
namespace {

enum Class : std::uint8_t {
  kNever = 0,
  kAnywhere = 1,  ///< iunreserved, sub-delims, ":" "@" "/" "?", and octets of ucschar
  kHash = 2,
  kBracket = 3,
  kPercent = 4,
  kLead = 5,  ///< begins a character that may be white space or a control
};

constexpr std::array<std::uint8_t, 256> Classes() {
  std::array<std::uint8_t, 256> classes{};
  for (std::size_t c = 0x80; c < 0x100; ++c) classes[c] = kAnywhere;
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?";
  for (const char c : kPlain) classes[static_cast<unsigned char>(c)] = kAnywhere;
  classes['#'] = kHash;
  classes['['] = classes[']'] = kBracket;
  classes['%'] = kPercent;
  classes[0xC2] = classes[0xE1] = classes[0xE2] = classes[0xE3] = classes[0xEF] = kLead;
  return classes;
}
constexpr auto kClasses = Classes();

constexpr bool IsAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsHex(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Where the scheme's colon stands; npos if there is no scheme (RFC 3986 3.1).
std::size_t SchemeEnd(std::string_view text) {
  if (text.empty() || !IsAlpha(text.front())) return std::string_view::npos;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ':') return i;
    if (!IsAlpha(c) && !IsDigit(c) && c != '+' && c != '-' && c != '.') break;
  }
  return std::string_view::npos;
}

/// Controls of ISO 8859-1, Unicode's White_Space and the byte order mark.
bool IsBlankCharacter(std::string_view at) {
  if (at[0] == '\xC2') return at.size() > 1 && static_cast<unsigned char>(at[1]) <= 0xA0U;
  const std::string_view three = at.substr(0, 3);
  if (three.starts_with("\xE2\x80")) {
    const auto last = static_cast<unsigned char>(three.back());
    return last <= 0x8AU || last == 0xA8U || last == 0xA9U || last == 0xAFU;
  }
  return three == "\xE1\x9A\x80" || three == "\xE2\x81\x9F" || three == "\xE3\x80\x80" ||
         three == "\xEF\xBB\xBF";
}

/// Where an authority ends; 0 if there is none (RFC 3986 3.2).
std::size_t AuthorityEnd(std::string_view rest) {
  if (!rest.starts_with("//")) return 0;
  return std::min(rest.find_first_of("/?#", 2), rest.size());
}

}  // namespace

bool IsWellFormedIri(std::string_view text) {
  const std::size_t colon = SchemeEnd(text);
  if (colon == std::string_view::npos) return false;
  const std::string_view rest = text.substr(colon + 1);
  // Brackets stand only around an IP literal (RFC 3986 3.2.2).
  const std::size_t authority_end = AuthorityEnd(rest);
  bool in_fragment = false;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    switch (kClasses[static_cast<unsigned char>(rest[i])]) {
      case kAnywhere:
        break;
      case kHash:
        if (in_fragment) return false;
        in_fragment = true;
        break;
      case kBracket:
        if (i >= authority_end) return false;
        break;
      case kPercent:
        if (rest.size() - i < 3 || !IsHex(rest[i + 1]) || !IsHex(rest[i + 2])) return false;
        break;
      case kLead:
        if (IsBlankCharacter(rest.substr(i))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

}  // namespace signet::elm
