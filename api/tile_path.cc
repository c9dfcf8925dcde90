#include "api/tile_path.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace signet::api {
namespace {

// 10^18 tiles of 256 entries are more than a log of 2^64 entries needs at any level that matters,
// and they cannot overflow.
constexpr std::size_t kMostGroups = 6;
constexpr std::string_view kPartialSuffix = ".p";

bool IsDigits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::uint32_t> ParseSmall(std::string_view text, std::uint32_t most) {
  if (!IsDigits(text) || text.size() > 3 || (text.size() > 1 && text[0] == '0')) {
    return std::nullopt;
  }
  std::uint32_t value = 0;
  for (const char digit : text) value = value * 10 + static_cast<std::uint32_t>(digit - '0');
  return value <= most ? std::optional(value) : std::nullopt;
}

/// A number in its groups: "x001", "x234", "067".
std::optional<std::uint64_t> ParseNumber(std::span<const std::string_view> groups) {
  if (groups.empty() || groups.size() > kMostGroups) return std::nullopt;
  if (groups.size() > 1 && groups[0] == "x000") return std::nullopt;
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    std::string_view group = groups[i];
    if (i + 1 < groups.size()) {
      if (!group.starts_with('x')) return std::nullopt;
      group.remove_prefix(1);
    }
    if (group.size() != 3 || !IsDigits(group)) return std::nullopt;
    for (const char digit : group) number = number * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  return number;
}

}  // namespace

std::optional<std::uint32_t> ParseTileLevel(const std::string& segment) {
  return ParseSmall(segment, 63);
}

std::optional<TilePlace> ParseTilePath(std::span<const std::string> segments) {
  if (segments.size() > kMostGroups + 1) return std::nullopt;
  std::vector<std::string_view> groups(segments.begin(), segments.end());
  TilePlace place;
  if (groups.size() >= 2 && groups[groups.size() - 2].ends_with(kPartialSuffix)) {
    const auto width = ParseSmall(groups.back(), 255);
    if (!width || *width == 0) return std::nullopt;
    place.width = *width;
    groups.pop_back();
    groups.back().remove_suffix(kPartialSuffix.size());
  }
  const auto number = ParseNumber(groups);
  if (!number) return std::nullopt;
  place.number = *number;
  return place;
}

}  // namespace signet::api
