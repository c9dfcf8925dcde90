#include "api/media_type.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace signet::api {
namespace {

constexpr std::array<std::string_view, 3> kCredentialTypes = {kJson, "application/ld+json",
                                                              "application/vc+ld+json"};
constexpr std::array<std::string_view, 2> kSealedTypes = {kJoseJson, kJson};
constexpr std::array<std::string_view, 1> kJsonTypes = {kJson};
constexpr std::array<std::string_view, 3> kDocumentTypes = {kPdf, kPng, kJpeg};
constexpr int kFullQuality = 1000;

char LowerCase(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool EqualIgnoringCase(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, LowerCase, LowerCase);
}

std::string_view Trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Takes what stands before the next `separator` (quoted strings are skipped over) off `rest`.
std::string_view TakeUntil(char separator, std::string_view& rest) {
  bool quoted = false;
  std::size_t at = 0;
  for (; at < rest.size(); ++at) {
    if (quoted && rest[at] == '\\') {
      ++at;
    } else if (rest[at] == '"') {
      quoted = !quoted;
    } else if (rest[at] == separator && !quoted) {
      break;
    }
  }
  const std::string_view taken = rest.substr(0, std::min(at, rest.size()));
  rest = at < rest.size() ? rest.substr(at + 1) : std::string_view{};
  return Trim(taken);
}

std::string_view Unquote(std::string_view value) {
  const bool quoted = value.size() >= 2 && value.front() == '"' && value.back() == '"';
  return quoted ? value.substr(1, value.size() - 2) : value;
}

/// RFC 9110 12.4.2 in thousandths; nullopt for anything else.
std::optional<int> ReadQuality(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  int quality = (text[0] - '0') * kFullQuality;
  if (text.size() == 1) return quality;
  if (text[1] != '.') return std::nullopt;
  int weight = kFullQuality;
  for (const char digit : text.substr(2)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    weight /= 10;
    quality += (digit - '0') * weight;
  }
  return quality <= kFullQuality ? std::optional(quality) : std::nullopt;
}

struct Range {
  std::string_view type;
  int quality = kFullQuality;
};

std::optional<Range> ReadRange(std::string_view element) {
  Range range{.type = TakeUntil(';', element)};
  while (!element.empty()) {
    std::string_view value = TakeUntil(';', element);
    const std::string_view name = TakeUntil('=', value);
    if (!EqualIgnoringCase(name, "q")) continue;
    const auto quality = ReadQuality(Trim(value));
    if (!quality) return std::nullopt;
    range.quality = *quality;
  }
  return range;
}

/// 0: does not cover it; the more specific, the higher (RFC 9110 12.5.1).
int Specificity(std::string_view range, std::string_view offer) {
  if (EqualIgnoringCase(range, offer)) return 3;
  if (range == "*/*") return 1;
  const bool whole_type =
      range.ends_with("/*") &&
      EqualIgnoringCase(range.substr(0, range.size() - 1), offer.substr(0, offer.find('/') + 1));
  return whole_type ? 2 : 0;
}

int QualityOf(std::string_view accept, std::string_view offer) {
  int best = 0;
  int quality = 0;
  while (!accept.empty()) {
    const auto range = ReadRange(TakeUntil(',', accept));
    if (!range) continue;
    const int specificity = Specificity(range->type, offer);
    if (specificity <= best) continue;
    best = specificity;
    quality = range->quality;
  }
  return quality;
}

}  // namespace

namespace {

bool IsOneOf(std::string_view content_type, std::span<const std::string_view> types) {
  const std::string_view type = TakeUntil(';', content_type);
  while (!content_type.empty()) {
    std::string_view value = TakeUntil(';', content_type);
    const std::string_view name = TakeUntil('=', value);
    if (EqualIgnoringCase(name, "charset") && !EqualIgnoringCase(Unquote(Trim(value)), "utf-8")) {
      return false;
    }
  }
  return std::ranges::any_of(
      types, [type](std::string_view known) { return EqualIgnoringCase(type, known); });
}

}  // namespace

bool IsCredentialType(std::string_view content_type) {
  return IsOneOf(content_type, kCredentialTypes);
}

bool IsSealedType(std::string_view content_type) { return IsOneOf(content_type, kSealedTypes); }

bool IsJsonType(std::string_view content_type) { return IsOneOf(content_type, kJsonTypes); }

std::optional<std::string_view> DocumentType(std::string_view content_type) {
  const std::string_view type = TakeUntil(';', content_type);
  const auto* known = std::ranges::find_if(kDocumentTypes, [type](std::string_view document) {
    return EqualIgnoringCase(type, document);
  });
  return known == kDocumentTypes.end() ? std::nullopt : std::optional(*known);
}

std::optional<std::string_view> ChooseMediaType(std::string_view accept,
                                                std::span<const std::string_view> offers) {
  if (Trim(accept).empty()) return offers.front();
  std::optional<std::string_view> chosen;
  int best = 0;
  for (const std::string_view offer : offers) {
    const int quality = QualityOf(accept, offer);
    if (quality <= best) continue;
    best = quality;
    chosen = offer;
  }
  return chosen;
}

}  // namespace signet::api
