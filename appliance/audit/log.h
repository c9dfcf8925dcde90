#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/audit/event.h"
#include "appliance/audit/merkle.h"
#include "appliance/base/bytes.h"
#include "appliance/base/database.h"
#include "appliance/base/database_thread.h"

namespace signet::audit {

/// The stored log: entries, full tiles and checkpoints in the box's database, the tree's edge in
/// memory. Appending is the only change there is; the tables refuse UPDATE and DELETE by triggers.
/// Every member is called on the database thread (or before it starts), inside its transactions.
class Log final : public TransactionParticipant {
 public:
  static void CreateTables(SQLite::Database& database);

  /// `database` must outlive the log and stay where it is. Reads the edge and holds the stored log
  /// against its last checkpoint. Throws Error(kLogInconsistent) naming the place. The start check
  /// covers all tiles above the leaves and the newest 4,096 entries (LOG.md); `signetctl audit
  /// verify` covers every entry.
  static std::unique_ptr<Log> Open(SQLite::Database& database);
  ~Log() override;

  /// Stages an entry in the current transaction and returns its index. It counts after the commit.
  std::uint64_t Append(Time time, const Event& event);
  /// The same for an entry that EncodeEntry has made (so that encoding can be done elsewhere).
  std::uint64_t Append(std::string_view entry);

  /// Committed entries only.
  TreeHead Head() const;

  /// The newest signed note; nullopt before the first one.
  std::optional<std::string> LatestNote() const;
  std::uint64_t LatestNoteSize() const;  ///< 0 before the first one
  /// Keeps a note whose text is this tree's own checkpoint at `size`, which is larger than that of
  /// the latest one. Throws Error(kLogInconsistent) for any other note.
  void StoreNote(std::uint64_t size, std::string_view note, Time time);

  /// Throw Error(kLogPlaceUnknown) for what is not there (yet).
  std::string Entry(std::uint64_t index) const;
  /// C2SP tlog-tiles: `width` hashes (1 to 256) of 32 octets, no more than the tile has now.
  Bytes Tile(unsigned level, std::uint64_t number, unsigned width) const;
  /// Entry bundle: big-endian uint16 length and entry, `width` times.
  Bytes EntryBundle(std::uint64_t number, unsigned width) const;
  std::vector<Sha256> InclusionProof(std::uint64_t index, std::uint64_t size) const;
  std::vector<Sha256> ConsistencyProof(std::uint64_t older, std::uint64_t newer) const;

  /// C2SP tlog-proof of the entry under the latest note, the entry itself in `extra`.
  /// Throws Error(kReceiptPending) if the latest note does not cover it yet.
  std::string Receipt(std::uint64_t index) const;

  void BeforeWork() noexcept override;
  void AfterWorkRollback() noexcept override;
  void BeforeCommit() override;
  void AfterCommit() noexcept override;
  void AfterRollback() noexcept override;

 private:
  class Implementation;
  explicit Log(std::unique_ptr<Implementation> implementation);
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace signet::audit
