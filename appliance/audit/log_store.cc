#include "appliance/audit/log_store.h"

#include <SQLiteCpp/Exception.h>

#include <utility>

#include "appliance/base/error.h"

namespace signet::audit {
namespace {

constexpr const char* kTables = R"(
CREATE TABLE IF NOT EXISTS entry (idx INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS tile (
  level INTEGER NOT NULL, number INTEGER NOT NULL, hashes BLOB NOT NULL,
  PRIMARY KEY (level, number));
CREATE TABLE IF NOT EXISTS checkpoint (
  size INTEGER PRIMARY KEY, note TEXT NOT NULL, time TEXT NOT NULL);
)";

std::string Refusal(const std::string& table, const std::string& change) {
  return "CREATE TRIGGER IF NOT EXISTS " + table + "_no_" + change + " BEFORE " + change + " ON " +
         table + " BEGIN SELECT RAISE(ABORT, 'the log only grows'); END";
}

constexpr const char* kNotWritten = "The log cannot be written; see the disk's space and health.";
constexpr const char* kNotRead = "The log cannot be read; see that the database is not damaged.";

std::int64_t Signed(std::uint64_t number) { return static_cast<std::int64_t>(number); }
std::uint64_t Unsigned(const SQLite::Column& column) {
  return static_cast<std::uint64_t>(column.getInt64());
}

std::string_view Octets(const SQLite::Column& column) {
  const auto* const data = static_cast<const char*>(column.getBlob());
  return {data, static_cast<std::size_t>(column.getBytes())};
}

// SQLite takes a null pointer for NULL, also with length 0.
void BindOctets(SQLite::Statement& statement, int place, const void* data, std::size_t size) {
  statement.bindNoCopy(place, size == 0 ? "" : data, static_cast<int>(size));
}

void Execute(SQLite::Statement& statement) {
  statement.exec();
  statement.tryReset();
}

}  // namespace

void LogStore::CreateTables(SQLite::Database& database) {
  TranslateDatabaseFailures(kNotWritten, [&] {
    database.exec(kTables);
    for (const char* const table : {"entry", "tile", "checkpoint"}) {
      for (const char* const change : {"update", "delete"}) database.exec(Refusal(table, change));
    }
  });
}

LogStore::LogStore(SQLite::Database& database) try
    : database_(database),
      insert_entry_(database, "INSERT INTO entry (idx, body) VALUES (?, ?)"),
      insert_tile_(database, "INSERT INTO tile (level, number, hashes) VALUES (?, ?, ?)"),
      select_entries_(database,
                      "SELECT idx, body FROM entry WHERE idx >= ? AND idx < ? ORDER BY idx"),
      select_tile_(database, "SELECT hashes FROM tile WHERE level = ? AND number = ?") {
} catch (const SQLite::Exception& failure) {
  throw DatabaseFailure(kNotRead, failure);
}

void LogStore::InsertEntry(std::uint64_t index, std::string_view body) {
  TranslateDatabaseFailures(kNotWritten, [&] {
    insert_entry_.tryReset();
    insert_entry_.bind(1, Signed(index));
    BindOctets(insert_entry_, 2, body.data(), body.size());
    Execute(insert_entry_);
  });
}

void LogStore::InsertTile(unsigned level, std::uint64_t number, ByteView hashes) {
  TranslateDatabaseFailures(kNotWritten, [&] {
    insert_tile_.tryReset();
    insert_tile_.bind(1, level);
    insert_tile_.bind(2, Signed(number));
    BindOctets(insert_tile_, 3, hashes.data(), hashes.size());
    Execute(insert_tile_);
  });
}

void LogStore::InsertNote(std::uint64_t size, std::string_view note, Time time) {
  TranslateDatabaseFailures(kNotWritten, [&] {
    SQLite::Statement insert(database_,
                             "INSERT INTO checkpoint (size, note, time) VALUES (?, ?, ?)");
    insert.bind(1, Signed(size));
    insert.bind(2, std::string(note));
    insert.bind(3, FormatTime(time));
    insert.exec();
  });
}

std::uint64_t LogStore::FirstEntry() {
  return TranslateDatabaseFailures(kNotRead, [&] {
    return Unsigned(database_.execAndGet("SELECT coalesce(min(idx), 0) FROM entry"));
  });
}

std::uint64_t LogStore::EntryCount() {
  return TranslateDatabaseFailures(kNotRead, [&] {
    return Unsigned(database_.execAndGet("SELECT coalesce(max(idx) + 1, 0) FROM entry"));
  });
}

std::vector<std::string> LogStore::Entries(std::uint64_t begin, std::uint64_t count) {
  return TranslateDatabaseFailures(kNotRead, [&] {
    std::vector<std::string> bodies;
    select_entries_.tryReset();
    select_entries_.bind(1, Signed(begin));
    select_entries_.bind(2, Signed(begin + count));
    while (select_entries_.executeStep()) {
      if (Unsigned(select_entries_.getColumn(0)) != begin + bodies.size()) break;
      bodies.emplace_back(Octets(select_entries_.getColumn(1)));
    }
    select_entries_.tryReset();
    return bodies;
  });
}

LogStore::TileRow LogStore::TilesAtLevel(unsigned level) {
  return TranslateDatabaseFailures(kNotRead, [&] {
    SQLite::Statement query(
        database_, "SELECT count(*), coalesce(max(number) + 1, 0) FROM tile WHERE level = ?");
    query.bind(1, level);
    query.executeStep();
    return TileRow{Unsigned(query.getColumn(0)), Unsigned(query.getColumn(1))};
  });
}

unsigned LogStore::TopLevel() {
  return TranslateDatabaseFailures(kNotRead, [&] {
    return database_.execAndGet("SELECT coalesce(max(level), 0) FROM tile").getUInt();
  });
}

std::optional<Bytes> LogStore::Tile(unsigned level, std::uint64_t number) {
  return TranslateDatabaseFailures(kNotRead, [&]() -> std::optional<Bytes> {
    select_tile_.tryReset();
    select_tile_.bind(1, level);
    select_tile_.bind(2, Signed(number));
    if (!select_tile_.executeStep()) return std::nullopt;
    Bytes hashes = ToBytes(Octets(select_tile_.getColumn(0)));
    select_tile_.tryReset();
    return hashes;
  });
}

std::optional<LogStore::Note> LogStore::LatestNote() {
  return TranslateDatabaseFailures(kNotRead, [&]() -> std::optional<Note> {
    SQLite::Statement query(database_,
                            "SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1");
    if (!query.executeStep()) return std::nullopt;
    return Note{Unsigned(query.getColumn(0)), query.getColumn(1).getString()};
  });
}

}  // namespace signet::audit
