#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <optional>
#include <string>

#include "api/metrics.h"
#include "api/problem.h"
#include "api/route.h"

namespace signet::api {

class SealerClient;

/// Who is at the other end, as far as the gateway knows.
struct Peer {
  bool local = false;                      ///< came over the local socket
  std::optional<std::string> certificate;  ///< DER, with proof of possession
  std::string name;                        ///< address, for the journal
};

/// Answers a request that has been routed and read: by itself, or by asking the sealer. Safe from
/// any thread.
class Responder {
 public:
  Responder(SealerClient& sealer, Metrics& metrics, std::function<Metrics::Gauges()> gauges);

  /// Throws Error, also what SealerClient::Ask throws.
  boost::asio::awaitable<Answer> Respond(const Route& route, std::string body, const Peer& peer);

 private:
  boost::asio::awaitable<Answer> RespondMetrics(const Route& route, const Peer& peer);

  SealerClient& sealer_;
  Metrics& metrics_;
  std::function<Metrics::Gauges()> gauges_;
};

}  // namespace signet::api
