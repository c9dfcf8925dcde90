#include "api/tile_path.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace signet::api {
namespace {

std::vector<std::string> Cut(const std::string& path) {
  std::vector<std::string> segments(1);
  for (const char c : path) {
    if (c == '/') {
      segments.emplace_back();
    } else {
      segments.back().push_back(c);
    }
  }
  return segments;
}

// C2SP tlog-tiles, "Merkle Tree": <N> and .p/<W>
TEST(TilePath, HasOneSpellingForEachPlace) {
  const struct {
    const char* path;
    std::optional<TilePlace> place;
  } cases[] = {
      {"000", TilePlace{0, 0, 256}},
      {"067", TilePlace{0, 67, 256}},
      {"x001/x234/067", TilePlace{0, 1'234'067, 256}},
      {"x001/000", TilePlace{0, 1000, 256}},
      {"000.p/1", TilePlace{0, 0, 1}},
      {"067.p/255", TilePlace{0, 67, 255}},
      {"x001/x234/067.p/12", TilePlace{0, 1'234'067, 12}},
      {"x999/x999/x999/x999/x999/999", TilePlace{0, 999'999'999'999'999'999, 256}},
      {"x001/x999/x999/x999/x999/x999/999", std::nullopt},
      {"x000/001", std::nullopt},
      {"", std::nullopt},
      {"0", std::nullopt},
      {"67", std::nullopt},
      {"0067", std::nullopt},
      {"x067", std::nullopt},
      {"001/067", std::nullopt},
      {"x001/x234", std::nullopt},
      {"x001//067", std::nullopt},
      {"x001/067/", std::nullopt},
      {"06a", std::nullopt},
      {"-67", std::nullopt},
      {"067.p", std::nullopt},
      {"067.p/", std::nullopt},
      {"067.p/0", std::nullopt},
      {"067.p/012", std::nullopt},
      {"067.p/256", std::nullopt},
      {"067.p/-1", std::nullopt},
      {"067.p/12/1", std::nullopt},
      {".p/12", std::nullopt},
      {"x001.p/12", std::nullopt},
  };
  for (const auto& [path, place] : cases) {
    EXPECT_EQ(ParseTilePath(Cut(path)), place) << path;
  }
}

TEST(TileLevel, IsZeroToSixtyThreeWithoutLeadingZeros) {
  const struct {
    const char* text;
    std::optional<std::uint32_t> level;
  } cases[] = {
      {"0", 0},
      {"1", 1},
      {"63", 63},
      {"64", std::nullopt},
      {"01", std::nullopt},
      {"", std::nullopt},
      {"-1", std::nullopt},
      {"1000", std::nullopt},
      {"a", std::nullopt},
  };
  for (const auto& [text, level] : cases) EXPECT_EQ(ParseTileLevel(text), level) << text;
}

}  // namespace
}  // namespace signet::api
