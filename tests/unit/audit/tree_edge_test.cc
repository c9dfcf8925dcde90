#include "appliance/audit/tree_edge.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <utility>
#include <vector>

#include "appliance/audit/tile.h"
#include "tests/support/error_matcher.h"
#include "tests/unit/audit/naive_tree.h"

namespace signet::audit {
namespace {

using Tiles = std::map<std::pair<unsigned, std::uint64_t>, std::vector<Sha256>>;

void Append(TreeEdge& edge, const Sha256& leaf, Tiles& tiles) {
  std::vector<FullTile> filled;
  edge.Append(leaf, filled);
  for (FullTile& tile : filled) tiles[{tile.level, tile.number}] = std::move(tile.hashes);
}

// C2SP tlog-tiles: hash i of tile n at level l is MTH(D[(n*256+i)*256^l : (n*256+i+1)*256^l]).
Sha256 TileHash(std::span<const Sha256> leaves, unsigned level, std::uint64_t place) {
  const std::size_t width = std::size_t{1} << (8 * level);
  return NaiveRoot(leaves.subspan(place * width, width));
}

TEST(TreeEdge, TheRootIsTheNaiveOneForEverySizeTo600) {
  const auto leaves = NumberedLeaves(600);
  TreeEdge edge;
  Tiles tiles;
  EXPECT_EQ(edge.Root(), EmptyRoot());
  for (std::size_t size = 1; size <= leaves.size(); ++size) {
    Append(edge, leaves[size - 1], tiles);
    ASSERT_EQ(edge.size(), size);
    ASSERT_EQ(edge.Root(), NaiveRoot(std::span(leaves).first(size))) << size;
  }
}

TEST(TreeEdge, TheRootIsTheNaiveOneForRandomSizes) {
  const auto leaves = NumberedLeaves(70'000);
  std::mt19937 random(3);
  std::vector<std::size_t> sizes{65'535, 65'536, 65'537, 65'792, 65'793, 70'000};
  for (int i = 0; i < 6; ++i) sizes.push_back(random() % leaves.size());
  std::ranges::sort(sizes);
  TreeEdge edge;
  Tiles tiles;
  for (const std::size_t size : sizes) {
    while (edge.size() < size) Append(edge, leaves[edge.size()], tiles);
    EXPECT_EQ(edge.Root(), NaiveRoot(std::span(leaves).first(size))) << size;
  }
}

// The example of C2SP tlog-tiles, "Partial Tiles".
TEST(TreeEdge, ATreeOf70000HasTheTilesOfTheSpecification) {
  const auto leaves = NumberedLeaves(70'000);
  TreeEdge edge;
  Tiles tiles;
  for (const Sha256& leaf : leaves) Append(edge, leaf, tiles);
  EXPECT_EQ(tiles.size(), 273U + 1U);
  EXPECT_TRUE(tiles.contains({0, 272}));
  EXPECT_TRUE(tiles.contains({1, 0}));
  EXPECT_EQ(edge.PartialTile(0).size(), 112U);
  EXPECT_EQ(edge.PartialTile(1).size(), 17U);
  EXPECT_EQ(edge.PartialTile(2).size(), 1U);
  EXPECT_TRUE(edge.PartialTile(3).empty());
  for (const auto& [place, hashes] : tiles) {
    ASSERT_EQ(hashes.size(), kTileWidth);
    for (unsigned i = 0; i < kTileWidth; i += 51) {
      ASSERT_EQ(hashes[i], TileHash(leaves, place.first, place.second * kTileWidth + i));
    }
  }
  EXPECT_EQ(edge.PartialTile(1)[16], TileHash(leaves, 1, 256 + 16));
  EXPECT_EQ(edge.PartialTile(2)[0], TileHash(leaves, 2, 0));
}

TEST(TreeEdge, ItGoesOnFromItsPartialTiles) {
  const auto leaves = NumberedLeaves(66'400);
  TreeEdge edge;
  Tiles tiles;
  for (const std::size_t size : {0U, 1U, 255U, 256U, 257U, 511U, 512U, 65'535U, 65'536U, 66'049U}) {
    while (edge.size() < size) Append(edge, leaves[edge.size()], tiles);
    std::vector<std::vector<Sha256>> partial;
    for (unsigned level = 0; HashesAtLevel(level, size) != 0; ++level) {
      const auto hashes = edge.PartialTile(level);
      partial.emplace_back(hashes.begin(), hashes.end());
    }
    TreeEdge again = TreeEdge::FromPartialTiles(size, partial);
    EXPECT_EQ(again.Root(), edge.Root()) << size;
    Tiles more;
    while (again.size() < size + 300) Append(again, leaves[again.size()], more);
    EXPECT_EQ(again.Root(), NaiveRoot(std::span(leaves).first(size + 300))) << size;
  }
}

TEST(TreeEdge, PartialTilesOfAnotherWidthAreRefused) {
  const auto one = NumberedLeaves(1);
  EXPECT_EQ(test::CodeOf([&] { TreeEdge::FromPartialTiles(2, {one}); }), Code::kInternal);
  EXPECT_EQ(test::CodeOf([&] { TreeEdge::FromPartialTiles(0, {one}); }), Code::kInternal);
  EXPECT_EQ(test::CodeOf([&] { TreeEdge::FromPartialTiles(256, {{}}); }), Code::kInternal);
}

}  // namespace
}  // namespace signet::audit
