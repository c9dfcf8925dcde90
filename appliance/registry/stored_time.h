#pragma once

#include <SQLiteCpp/Column.h>

#include <chrono>
#include <cstdint>

#include "appliance/base/clock.h"

namespace signet::registry {

/// Times in the registry's tables: milliseconds since 1970.
inline std::int64_t Milliseconds(Time time) { return time.time_since_epoch().count(); }
inline Time TimeOf(const SQLite::Column& column) {
  return Time(std::chrono::milliseconds(column.getInt64()));
}

}  // namespace signet::registry
