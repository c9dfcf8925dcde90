#pragma once

#include <string_view>
#include <vector>

#include "appliance/base/database.h"

namespace signet::registry {

/// Names given at this box: 1 to 64 letters, digits, '-', '.', '_'.
bool IsName(std::string_view name);
/// Throws Error(kRegistryMalformed), in which `what` ("The client's name") says what it is.
void RequireName(std::string_view what, std::string_view name);

/// 1 to 2,000 octets without control characters: what people call things.
bool IsLine(std::string_view text);
/// Throws Error(kRegistryMalformed) for what is no such line, or no UTF-8.
void RequireLine(std::string_view what, std::string_view text);

/// The longest list of names, identifiers or IRIs that is registered.
constexpr std::size_t kLongestList = 1000;
bool HasRepeats(std::vector<std::string_view> texts);

/// Whether SQLite refused a row because another one has its key.
bool IsTaken(const SQLite::Exception& failure);

}  // namespace signet::registry
