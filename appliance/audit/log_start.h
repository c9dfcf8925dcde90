#pragma once

#include <optional>

#include "appliance/audit/log_store.h"
#include "appliance/audit/tree_edge.h"

namespace signet::audit {

/// What a stored log goes on from.
struct LogStart {
  TreeEdge edge;
  std::optional<LogStore::Note> note;
};

/// Computes the edge from the stored log and does the check at start that LOG.md describes. Throws
/// Error(kLogInconsistent) naming the place.
LogStart CheckStoredLog(LogStore& store);

}  // namespace signet::audit
