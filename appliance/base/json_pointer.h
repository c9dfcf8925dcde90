#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "appliance/base/json.h"

namespace signet::json {

/// The JSON pointers (RFC 6901) of the innermost values that hold these octets of a document,
/// counted from the text's start; of a member's name, the object it is in. An octet outside `root`
/// gives root's own, "". Where a pointer would have more than `longest` octets, it is the one of
/// the innermost enclosing value whose pointer has not. `places` may come in any order and more
/// than once; the document is walked once for all of them, and only where one of them is.
std::vector<std::string> PointersTo(Value root, std::span<const std::size_t> places,
                                    std::size_t longest);

}  // namespace signet::json
