#pragma once

#include <boost/asio/awaitable.hpp>

#include "appliance/sealer/box.h"
#include "appliance/sealer/caller.h"
#include "appliance/wire/signet.pb.h"

namespace signet::sealer {

/// Answers one request: looks it up in the dispatch table, admits or refuses its sender, does it.
/// Every failure becomes a Problem in the response and, where the log must know, an entry; nothing
/// is thrown. The response's id is the request's.
boost::asio::awaitable<wire::Response> Answer(Box& box, Origin origin, wire::Request request);

}  // namespace signet::sealer
