#include "appliance/audit/log_source.h"

#include <fstream>
#include <system_error>
#include <utility>

#include "appliance/audit/checkpoint.h"
#include "appliance/audit/tile.h"
#include "appliance/base/error.h"
#include "appliance/base/file.h"

namespace signet::audit {
namespace {

constexpr std::size_t kLargestFile = kTileWidth * (kLongestEntry + 2);

// Not WriteFile: an export has two files for 256 entries, and each fsync would cost milliseconds.
void Write(const std::filesystem::path& path, std::string_view content) {
  std::error_code failure;
  std::filesystem::create_directories(path.parent_path(), failure);
  std::ofstream file(path, std::ios::binary);
  file << content << std::flush;
  if (!file) {
    throw Error(Code::kFileUnusable,
                "Cannot write " + path.string() + "; see that the disk has space.");
  }
}

void RequireEmpty(const std::filesystem::path& folder) {
  std::error_code failure;
  if (!std::filesystem::exists(folder, failure)) return;
  if (std::filesystem::is_empty(folder, failure) && !failure) return;
  throw Error(Code::kParameterInvalid,
              folder.string() + " is not an empty folder; name a new one for the export.");
}

}  // namespace

LogFolder::LogFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

std::string LogFolder::Read(const std::string& path) const {
  std::error_code failure;
  if (!std::filesystem::is_regular_file(folder_ / path, failure)) {
    throw Error(Code::kLogPlaceUnknown, "There is no file " + (folder_ / path).string() + ".");
  }
  return ReadFile(folder_ / path, kLargestFile);
}

std::string LogFolder::ReadCheckpoint() { return Read("checkpoint"); }

Bytes LogFolder::ReadTile(unsigned level, std::uint64_t number, unsigned width) {
  return ToBytes(Read(TilePath(level, number, width)));
}

Bytes LogFolder::ReadBundle(std::uint64_t number, unsigned width) {
  return ToBytes(Read(BundlePath(number, width)));
}

std::string StoredLog::ReadCheckpoint() {
  auto note = log_.LatestNote();
  if (!note) throw Error(Code::kLogPlaceUnknown, "The log has no checkpoint yet.");
  return *std::move(note);
}

Bytes StoredLog::ReadTile(unsigned level, std::uint64_t number, unsigned width) {
  return log_.Tile(level, number, width);
}

Bytes StoredLog::ReadBundle(std::uint64_t number, unsigned width) {
  return log_.EntryBundle(number, width);
}

void ExportLog(LogSource& source, const std::filesystem::path& folder, const Progress& progress) {
  RequireEmpty(folder);
  const std::string note = source.ReadCheckpoint();
  const std::uint64_t size = ReadNoteUnverified(note).head.size;
  for (std::uint64_t number = 0; TileWidthAt(0, number, size) != 0; ++number) {
    const unsigned width = TileWidthAt(0, number, size);
    Write(folder / BundlePath(number, width), AsText(source.ReadBundle(number, width)));
    if (progress) progress(number * kTileWidth + width, size);
  }
  for (unsigned level = 0; HashesAtLevel(level, size) != 0; ++level) {
    for (std::uint64_t number = 0; TileWidthAt(level, number, size) != 0; ++number) {
      const unsigned width = TileWidthAt(level, number, size);
      Write(folder / TilePath(level, number, width), AsText(source.ReadTile(level, number, width)));
    }
  }
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
  WriteFile(folder / "checkpoint", note, FileMode::kPublic);
}

}  // namespace signet::audit
