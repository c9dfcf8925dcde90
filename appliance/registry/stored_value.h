#pragma once

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include <chrono>
#include <cstdint>

#include "appliance/base/bytes.h"
#include "appliance/base/clock.h"

namespace signet::registry {

/// How values stand in the registry's tables: times as milliseconds since 1970, octets as blobs.
inline std::int64_t Milliseconds(Time time) { return time.time_since_epoch().count(); }
inline Time TimeOf(const SQLite::Column& column) {
  return Time(std::chrono::milliseconds(column.getInt64()));
}

inline void BindOctets(SQLite::Statement& statement, int place, ByteView octets) {
  statement.bind(place, static_cast<const void*>(octets.data()), static_cast<int>(octets.size()));
}
inline Bytes OctetsOf(const SQLite::Column& column) {
  const auto* const data = static_cast<const std::uint8_t*>(column.getBlob());
  return {data, data + column.getBytes()};
}

}  // namespace signet::registry
