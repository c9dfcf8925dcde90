#include "appliance/elm/attribution/relation.h"

#include <algorithm>
#include <cstddef>

namespace signet::elm {
namespace {

constexpr auto kLengthOf = [](const RelationName& one) { return one.name.size(); };
constexpr std::size_t kLongest = kLengthOf(kRelationNames.back());
static_assert(std::ranges::is_sorted(kRelationNames, {}, kLengthOf));

/// Where the names of each length begin.
constexpr auto kBegin = [] {
  std::array<std::uint8_t, kLongest + 2> begin{};
  for (std::size_t length = 0; length < begin.size(); ++length) {
    begin[length] = static_cast<std::uint8_t>(std::ranges::count_if(
        kRelationNames, [&](const RelationName& one) { return one.name.size() < length; }));
  }
  return begin;
}();

}  // namespace

std::optional<Relation> RelationNamed(std::string_view name) {
  if (name.size() > kLongest) return std::nullopt;
  for (std::size_t i = kBegin[name.size()]; i < kBegin[name.size() + 1]; ++i) {
    const std::string_view known = kRelationNames[i].name;
    // Most members are none of these, and few of those begin alike.
    if (known.front() == name.front() && known == name) return kRelationNames[i].relation;
  }
  return std::nullopt;
}

}  // namespace signet::elm
