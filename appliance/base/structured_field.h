#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "appliance/base/bytes.h"

namespace signet::structured_field {

// HTTP's structured fields (RFC 9651, before that 8941), the few forms of them that Signet reads
// and writes. Where the RFC leaves a reader room, there is none here: a key that comes twice,
// base64 without its padding and a value of another kind are refused. All readers throw
// Error(kRequestMalformed) with what is wrong at which octet, also for more than 16 KiB.

/// A Bare Item of the kinds that are needed: an Integer (3.3.1) or a String (3.3.3).
using BareItem = std::variant<std::int64_t, std::string>;

struct Parameter {
  std::string key;
  BareItem value;
};

/// An Inner List (3.1.1) of Strings. They have no parameters, the list itself may.
struct StringList {
  std::vector<std::string> items;
  std::vector<Parameter> parameters;
};

/// A Dictionary (3.2) of exactly one such list.
struct LabelledList {
  std::string label;
  StringList list;
};
LabelledList ReadLabelledList(std::string_view field);

/// 4.1.1.1: the one spelling that a list has. Throws Error(kRequestMalformed) for a String with
/// other characters than visible ASCII and spaces, and for an Integer of more than 15 digits.
std::string Write(const StringList& list);

/// A member of a Dictionary: a Byte Sequence (3.3.5) without parameters.
struct LabelledOctets {
  std::string label;
  Bytes octets;
};
/// A Dictionary of one or more such members.
std::vector<LabelledOctets> ReadOctets(std::string_view field);
std::string Write(const LabelledOctets& member);

}  // namespace signet::structured_field
