#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace signet::api {

/// A place in the published tree (C2SP tlog-tiles).
struct TilePlace {
  std::uint32_t level = 0;
  std::uint64_t number = 0;
  std::uint32_t width = 256;  ///< 256: a full tile

  friend bool operator==(const TilePlace&, const TilePlace&) = default;
};

/// `<L>` as tlog-tiles spells it: 0 to 63, no leading zero. nullopt for anything else.
std::optional<std::uint32_t> ParseTileLevel(const std::string& segment);

/// `<N>[.p/<W>]`, cut at its slashes: groups of three digits, all but the last after an `x`, no
/// group of zeros in front; the width of a partial tile from 1 to 255. There is one spelling for
/// each place. `level` of the result is 0. nullopt for anything else.
std::optional<TilePlace> ParseTilePath(std::span<const std::string> segments);

}  // namespace signet::api
