#include "api/responder.h"

#include <utility>

#include "api/media_type.h"
#include "api/openapi_document.h"
#include "api/sealer_client.h"
#include "api/sealer_messages.h"
#include "appliance/base/error.h"
#include "appliance/base/json_writer.h"

namespace signet::api {

namespace asio = boost::asio;

Responder::Responder(SealerClient& sealer, Metrics& metrics,
                     std::function<Metrics::Gauges()> gauges)
    : sealer_(sealer), metrics_(metrics), gauges_(std::move(gauges)) {}

asio::awaitable<Answer> Responder::Respond(const Route& route, std::string body, const Peer& peer) {
  if (route.operation == Operation::kGetAlive) {
    json::ObjectWriter json;
    json.Boolean("alive", true);
    co_return Answer{200, std::string(kJson), json.Write(), {}};
  }
  if (route.operation == Operation::kGetOpenapi) {
    co_return Answer{200, std::string(kYaml), std::string(OpenapiDocument()), {}};
  }
  if (route.operation == Operation::kGetMetrics) co_return co_await RespondMetrics(route, peer);
  // Readiness is for anyone; a stranger's certificate would only be looked at.
  const bool anyone = InfoOf(route.operation).access == Access::kAnyone;
  wire::Request request =
      ToWire(route, std::move(body), anyone ? std::optional<std::string>() : peer.certificate);
  wire::Response response = co_await sealer_.Ask(std::move(request));
  co_return FromWire(route, std::move(response));
}

asio::awaitable<Answer> Responder::RespondMetrics(const Route& route, const Peer& peer) {
  Answer answer{200, {}, {}, {}};
  try {
    wire::Request request = ToWire(route, {}, peer.certificate);
    wire::Response response = co_await sealer_.Ask(std::move(request));
    answer = FromWire(route, std::move(response));
  } catch (const Error&) {
    // Whoever may look over the local socket sees at least this side, and that the other is
    // missing.
    if (!peer.local) throw;
    answer.status = 503;
  }
  if (answer.status != 200) {
    if (!peer.local) co_return answer;
    answer = Answer{200, {}, {}, {}};
  }
  answer.media_type = "text/plain; version=0.0.4; charset=utf-8";
  answer.body = metrics_.Write(gauges_()) + answer.body;
  co_return answer;
}

}  // namespace signet::api
