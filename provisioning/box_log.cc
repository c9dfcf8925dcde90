#include "provisioning/box_log.h"

#include "appliance/audit/tile.h"

namespace signet::provisioning {

std::string BoxLog::ReadCheckpoint() { return connection_.Get("/checkpoint"); }

Bytes BoxLog::ReadTile(unsigned level, std::uint64_t number, unsigned width) {
  return ToBytes(connection_.Get("/" + audit::TilePath(level, number, width)));
}

Bytes BoxLog::ReadBundle(std::uint64_t number, unsigned width) {
  return ToBytes(connection_.Get("/" + audit::BundlePath(number, width)));
}

}  // namespace signet::provisioning
