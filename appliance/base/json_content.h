#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/json.h"

namespace signet::json {

inline constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// One value. They stand in the order of the text, so an object's or array's first child comes
/// right after it. Small, because a hostile text of n octets has n/2 of them.
struct Node {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t next = kNone;        ///< the next member or element beside it
  std::uint32_t size = 0;            ///< members or elements
  std::uint32_t sorted = kNone;      ///< of a large object: where its names' list starts
  std::uint32_t resolved = kNone;    ///< of a string with escapes: its characters
  std::uint32_t name_begin = kNone;  ///< of a member: its name with quotes
  std::uint32_t name_end = 0;
  std::uint32_t name_resolved = kNone;  ///< of a member whose name has escapes: its characters
};

/// What a Document is inside: the text between brackets and padding, as simdjson wants it, and its
/// values as a flat list. Offsets count from the text's first octet.
struct DocumentContent {
  DocumentContent(std::string_view source, std::size_t padding) : size(source.size()) {
    padded.reserve(source.size() + 2 + padding);
    padded += '[';
    padded += source;
    padded += ']';
    padded.append(padding, '\0');
  }

  std::string_view text() const { return std::string_view(padded).substr(1, size); }
  std::string_view RawName(std::uint32_t index) const;
  std::string_view Name(std::uint32_t index) const;

  /// `[`, the text, `]` and zeros for readers that look ahead.
  std::string padded;
  std::size_t size;
  std::vector<Node> nodes;
  std::vector<std::string> resolved;
  std::vector<std::uint32_t> sorted;  ///< members of large objects by name
};

constexpr bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace signet::json
