#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/clock.h"
#include "appliance/base/database.h"

namespace signet::audit {

/// The log's three tables and every statement on them; no tree, no rules. Throws
/// Error(kDatabaseFailed). Refers to the database, which must outlive it.
class LogStore {
 public:
  static void CreateTables(SQLite::Database& database);
  explicit LogStore(SQLite::Database& database);

  void InsertEntry(std::uint64_t index, std::string_view body);
  void InsertTile(unsigned level, std::uint64_t number, ByteView hashes);
  void InsertNote(std::uint64_t size, std::string_view note, Time time);

  std::uint64_t FirstEntry();  ///< lowest index; 0 if there is none
  std::uint64_t EntryCount();  ///< highest index + 1; 0 if there is none
  /// Bodies of entries [begin, begin + count) as far as they are there without a gap.
  std::vector<std::string> Entries(std::uint64_t begin, std::uint64_t count);

  struct TileRow {
    std::uint64_t count = 0;
    std::uint64_t end = 0;  ///< highest number + 1
  };
  TileRow TilesAtLevel(unsigned level);
  unsigned TopLevel();  ///< highest with a tile; 0 if there is none
  std::optional<Bytes> Tile(unsigned level, std::uint64_t number);

  struct Note {
    std::uint64_t size;
    std::string text;
  };
  std::optional<Note> LatestNote();

 private:
  SQLite::Database& database_;
  SQLite::Statement insert_entry_;
  SQLite::Statement insert_tile_;
  SQLite::Statement select_entries_;
  SQLite::Statement select_tile_;
};

}  // namespace signet::audit
