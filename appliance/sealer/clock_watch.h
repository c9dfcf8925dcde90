#pragma once

#include <boost/asio/awaitable.hpp>

#include "appliance/sealer/box.h"

namespace signet::sealer {

/// While the clock is in doubt, asks the time-stamp authorities again every
/// SealerConfig::clock_check_interval, and lets sealing go on when one agrees. Runs until its
/// executor stops.
boost::asio::awaitable<void> KeepClockWatched(Box& box);

}  // namespace signet::sealer
