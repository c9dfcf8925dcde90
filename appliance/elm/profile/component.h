#pragma once

#include <cstdint>
#include <string_view>

namespace signet::elm {

/// The constraint components of SHACL Core (W3C Recommendation of 20 July 2017, section 4), in the
/// order of that section.
enum class Component : std::uint8_t {
  kClass,
  kDatatype,
  kNodeKind,
  kMinCount,
  kMaxCount,
  kMinExclusive,
  kMinInclusive,
  kMaxExclusive,
  kMaxInclusive,
  kMinLength,
  kMaxLength,
  kPattern,
  kLanguageIn,
  kUniqueLang,
  kEquals,
  kDisjoint,
  kLessThan,
  kLessThanOrEquals,
  kNot,
  kAnd,
  kOr,
  kXone,
  kNode,
  kProperty,
  kClosed,
  kHasValue,
  kIn,
};

/// "http://www.w3.org/ns/shacl#MinCountConstraintComponent"
std::string_view IriOf(Component component);

}  // namespace signet::elm
