#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/audit/entry_kind.h"
#include "appliance/base/clock.h"
#include "appliance/base/json.h"

namespace signet::audit {

/// An entry as it was read from a log: a JSON object with `type` and `time`, and what is wrong with
/// it, if anything, as values.
class LoggedEntry {
 public:
  /// Throws Error(kLogMalformed) for a text that is no JSON object with text `type` and time
  /// `time`.
  explicit LoggedEntry(std::string_view text);

  std::string_view type() const { return type_; }
  Time time() const { return time_; }
  /// Null for a type that this version does not know.
  const EntryKind* kind() const { return kind_; }

  /// The member as it has to be, or nothing.
  std::optional<std::string_view> Text(std::string_view name) const;
  std::optional<std::uint64_t> Index(std::string_view name) const;

  /// Whether the text is the canonical one (RFC 8785) of what it says.
  bool IsCanonical() const;
  /// Members that its kind asks for and that are missing or of another kind.
  std::vector<std::string_view> WrongMembers() const;
  /// Members that its kind does not know.
  std::vector<std::string> UnknownMembers() const;

  const json::Document& document() const { return document_; }

 private:
  json::Document document_;
  std::string type_;
  Time time_;
  const EntryKind* kind_;
};

/// One line for people: time and sentence. Digests are cut to 12 digits. A text that is no entry is
/// told as such, and one of an unknown type member by member; never throws for what it is given.
std::string DescribeEntry(std::string_view text);

}  // namespace signet::audit
