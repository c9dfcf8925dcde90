#pragma once

#include <cstddef>
#include <vector>

#include "appliance/audit/event.h"
#include "appliance/base/database.h"
#include "appliance/seal/trust_judgement.h"
#include "appliance/wire/signet.pb.h"

namespace signet::sealer {

// How trusted lists come into a box: from files while its sealer stands still, through the relay
// while it runs. On the database thread.

/// `sources`, with what the box has standing in for what they lack: certificates of the Official
/// Journal, and pivots. Throws Error(kParameterInvalid) if there is no such certificate at all.
seal::TrustSources WithStored(SQLite::Database& database, seal::TrustSources sources);

struct TrustImport {
  /// Whether the way to the list of lists holds. If not, nothing was kept.
  bool taken = false;
  std::size_t added = 0;             ///< lists that the box did not have yet
  std::vector<audit::Event> events;  ///< to be logged in the same transaction
};

/// Keeps those of `files` that are good and newer than what the box has. One that is older than the
/// box's becomes refused, with its reason in `files`. `origins`: the certificates of the Official
/// Journal by which they were judged.
TrustImport StoreTrust(SQLite::Database& database, const std::vector<Certificate>& origins,
                       std::vector<seal::JudgedFile>& files, Time now);

/// One list as people and programs are told of it.
wire::JudgedList Describe(const seal::JudgedFile& file);

}  // namespace signet::sealer
