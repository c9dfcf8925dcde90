#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>

#include "appliance/sealer/box.h"
#include "appliance/wire/signet.pb.h"

namespace signet::sealer {

/// GET /v1/state: what an operator needs to see at a glance.
boost::asio::awaitable<wire::State> ReportState(Box& box);
/// GET /v1/health/ready: yes or no, with the state's reason.
wire::Readiness ReportReadiness(Box& box);
/// The sealer's part of GET /metrics.
boost::asio::awaitable<std::string> ReportMetrics(Box& box);

}  // namespace signet::sealer
