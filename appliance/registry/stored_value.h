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
  // An empty view may have no address, which SQLite would take for NULL.
  static constexpr char kNothing = 0;
  const void* const data = octets.empty() ? static_cast<const void*>(&kNothing) : octets.data();
  statement.bind(place, data, static_cast<int>(octets.size()));
}
inline Bytes OctetsOf(const SQLite::Column& column) {
  const auto* const data = static_cast<const std::uint8_t*>(column.getBlob());
  return {data, data + column.getBytes()};
}

/// One use of a statement that is kept prepared. It is ready for its next use, whatever ends this
/// one: a statement left in the middle would keep the transaction of its reading open.
class StatementUse {
 public:
  explicit StatementUse(SQLite::Statement& statement) : statement_(statement) {
    statement.clearBindings();
  }
  ~StatementUse() { statement_.tryReset(); }
  StatementUse(const StatementUse&) = delete;
  StatementUse& operator=(const StatementUse&) = delete;

 private:
  SQLite::Statement& statement_;
};

}  // namespace signet::registry
