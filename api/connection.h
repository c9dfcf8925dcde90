#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "api/access_reporter.h"
#include "api/body_budget.h"
#include "api/connections.h"
#include "api/metrics.h"
#include "api/responder.h"
#include "api/settings.h"

namespace signet::api {

/// What every connection works with; it outlives them.
struct ConnectionContext {
  const Limits& limits;
  BodyBudget& bodies;
  Metrics& metrics;
  Responder& responder;
  AccessReporter& refusals;
};

/// Serves one connection until it ends, on its socket's executor, which must be a strand. Requests
/// are answered one after the other in their order. `place` is held as long as the connection is.
void ServeTls(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context& tls,
              const ConnectionContext& context, std::unique_ptr<Connections::Place> place);

/// The same for the local socket: no TLS, and only what needs no certificate there.
void ServeLocal(boost::asio::local::stream_protocol::socket socket,
                const ConnectionContext& context, std::unique_ptr<Connections::Place> place);

}  // namespace signet::api
