#include "appliance/audit/proof.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <utility>
#include <vector>

#include "appliance/audit/tile.h"
#include "appliance/audit/tree_edge.h"
#include "tests/support/error_matcher.h"
#include "tests/unit/audit/naive_tree.h"

namespace signet::audit {
namespace {

// All tiles of a tree of `leaves`, also those that are partial at the end.
class TileMap {
 public:
  explicit TileMap(std::span<const Sha256> leaves) {
    TreeEdge edge;
    std::vector<FullTile> filled;
    for (const Sha256& leaf : leaves) edge.Append(leaf, filled);
    for (const FullTile& tile : filled) tiles_[{tile.level, tile.number}] = TileOf(tile.hashes);
    for (unsigned level = 0; HashesAtLevel(level, edge.size()) != 0; ++level) {
      const std::uint64_t number = HashesAtLevel(level, edge.size()) / kTileWidth;
      tiles_[{level, number}] = TileOf(edge.PartialTile(level));
    }
  }

  TileReader Reader() {
    return [this](unsigned level, std::uint64_t number, unsigned) {
      ++reads;
      return tiles_.at({level, number});
    };
  }
  int reads = 0;

 private:
  std::map<std::pair<unsigned, std::uint64_t>, Bytes> tiles_;
};

TEST(Proof, InclusionIsTheNaiveOneForAllPlacesOfSmallTrees) {
  const auto leaves = NumberedLeaves(40);
  for (std::size_t size = 1; size <= leaves.size(); ++size) {
    TileMap tiles(leaves);
    const auto tree = std::span(leaves).first(size);
    const TreeHead head{size, NaiveRoot(tree)};
    EXPECT_EQ(RootFromTiles(size, tiles.Reader()), head.root);
    for (std::size_t index = 0; index < size; ++index) {
      const auto proof = ProveInclusion(index, size, tiles.Reader());
      ASSERT_EQ(proof, NaivePath(index, tree)) << index << " of " << size;
      ASSERT_TRUE(VerifyInclusion(head, index, leaves[index], proof)) << index << " of " << size;
    }
  }
}

TEST(Proof, ConsistencyIsTheNaiveOneForAllPairsOfSmallTrees) {
  const auto leaves = NumberedLeaves(40);
  TileMap tiles(leaves);
  for (std::size_t newer = 1; newer <= leaves.size(); ++newer) {
    const auto tree = std::span(leaves).first(newer);
    for (std::size_t older = 1; older <= newer; ++older) {
      const auto proof = ProveConsistency(older, newer, tiles.Reader());
      ASSERT_EQ(proof, NaiveSubproof(older, tree, true)) << older << " to " << newer;
      ASSERT_TRUE(
          VerifyConsistency({older, NaiveRoot(tree.first(older))}, {newer, NaiveRoot(tree)}, proof))
          << older << " to " << newer;
    }
  }
}

TEST(Proof, AcrossTilesItIsTheNaiveOneToo) {
  const auto leaves = NumberedLeaves(66'000);
  TileMap tiles(leaves);
  std::mt19937 random(5);
  for (const std::size_t size :
       {255U, 256U, 257U, 511U, 512U, 513U, 65'535U, 65'536U, 65'537U, 65'792U, 65'793U, 66'000U}) {
    const auto tree = std::span(leaves).first(size);
    EXPECT_EQ(RootFromTiles(size, tiles.Reader()), NaiveRoot(tree)) << size;
    for (const std::size_t index :
         {std::size_t{0}, size - 1, random() % size, random() % size, random() % size}) {
      EXPECT_EQ(ProveInclusion(index, size, tiles.Reader()), NaivePath(index, tree))
          << index << " of " << size;
      if (index == 0) continue;
      EXPECT_EQ(ProveConsistency(index, size, tiles.Reader()), NaiveSubproof(index, tree, true))
          << index << " to " << size;
    }
  }
}

TEST(Proof, FewTilesAreRead) {
  const auto leaves = NumberedLeaves(66'000);
  TileMap tiles(leaves);
  ProveInclusion(12'345, 66'000, tiles.Reader());
  EXPECT_LE(tiles.reads, 6);
}

// Any one change of proof, leaf, place, size or root must be noticed.
TEST(Proof, AChangedInclusionProofDoesNotVerify) {
  const auto leaves = NumberedLeaves(20);
  TileMap tiles(leaves);
  for (std::size_t size = 1; size <= leaves.size(); ++size) {
    const TreeHead head{size, NaiveRoot(std::span(leaves).first(size))};
    for (std::size_t index = 0; index < size; ++index) {
      const auto proof = ProveInclusion(index, size, tiles.Reader());
      for (std::size_t i = 0; i < proof.size(); ++i) {
        auto changed = proof;
        changed[i].octets[31] ^= 1U;
        ASSERT_FALSE(VerifyInclusion(head, index, leaves[index], changed));
        changed = proof;
        changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(i));
        ASSERT_FALSE(VerifyInclusion(head, index, leaves[index], changed));
      }
      auto longer = proof;
      longer.push_back(leaves[0]);
      ASSERT_FALSE(VerifyInclusion(head, index, leaves[index], longer));
      ASSERT_FALSE(VerifyInclusion(head, index, leaves[(index + 1) % 20], proof));
      for (std::size_t other = 0; other < size; ++other) {
        if (other == index) continue;
        ASSERT_FALSE(VerifyInclusion(head, other, leaves[index], proof)) << index << " " << other;
      }
      ASSERT_FALSE(VerifyInclusion({size, leaves[19]}, index, leaves[index], proof) &&
                   head.root != leaves[19]);
    }
  }
}

TEST(Proof, AChangedConsistencyProofDoesNotVerify) {
  const auto leaves = NumberedLeaves(20);
  TileMap tiles(leaves);
  const auto head = [&](std::size_t size) {
    return TreeHead{size, NaiveRoot(std::span(leaves).first(size))};
  };
  for (std::size_t newer = 2; newer <= leaves.size(); ++newer) {
    for (std::size_t older = 1; older < newer; ++older) {
      const auto proof = ProveConsistency(older, newer, tiles.Reader());
      for (std::size_t i = 0; i < proof.size(); ++i) {
        auto changed = proof;
        changed[i].octets[0] ^= 0x80U;
        ASSERT_FALSE(VerifyConsistency(head(older), head(newer), changed));
        changed = proof;
        changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(i));
        ASSERT_FALSE(VerifyConsistency(head(older), head(newer), changed));
      }
      auto longer = proof;
      longer.push_back(leaves[0]);
      ASSERT_FALSE(VerifyConsistency(head(older), head(newer), longer));
      ASSERT_FALSE(VerifyConsistency({older, leaves[19]}, head(newer), proof));
      ASSERT_FALSE(VerifyConsistency(head(older), {newer, leaves[19]}, proof));
      ASSERT_FALSE(VerifyConsistency(head(newer), head(older), proof));
    }
  }
}

TEST(Proof, PlacesOutsideTheTreeAreRefused) {
  const auto leaves = NumberedLeaves(4);
  TileMap tiles(leaves);
  EXPECT_EQ(test::CodeOf([&] { ProveInclusion(4, 4, tiles.Reader()); }), Code::kLogPlaceUnknown);
  EXPECT_EQ(test::CodeOf([&] { ProveInclusion(0, 0, tiles.Reader()); }), Code::kLogPlaceUnknown);
  EXPECT_EQ(test::CodeOf([&] { ProveConsistency(5, 4, tiles.Reader()); }), Code::kLogPlaceUnknown);
  EXPECT_TRUE(ProveConsistency(0, 4, tiles.Reader()).empty());
  EXPECT_TRUE(ProveConsistency(4, 4, tiles.Reader()).empty());
  EXPECT_EQ(RootFromTiles(0, tiles.Reader()), EmptyRoot());
}

TEST(Proof, ATileThatIsTooShortIsAnInconsistency) {
  const TileReader read = [](unsigned, std::uint64_t, unsigned) { return Bytes(31); };
  EXPECT_EQ(test::CodeOf([&] { ProveInclusion(0, 2, read); }), Code::kLogInconsistent);
}

}  // namespace
}  // namespace signet::audit
