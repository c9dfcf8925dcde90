#include "appliance/base/secret.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <concepts>
#include <cstring>
#include <new>
#include <ostream>
#include <type_traits>

namespace signet {
namespace {

template <typename T>
concept Streamable = requires(std::ostream& out, const T& value) { out << value; };

static_assert(!std::is_copy_constructible_v<Secret>);
static_assert(!std::is_copy_assignable_v<Secret>);
static_assert(std::is_nothrow_move_constructible_v<Secret>);
static_assert(std::is_nothrow_move_assignable_v<Secret>);
static_assert(!std::is_convertible_v<std::string, Secret>);
static_assert(!std::is_convertible_v<Secret, std::string>);
static_assert(!std::is_convertible_v<Secret, std::string_view>);
static_assert(Streamable<std::string>);
static_assert(!Streamable<Secret>);
static_assert(!fmt::is_formattable<Secret>::value);

// A short one lives inside the object, a long one outside.
const std::string kSecrets[] = {"4711", std::string(100, 'p')};

TEST(Secret, MovesAndLeavesNothingBehind) {
  for (const std::string& text : kSecrets) {
    Secret first{std::string(text)};
    Secret second(std::move(first));
    EXPECT_EQ(second.Reveal(), text);
    EXPECT_TRUE(first.empty());  // NOLINT(bugprone-use-after-move): that it is empty is the rule
    Secret third(std::string("another"));
    third = std::move(second);
    EXPECT_EQ(third.Reveal(), text);
    EXPECT_TRUE(second.empty());  // NOLINT(bugprone-use-after-move)
  }
}

TEST(Secret, MovedIntoItselfStays) {
  Secret secret(std::string("4711"));
  Secret& same = secret;
  secret = std::move(same);
  EXPECT_EQ(secret.Reveal(), "4711");
}

TEST(Secret, IsDuplicatedOnlyByName) {
  const Secret secret(std::string("4711"));
  EXPECT_EQ(secret.Duplicate().Reveal(), "4711");
  EXPECT_EQ(secret.Reveal(), "4711");
}

// Reads the octets in which a Secret lived, after it moved away.
TEST(Secret, WipesTheMemoryOfAShortOneThatMoved) {
  alignas(Secret) std::array<unsigned char, sizeof(Secret)> memory{};
  auto* const secret = new (memory.data()) Secret(std::string("topsecret"));
  const Secret elsewhere(std::move(*secret));
  const std::string_view left(reinterpret_cast<const char*>(memory.data()), memory.size());
  EXPECT_EQ(left.find("topsecret"), std::string_view::npos);
  EXPECT_EQ(left.find("opsecret"), std::string_view::npos);
  EXPECT_EQ(elsewhere.Reveal(), "topsecret");
  secret->~Secret();
}

}  // namespace
}  // namespace signet
