#include "provisioning/profile_compiler/iri_shortener.h"

#include <gtest/gtest.h>

namespace signet::provisioning {
namespace {

TEST(IriShortener, TakesTheLongestStart) {
  const Prefixes prefixes = {{"a", "http://x/"}, {"b", "http://x/y#"}};
  EXPECT_EQ(Shorten("http://x/z", prefixes), "a:z");
  EXPECT_EQ(Shorten("http://x/y#z", prefixes), "b:z");
  EXPECT_EQ(Shorten("http://x/y#", prefixes), "b:");
  EXPECT_EQ(Shorten("urn:z", prefixes), "<urn:z>");
}

}  // namespace
}  // namespace signet::provisioning
