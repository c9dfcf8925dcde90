#pragma once

#include <boost/asio/awaitable.hpp>

#include "appliance/sealer/box.h"
#include "appliance/wire/signet.pb.h"

namespace signet::sealer {

/// Raises a sealed text, whoever sealed it, to the level asked for, and renews the archive
/// time-stamp of one that has it already (TS 119 182-1 5.3.6). No octet of what is there changes.
/// Only a seal that this box's own judgement passes is extended, and only one that it accepts at
/// the new level is given out; by then that stands in the log. Throws Error: kSealMalformed,
/// kExtensionRefused, kLevelUnavailable, and what LevelRaiser throws.
boost::asio::awaitable<wire::Extended> ExtendSeal(Box& box, const registry::Client& client,
                                                  wire::Extend request);

}  // namespace signet::sealer
