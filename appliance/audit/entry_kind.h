#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace signet::audit {

enum class MemberKind : std::uint8_t { kText, kDigest, kTime, kInteger, kBoolean };

struct EntryMember {
  std::string_view name;
  MemberKind kind;
  bool required = true;
};

/// One type of entry as LOG.md describes it, for those who read the log. `sentence` tells it to
/// people; `{name}` stands for the member of that name, and what is in `[…]` is told only if all
/// members in it are there.
struct EntryKind {
  std::string_view type;
  std::span<const EntryMember> members;  ///< besides `type` and `time`
  std::string_view sentence;
};

std::span<const EntryKind> AllEntryKinds();
/// Null for a type that this version does not know.
const EntryKind* FindEntryKind(std::string_view type);

}  // namespace signet::audit
