#include "api/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace signet::api {
namespace {

const prometheus::Histogram::BucketBoundaries kSeconds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                          0.1,   0.25,   0.5,   1.0,  2.5,   10.0};

template <typename Builder>
auto& Build(Builder builder, prometheus::Registry& registry, const char* name, const char* help) {
  return builder.Name(name).Help(help).Register(registry);
}

}  // namespace

struct Metrics::Content {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests =
      Build(prometheus::BuildCounter(), registry, "signet_gateway_requests_total",
            "Requests answered, by operation and status.");
  prometheus::Family<prometheus::Histogram>& durations =
      Build(prometheus::BuildHistogram(), registry, "signet_gateway_request_seconds",
            "From the whole request header to the answer, without sending it.");
  prometheus::Family<prometheus::Counter>& refused =
      Build(prometheus::BuildCounter(), registry, "signet_gateway_connections_refused_total",
            "Connections ended before their first request, by reason.");
  prometheus::Gauge& connections =
      Build(prometheus::BuildGauge(), registry, "signet_gateway_connections", "Open connections.")
          .Add({});
  prometheus::Gauge& body_octets =
      Build(prometheus::BuildGauge(), registry, "signet_gateway_body_octets",
            "Octets set aside for bodies under way.")
          .Add({});
  prometheus::Gauge& at_sealer =
      Build(prometheus::BuildGauge(), registry, "signet_gateway_requests_at_sealer",
            "Requests the sealer has not answered yet.")
          .Add({});
  prometheus::Gauge& sealer_connections =
      Build(prometheus::BuildGauge(), registry, "signet_gateway_sealer_connections_made",
            "Connections made to the sealer since the start.")
          .Add({});
  prometheus::Gauge& sealer_up =
      Build(prometheus::BuildGauge(), registry, "signet_gateway_sealer_up",
            "1 while the sealer is connected.")
          .Add({});
};

Metrics::Metrics() : content_(std::make_unique<Content>()) {}
Metrics::~Metrics() = default;

void Metrics::CountRequest(std::string_view operation, int status,
                           std::chrono::nanoseconds duration) {
  const std::string name(operation);
  content_->requests.Add({{"operation", name}, {"status", std::to_string(status)}}).Increment();
  content_->durations.Add({{"operation", name}}, kSeconds)
      .Observe(std::chrono::duration<double>(duration).count());
}

void Metrics::CountRefusedConnection(std::string_view reason) {
  content_->refused.Add({{"reason", std::string(reason)}}).Increment();
}

std::string Metrics::Write(const Gauges& gauges) {
  content_->connections.Set(static_cast<double>(gauges.connections));
  content_->body_octets.Set(static_cast<double>(gauges.body_octets));
  content_->at_sealer.Set(static_cast<double>(gauges.requests_at_sealer));
  content_->sealer_connections.Set(static_cast<double>(gauges.sealer_connections));
  content_->sealer_up.Set(gauges.sealer_connected ? 1 : 0);
  return prometheus::TextSerializer().Serialize(content_->registry.Collect());
}

}  // namespace signet::api
