#pragma once

#include <string_view>

#include "appliance/base/database.h"

namespace signet::registry {

/// Names given at this box: 1 to 64 letters, digits, '-', '.', '_'. Throws Error(kParameterInvalid)
/// in which `what` ("The client's name") says what it is.
void RequireName(std::string_view what, std::string_view name);

/// Whether SQLite refused a row because another one has its key.
bool IsTaken(const SQLite::Exception& failure);

}  // namespace signet::registry
