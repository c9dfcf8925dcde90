#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <string>

#include "appliance/base/bytes.h"
#include "appliance/wire/signet.pb.h"

namespace signet::sealer {

/// Something from outside that the gateway is to fetch (WIRE.md).
struct FetchQuestion {
  wire::Fetch::Kind kind;
  std::string url;
  Bytes body;
  std::chrono::milliseconds time_limit;
};

/// Fetches: the untrusted octets that came, or Error: kTimedOut, kNetworkFailed (also where no
/// gateway is connected), kTooLarge, kConfigurationInvalid (the gateway's allow-list forbids it).
using Fetch = std::function<boost::asio::awaitable<Bytes>(FetchQuestion)>;

}  // namespace signet::sealer
