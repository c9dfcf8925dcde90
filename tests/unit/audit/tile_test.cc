#include "appliance/audit/tile.h"

#include <gtest/gtest.h>

#include <string>

#include "appliance/audit/merkle.h"
#include "tests/support/error_matcher.h"
#include "tests/unit/audit/naive_tree.h"

namespace signet::audit {
namespace {

// C2SP tlog-tiles, "Merkle Tree".
TEST(Tile, PathsAreThoseOfTheSpecification) {
  const struct {
    unsigned level;
    std::uint64_t number;
    unsigned width;
    const char* path;
  } cases[] = {
      {0, 0, 256, "tile/0/000"},
      {0, 7, 256, "tile/0/007"},
      {0, 999, 256, "tile/0/999"},
      {0, 1000, 256, "tile/0/x001/000"},
      {3, 1'234'067, 256, "tile/3/x001/x234/067"},
      {3, 1'234'067, 255, "tile/3/x001/x234/067.p/255"},
      {0, 0, 1, "tile/0/000.p/1"},
      {63, 999'999, 10, "tile/63/x999/999.p/10"},
      {1, 1'000'000, 256, "tile/1/x001/x000/000"},
      {0, 72'057'594'037'927'935, 256, "tile/0/x072/x057/x594/x037/x927/935"},
  };
  for (const auto& c : cases) EXPECT_EQ(TilePath(c.level, c.number, c.width), c.path);
  EXPECT_EQ(BundlePath(1'234'067, 256), "tile/entries/x001/x234/067");
  EXPECT_EQ(BundlePath(0, 3), "tile/entries/000.p/3");
}

// C2SP tlog-tiles, "Partial Tiles": floor(s / 256^l) mod 256.
TEST(Tile, WidthsFollowTheSizeOfTheTree) {
  const struct {
    std::uint64_t size;
    unsigned level;
    std::uint64_t number;
    unsigned width;
  } cases[] = {
      {70'000, 0, 272, 256}, {70'000, 0, 273, 112}, {70'000, 0, 274, 0}, {70'000, 1, 0, 256},
      {70'000, 1, 1, 17},    {70'000, 2, 0, 1},     {70'000, 3, 0, 0},   {256, 0, 0, 256},
      {256, 0, 1, 0},        {256, 1, 0, 1},        {0, 0, 0, 0},        {1, 0, 0, 1},
      {~0ULL, 7, 0, 255},    {~0ULL, 8, 0, 0},      {~0ULL, 60, 0, 0},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(TileWidthAt(c.level, c.number, c.size), c.width)
        << c.size << " " << c.level << "/" << c.number;
  }
}

TEST(Tile, TheRootOfAFullTileIsTheTreesOfItsHashes) {
  const auto leaves = NumberedLeaves(256);
  const Bytes tile = TileOf(leaves);
  EXPECT_EQ(tile.size(), 8192U);
  EXPECT_EQ(RootOfTile(tile), NaiveRoot(leaves));
  EXPECT_EQ(HashInTile(tile, 255), leaves[255]);
  EXPECT_EQ(test::CodeOf([&] { RootOfTile(ByteView(tile).first(8191)); }), Code::kLogInconsistent);
}

TEST(Tile, BundlesSplitIntoWhatWasPutIn) {
  Bytes bundle;
  const std::string longest(65'535, 'x');
  for (const std::string& entry : {std::string("{}"), std::string(), longest}) {
    AppendToBundle(bundle, entry);
  }
  EXPECT_EQ(bundle[0], 0);
  EXPECT_EQ(bundle[1], 2);
  const auto entries = SplitBundle(bundle);
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[0].entry, "{}");
  EXPECT_EQ(entries[1].entry, "");
  EXPECT_EQ(entries[1].offset, 4U);
  EXPECT_EQ(entries[2].entry, longest);
  EXPECT_EQ(entries[2].offset, 6U);
}

TEST(Tile, ABundleThatEndsEarlyGivesTheEntriesBefore) {
  Bytes bundle;
  AppendToBundle(bundle, "one");
  AppendToBundle(bundle, "two");
  for (std::size_t size = 0; size < bundle.size(); ++size) {
    EXPECT_EQ(SplitBundle(ByteView(bundle).first(size)).size(), size / 5) << size;
  }
}

TEST(Tile, ALongerEntryThanABundleCanHoldIsRefused) {
  Bytes bundle;
  EXPECT_EQ(test::CodeOf([&] { AppendToBundle(bundle, std::string(65'536, 'x')); }),
            Code::kInternal);
  EXPECT_TRUE(bundle.empty());
}

}  // namespace
}  // namespace signet::audit
