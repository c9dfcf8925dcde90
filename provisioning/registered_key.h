#pragma once

#include <string_view>

#include "appliance/base/database.h"
#include "appliance/registry/seal_key.h"

namespace signet::provisioning {

/// The seal key of this name. Throws Error(kKeyUnknown) that names those there are.
registry::SealKey FindRegisteredKey(SQLite::Database& database, std::string_view name);

}  // namespace signet::provisioning
