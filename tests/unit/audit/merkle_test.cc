#include "appliance/audit/merkle.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "appliance/base/encoding.h"
#include "tests/unit/audit/naive_tree.h"

namespace signet::audit {
namespace {

// The eight leaves that Certificate Transparency implementations test each other with.
constexpr std::array<const char*, 8> kLeaves{"",
                                             "00",
                                             "10",
                                             "2021",
                                             "3031",
                                             "40414243",
                                             "5051525354555657",
                                             "606162636465666768696a6b6c6d6e6f"};
constexpr std::array<const char*, 9> kRoots{
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

std::vector<Sha256> Leaves() {
  std::vector<Sha256> leaves;
  for (const char* const hex : kLeaves) leaves.push_back(HashLeaf(*DecodeHex(hex)));
  return leaves;
}

TreeHead Head(std::size_t size) { return {size, Sha256FromHex(kRoots[size])}; }

std::vector<Sha256> Hashes(const std::vector<const char*>& hex) {
  std::vector<Sha256> hashes;
  for (const char* const one : hex) hashes.push_back(Sha256FromHex(one));
  return hashes;
}

// RFC 9162 2.1.1.
TEST(Merkle, TheRootsAreThoseOfCertificateTransparency) {
  EXPECT_EQ(EmptyRoot().hex(), kRoots[0]);
  const auto leaves = Leaves();
  for (std::size_t size = 0; size <= leaves.size(); ++size) {
    EXPECT_EQ(NaiveRoot(std::span(leaves).first(size)).hex(), kRoots[size]) << size;
  }
}

// RFC 9162 2.1.3.
TEST(Merkle, TheInclusionProofsOfCertificateTransparencyVerify) {
  const auto leaves = Leaves();
  const struct {
    std::size_t index;
    std::size_t size;
    std::vector<const char*> proof;
  } cases[] = {
      {0, 1, {}},
      {0,
       8,
       {"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}},
      {5,
       8,
       {"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
      {2, 3, {"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"}},
  };
  for (const auto& c : cases) {
    EXPECT_TRUE(VerifyInclusion(Head(c.size), c.index, leaves[c.index], Hashes(c.proof)))
        << c.index << " of " << c.size;
  }
}

// RFC 9162 2.1.4.
TEST(Merkle, TheConsistencyProofsOfCertificateTransparencyVerify) {
  const struct {
    std::size_t older;
    std::size_t newer;
    std::vector<const char*> proof;
  } cases[] = {
      {1, 1, {}},
      {1,
       8,
       {"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}},
      {6,
       8,
       {"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
      {2,
       5,
       {"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}},
  };
  for (const auto& c : cases) {
    EXPECT_TRUE(VerifyConsistency(Head(c.older), Head(c.newer), Hashes(c.proof)))
        << c.older << " to " << c.newer;
  }
}

TEST(Merkle, EveryTreeAppendsToTheEmptyOneAndToItself) {
  for (std::size_t size = 0; size <= 8; ++size) {
    EXPECT_TRUE(VerifyConsistency(Head(0), Head(size), {})) << size;
    EXPECT_TRUE(VerifyConsistency(Head(size), Head(size), {})) << size;
    const auto one = Hashes({kRoots[1]});
    EXPECT_FALSE(VerifyConsistency(Head(size), Head(size), one)) << size;
    EXPECT_FALSE(VerifyConsistency(Head(0), Head(size), one)) << size;
  }
  EXPECT_FALSE(VerifyConsistency(TreeHead{0, Head(1).root}, Head(4), {}));
  EXPECT_FALSE(VerifyConsistency(Head(4), TreeHead{4, Head(5).root}, {}));
  EXPECT_FALSE(VerifyConsistency(Head(5), Head(4), {}));
  EXPECT_FALSE(VerifyConsistency(Head(4), Head(5), {}));
}

TEST(Merkle, APlaceOutsideTheTreeIsNotIncluded) {
  const auto leaves = Leaves();
  EXPECT_FALSE(VerifyInclusion(Head(0), 0, leaves[0], {}));
  EXPECT_FALSE(VerifyInclusion(Head(1), 1, leaves[0], {}));
  EXPECT_FALSE(VerifyInclusion(Head(1), ~std::uint64_t{0}, leaves[0], {}));
  EXPECT_TRUE(VerifyInclusion(Head(1), 0, leaves[0], {}));
}

}  // namespace
}  // namespace signet::audit
