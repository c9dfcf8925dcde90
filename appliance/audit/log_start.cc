#include "appliance/audit/log_start.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "appliance/audit/checkpoint.h"
#include "appliance/audit/proof.h"
#include "appliance/audit/tile.h"
#include "appliance/base/error.h"

namespace signet::audit {
namespace {

// LOG.md, "The check at start".
constexpr std::uint64_t kNewestTiles = 16;

Error Inconsistent(const std::string& what) {
  return {Code::kLogInconsistent,
          "The stored log contradicts itself: " + what +
              " Stop here, keep the database as evidence, and restore a backup."};
}

Bytes ReadTile(LogStore& store, unsigned level, std::uint64_t number) {
  auto tile = store.Tile(level, number);
  if (!tile) throw Inconsistent(TilePath(level, number, kTileWidth) + " is missing.");
  if (tile->size() != std::size_t{kTileWidth} * kHashSize) {
    throw Inconsistent(TilePath(level, number, kTileWidth) + " does not have 256 hashes.");
  }
  return *std::move(tile);
}

void CheckCounts(LogStore& store, std::uint64_t size) {
  if (store.FirstEntry() != 0) throw Inconsistent("its first entries are missing.");
  for (unsigned level = 0; level <= store.TopLevel() || HashesAtLevel(level, size) != 0; ++level) {
    const std::uint64_t full = HashesAtLevel(level, size) / kTileWidth;
    const LogStore::TileRow tiles = store.TilesAtLevel(level);
    if (tiles.count != full || tiles.end != full) {
      throw Inconsistent("with " + std::to_string(size) + " entries there must be " +
                         std::to_string(full) + " full tiles of level " + std::to_string(level) +
                         ", and there are " + std::to_string(tiles.count) + ".");
    }
  }
}

// Leaf hashes of the entries of level 0 tile `number`.
std::vector<Sha256> HashEntries(LogStore& store, std::uint64_t number, unsigned width) {
  const std::vector<std::string> entries = store.Entries(number * kTileWidth, width);
  if (entries.size() != width) {
    throw Inconsistent("entry " + std::to_string(number * kTileWidth + entries.size()) +
                       " is missing.");
  }
  std::vector<Sha256> leaves;
  for (const std::string& entry : entries) leaves.push_back(HashLeaf(AsBytes(entry)));
  return leaves;
}

void CheckNewestEntries(LogStore& store, std::uint64_t size) {
  const std::uint64_t full = size / kTileWidth;
  for (std::uint64_t number = full - std::min(full, kNewestTiles); number < full; ++number) {
    const std::vector<Sha256> leaves = HashEntries(store, number, kTileWidth);
    const Bytes tile = ReadTile(store, 0, number);
    for (unsigned i = 0; i < kTileWidth; ++i) {
      if (HashInTile(tile, i) == leaves[i]) continue;
      throw Inconsistent("entry " + std::to_string(number * kTileWidth + i) +
                         " is not the one that " + TilePath(0, number, kTileWidth) + " has.");
    }
    // The tile's root, where it stands in a full tile; in a partial one it is computed from it.
    const Sha256 root = RootOfTile(tile);
    if (number / kTileWidth < HashesAtLevel(1, size) / kTileWidth &&
        HashInTile(ReadTile(store, 1, number / kTileWidth), number % kTileWidth) != root) {
      throw Inconsistent(TilePath(1, number / kTileWidth, kTileWidth) +
                         " does not have the root of " + TilePath(0, number, kTileWidth) + ".");
    }
  }
}

// Every full tile above the leaves has the root that the level above says.
void CheckUpperTiles(LogStore& store, std::uint64_t size) {
  for (unsigned level = 1; HashesAtLevel(level, size) >= kTileWidth; ++level) {
    const std::uint64_t full = HashesAtLevel(level, size) / kTileWidth;
    const std::uint64_t upper_full = HashesAtLevel(level + 1, size) / kTileWidth;
    Bytes upper;
    for (std::uint64_t number = 0; number < full; ++number) {
      const Sha256 root = RootOfTile(ReadTile(store, level, number));
      const std::uint64_t above = number / kTileWidth;
      if (above >= upper_full) continue;
      if (number % kTileWidth == 0) upper = ReadTile(store, level + 1, above);
      if (HashInTile(upper, number % kTileWidth) != root) {
        throw Inconsistent(TilePath(level + 1, above, kTileWidth) + " does not have the root of " +
                           TilePath(level, number, kTileWidth) + ".");
      }
    }
  }
}

// The partial tiles: leaves from entries, the rest from the full tiles below.
TreeEdge ReadEdge(LogStore& store, std::uint64_t size) {
  std::vector<std::vector<Sha256>> partial;
  for (unsigned level = 0; HashesAtLevel(level, size) != 0; ++level) {
    const std::uint64_t end = HashesAtLevel(level, size);
    const auto width = static_cast<unsigned>(end % kTileWidth);
    if (level == 0) {
      partial.push_back(HashEntries(store, end / kTileWidth, width));
      continue;
    }
    std::vector<Sha256>& hashes = partial.emplace_back();
    for (std::uint64_t below = end - width; below < end; ++below) {
      hashes.push_back(RootOfTile(ReadTile(store, level - 1, below)));
    }
  }
  return TreeEdge::FromPartialTiles(size, std::move(partial));
}

void CheckNote(LogStore& store, const TreeEdge& edge, const LogStore::Note& note) {
  const Checkpoint checkpoint = ReadNoteUnverified(note.text);
  if (checkpoint.head.size != note.size) {
    throw Inconsistent("the last checkpoint is stored under another size.");
  }
  if (note.size > edge.size()) {
    throw Inconsistent("the last checkpoint covers " + std::to_string(note.size) +
                       " entries, and there are " + std::to_string(edge.size()) + ".");
  }
  const auto read = [&](unsigned level, std::uint64_t number, unsigned) {
    const std::uint64_t full = HashesAtLevel(level, edge.size()) / kTileWidth;
    return number < full ? ReadTile(store, level, number) : TileOf(edge.PartialTile(level));
  };
  if (RootFromTiles(note.size, read) != checkpoint.head.root) {
    throw Inconsistent("the first " + std::to_string(note.size) +
                       " entries do not have the root of the last checkpoint.");
  }
}

}  // namespace

LogStart CheckStoredLog(LogStore& store) {
  const std::uint64_t size = store.EntryCount();
  CheckCounts(store, size);
  CheckNewestEntries(store, size);
  CheckUpperTiles(store, size);
  LogStart start{ReadEdge(store, size), store.LatestNote()};
  if (start.note) {
    try {
      CheckNote(store, start.edge, *start.note);
    } catch (const Error& error) {
      if (error.code() != Code::kLogMalformed) throw;
      throw Inconsistent("the last checkpoint cannot be read.");
    }
  }
  return start;
}

}  // namespace signet::audit
