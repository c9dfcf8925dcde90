#include "appliance/audit/log.h"

#include <utility>

#include "appliance/audit/checkpoint.h"
#include "appliance/audit/log_start.h"
#include "appliance/audit/log_store.h"
#include "appliance/audit/proof.h"
#include "appliance/audit/receipt.h"
#include "appliance/audit/tile.h"
#include "appliance/audit/tree_edge.h"
#include "appliance/base/error.h"

namespace signet::audit {
namespace {

Error PlaceUnknown(const std::string& place, std::uint64_t size) {
  return {Code::kLogPlaceUnknown,
          "The log of " + std::to_string(size) + " entries has no " + place + "."};
}

Error Inconsistent(const std::string& what) { return {Code::kLogInconsistent, what}; }

}  // namespace

class Log::Implementation {
 public:
  explicit Implementation(SQLite::Database& database) : store(database) {}

  // The hashes of a tile of the committed tree.
  Bytes Tile(unsigned level, std::uint64_t number, unsigned width) {
    const unsigned present = TileWidthAt(level, number, edge.size());
    if (width == 0 || width > present)
      throw PlaceUnknown(TilePath(level, number, width), edge.size());
    if (present != kTileWidth) return TileOf(edge.PartialTile(level).first(width));
    auto tile = store.Tile(level, number);
    if (!tile || tile->size() != std::size_t{kTileWidth} * kHashSize) {
      throw Inconsistent("The stored log lacks " + TilePath(level, number, kTileWidth) + ".");
    }
    tile->resize(std::size_t{width} * kHashSize);
    return *std::move(tile);
  }

  TileReader Tiles() {
    return [this](unsigned level, std::uint64_t number, unsigned width) {
      return Tile(level, number, width);
    };
  }

  TreeHead HeadAt(std::uint64_t size) {
    return {size, size == edge.size() ? edge.Root() : RootFromTiles(size, Tiles())};
  }

  std::string Entry(std::uint64_t index) {
    if (index >= edge.size()) throw PlaceUnknown("entry " + std::to_string(index), edge.size());
    std::vector<std::string> found = store.Entries(index, 1);
    if (found.empty()) throw Inconsistent("Entry " + std::to_string(index) + " is missing.");
    return std::move(found.front());
  }

  LogStore store;
  // The committed tree, and the one that takes its place after COMMIT.
  TreeEdge edge;
  TreeEdge next_edge;
  std::optional<LogStore::Note> note;

  // What the transaction under way adds, and how far it was when the work under way began.
  std::vector<Sha256> staged_leaves;
  std::optional<LogStore::Note> staged_note;
  std::size_t marked_leaves = 0;
  std::optional<LogStore::Note> marked_note;
};

Log::Log(std::unique_ptr<Implementation> implementation)
    : implementation_(std::move(implementation)) {}

Log::~Log() = default;

void Log::CreateTables(SQLite::Database& database) { LogStore::CreateTables(database); }

std::unique_ptr<Log> Log::Open(SQLite::Database& database) {
  auto implementation = std::make_unique<Implementation>(database);
  LogStart start = CheckStoredLog(implementation->store);
  implementation->edge = std::move(start.edge);
  implementation->note = std::move(start.note);
  return std::unique_ptr<Log>(new Log(std::move(implementation)));
}

std::uint64_t Log::Append(Time time, const Event& event) {
  return Append(EncodeEntry(time, event));
}

std::uint64_t Log::Append(std::string_view entry) {
  if (entry.size() > kLongestEntry) {
    throw Error(Code::kInternal, "A log entry has more than 65,535 octets.");
  }
  const std::uint64_t index = implementation_->edge.size() + implementation_->staged_leaves.size();
  implementation_->store.InsertEntry(index, entry);
  implementation_->staged_leaves.push_back(HashLeaf(AsBytes(entry)));
  return index;
}

TreeHead Log::Head() const { return {implementation_->edge.size(), implementation_->edge.Root()}; }

std::optional<std::string> Log::LatestNote() const {
  if (!implementation_->note) return std::nullopt;
  return implementation_->note->text;
}

std::uint64_t Log::LatestNoteSize() const {
  return implementation_->note ? implementation_->note->size : 0;
}

void Log::StoreNote(std::uint64_t size, std::string_view note, Time time) {
  const Checkpoint checkpoint = ReadNoteUnverified(note);
  if (implementation_->note && size <= implementation_->note->size) {
    throw Inconsistent("There is a checkpoint of this size or a larger one already.");
  }
  if (size > implementation_->edge.size() || checkpoint.head != implementation_->HeadAt(size)) {
    throw Inconsistent("The checkpoint is not one of this log.");
  }
  implementation_->store.InsertNote(size, note, time);
  implementation_->staged_note = LogStore::Note{size, std::string(note)};
}

std::string Log::Entry(std::uint64_t index) const { return implementation_->Entry(index); }

Bytes Log::Tile(unsigned level, std::uint64_t number, unsigned width) const {
  return implementation_->Tile(level, number, width);
}

Bytes Log::EntryBundle(std::uint64_t number, unsigned width) const {
  const std::uint64_t size = implementation_->edge.size();
  if (width == 0 || width > TileWidthAt(0, number, size)) {
    throw PlaceUnknown(BundlePath(number, width), size);
  }
  const std::vector<std::string> entries =
      implementation_->store.Entries(number * kTileWidth, width);
  if (entries.size() != width) {
    throw Inconsistent("Entry " + std::to_string(number * kTileWidth + entries.size()) +
                       " is missing.");
  }
  Bytes bundle;
  for (const std::string& entry : entries) AppendToBundle(bundle, entry);
  return bundle;
}

std::vector<Sha256> Log::InclusionProof(std::uint64_t index, std::uint64_t size) const {
  const std::uint64_t present = implementation_->edge.size();
  if (size > present) throw PlaceUnknown("size " + std::to_string(size), present);
  return ProveInclusion(index, size, implementation_->Tiles());
}

std::vector<Sha256> Log::ConsistencyProof(std::uint64_t older, std::uint64_t newer) const {
  const std::uint64_t present = implementation_->edge.size();
  if (newer > present) throw PlaceUnknown("size " + std::to_string(newer), present);
  return ProveConsistency(older, newer, implementation_->Tiles());
}

std::string Log::Receipt(std::uint64_t index) const {
  std::string entry = implementation_->Entry(index);
  if (index >= LatestNoteSize()) {
    throw Error(Code::kReceiptPending,
                "The next checkpoint will cover this seal; ask again in a few seconds.");
  }
  return WriteReceipt({std::move(entry), index, InclusionProof(index, LatestNoteSize()),
                       implementation_->note->text});
}

void Log::BeforeWork() noexcept {
  implementation_->marked_leaves = implementation_->staged_leaves.size();
  implementation_->marked_note = implementation_->staged_note;
}

void Log::AfterWorkRollback() noexcept {
  implementation_->staged_leaves.resize(implementation_->marked_leaves);
  implementation_->staged_note = implementation_->marked_note;
}

void Log::BeforeCommit() {
  if (implementation_->staged_leaves.empty()) return;
  implementation_->next_edge = implementation_->edge;
  std::vector<FullTile> filled;
  for (const Sha256& leaf : implementation_->staged_leaves) {
    implementation_->next_edge.Append(leaf, filled);
  }
  for (const FullTile& tile : filled) {
    implementation_->store.InsertTile(tile.level, tile.number, TileOf(tile.hashes));
  }
}

void Log::AfterCommit() noexcept {
  if (!implementation_->staged_leaves.empty()) {
    std::swap(implementation_->edge, implementation_->next_edge);
    implementation_->staged_leaves.clear();
  }
  if (implementation_->staged_note) {
    implementation_->note = std::exchange(implementation_->staged_note, std::nullopt);
  }
}

void Log::AfterRollback() noexcept {
  implementation_->staged_leaves.clear();
  implementation_->staged_note.reset();
}

}  // namespace signet::audit
