#pragma once

#include <boost/asio/awaitable.hpp>

#include "appliance/sealer/box.h"

namespace signet::sealer {

/// Signs a checkpoint with the log key whenever the log has grown, at most one an interval
/// (SealerConfig::checkpoint_interval), and looks after what changes by itself: the disk's space,
/// certificates that end, refused peers to be logged. Runs until its executor stops. A checkpoint
/// that cannot be signed now is tried again with the next interval; seals do not wait for it.
boost::asio::awaitable<void> KeepCheckpoints(Box& box);

}  // namespace signet::sealer
