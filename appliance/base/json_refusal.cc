#include "appliance/base/json_refusal.h"

#include <simdjson.h>

#include <algorithm>

#include "appliance/base/error.h"
#include "appliance/base/json_content.h"

namespace signet::json {
namespace {

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsHex(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

std::size_t FirstBadUtf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::string_view character = text.substr(i, length);
    if (!simdjson::validate_utf8(character.data(), character.size())) break;
    i += length;
  }
  return i;
}

std::size_t FirstBadString(std::string_view text) {
  std::size_t i = 0;
  while ((i = text.find('"', i)) != std::string_view::npos) {
    const std::size_t begin = i++;
    while (i < text.size() && text[i] != '"') {
      if (static_cast<unsigned char>(text[i]) < 0x20) return i;
      i += text[i] == '\\' ? 2 : 1;
    }
    if (i++ >= text.size()) return begin;
  }
  return text.size();
}

}  // namespace

std::string PlaceOf(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t newline = before.rfind('\n');
  const std::string_view line =
      newline == std::string_view::npos ? before : before.substr(newline + 1);
  const auto characters = std::count_if(
      line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) >> 6U) != 2; });
  return "line " + std::to_string(lines + 1) + ", column " + std::to_string(characters + 1);
}

void RefuseNotJson(std::string_view text, std::size_t offset, const char* what) {
  throw Error(Code::kNotJson, "The text is not JSON at " + PlaceOf(text, offset) + ": " + what +
                                  ". Correct it and send it again.");
}

void CheckEncoding(std::string_view text, const Limits& limits) {
  // Offsets are kept in 32 bits.
  const std::size_t most = std::min(limits.max_octets, std::size_t{kNone} - 4096);
  if (text.size() > most) {
    throw Error(Code::kTooLarge, "The text has more than " + std::to_string(most) +
                                     " octets. Send a smaller one, or have the limit raised.");
  }
  if (text.starts_with("\xEF\xBB\xBF")) {
    throw Error(Code::kByteOrderMark,
                "The text starts with a byte order mark. Save it as UTF-8 without BOM.");
  }
  if (!simdjson::validate_utf8(text.data(), text.size())) {
    throw Error(Code::kNotUtf8, "The text is not UTF-8 at " + PlaceOf(text, FirstBadUtf8(text)) +
                                    ". Save it as UTF-8 and send it again.");
  }
}

void RefuseString(std::string_view text) {
  const std::size_t offset = FirstBadString(text);
  RefuseNotJson(text, offset,
                text.substr(offset).starts_with('"')
                    ? "a string is not closed"
                    : "a string has a control character that is not escaped");
}

bool IsNumber(std::string_view token) {
  std::size_t i = token.starts_with('-') ? 1 : 0;
  const auto digits = [&] {
    const std::size_t from = i;
    while (i < token.size() && IsDigit(token[i])) ++i;
    return i - from;
  };
  const bool zero = token.substr(i).starts_with('0');
  const std::size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (i < token.size() && token[i] == '.') {
    ++i;
    if (digits() == 0) return false;
  }
  if (i < token.size() && (token[i] == 'e' || token[i] == 'E')) {
    ++i;
    if (i < token.size() && (token[i] == '+' || token[i] == '-')) ++i;
    if (digits() == 0) return false;
  }
  return i == token.size();
}

bool HasOnlyKnownEscapes(std::string_view raw) {
  for (std::size_t i = 0; (i = raw.find('\\', i)) != std::string_view::npos; i += 2) {
    if (i + 1 >= raw.size()) return false;
    if (raw[i + 1] == 'u') {
      const std::string_view hex = raw.substr(i + 2, 4);
      if (hex.size() < 4 || !std::all_of(hex.begin(), hex.end(), IsHex)) return false;
    } else if (std::string_view("\"\\/bfnrt").find(raw[i + 1]) == std::string_view::npos) {
      return false;
    }
  }
  return true;
}

}  // namespace signet::json
