#include "appliance/base/keyed_hash.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>

namespace signet {
namespace {

TEST(KeyedHash, IsOneForATextAndAnotherForEachOther) {
  std::set<std::uint64_t> hashes;
  for (int i = 0; i < 10'000; ++i) {
    const std::string text(static_cast<std::size_t>(i % 100), 'x');
    hashes.insert(KeyedHash(text + std::to_string(i)));
    EXPECT_EQ(KeyedHash(text), KeyedHash(std::string(text)));
  }
  EXPECT_EQ(hashes.size(), 10'000U);
}

}  // namespace
}  // namespace signet
