#pragma once

#include <boost/asio/awaitable.hpp>

#include "appliance/sealer/box.h"

namespace signet::sealer {

/// Forgets what a repeat needs once its time is over (retention.repeats_ms), and the nonces of
/// signed requests; a seal that nobody finished by then fails. Every minute, for as long as the
/// process runs; a failure goes to the journal and is tried again.
boost::asio::awaitable<void> KeepRetention(Box& box);

/// Once, now.
boost::asio::awaitable<void> ForgetWhatIsOver(Box& box);

}  // namespace signet::sealer
