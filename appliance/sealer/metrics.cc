#include "appliance/sealer/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>

namespace signet::sealer {
namespace {

using Buckets = prometheus::Histogram::BucketBoundaries;

const Buckets& SealBuckets() {
  static const Buckets buckets{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                               0.1,    0.25,  0.5,    1.0,   2.5,  5.0,   10.0};
  return buckets;
}

constexpr std::array<std::string_view, 5> kStates{"unprovisioned", "locked", "operational",
                                                  "suspended", "failed"};

}  // namespace

struct Metrics::Content {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& seals = prometheus::BuildCounter()
                                                       .Name("signet_seals_total")
                                                       .Help("Seal requests by outcome")
                                                       .Register(registry);
  prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                          .Name("signet_requests_total")
                                                          .Help("Requests by operation")
                                                          .Register(registry);
  prometheus::Histogram& seconds = prometheus::BuildHistogram()
                                       .Name("signet_seal_seconds")
                                       .Help("Time from the request to the release of a seal")
                                       .Register(registry)
                                       .Add({}, SealBuckets());
  prometheus::Family<prometheus::Gauge>& state = prometheus::BuildGauge()
                                                     .Name("signet_state")
                                                     .Help("1 for the state the box is in")
                                                     .Register(registry);

  prometheus::Gauge& Gauge(const char* name, const char* help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
  }
  prometheus::Gauge& log_size = Gauge("signet_log_size", "Entries in the log");
  prometheus::Gauge& checkpoint_size =
      Gauge("signet_log_checkpoint_size", "Entries under the newest signed checkpoint");
  prometheus::Gauge& workers_ready =
      Gauge("signet_token_workers_ready", "Token workers that can sign");
  prometheus::Gauge& workers_replaced =
      Gauge("signet_token_workers_replaced", "Token workers started again since the start");
  prometheus::Gauge& token_signatures =
      Gauge("signet_token_signatures", "Signatures the token made since the start");
  prometheus::Gauge& token_cpu =
      Gauge("signet_token_cpu_seconds", "CPU time of the token workers since the start");
};

Metrics::Metrics() : content_(std::make_unique<Content>()) {}
Metrics::~Metrics() = default;

void Metrics::CountSeal(std::string_view outcome) {
  content_->seals.Add({{"outcome", std::string(outcome)}}).Increment();
}

void Metrics::ObserveSeal(std::chrono::microseconds duration) {
  content_->seconds.Observe(std::chrono::duration<double>(duration).count());
}

void Metrics::CountRequest(std::string_view operation) {
  content_->requests.Add({{"operation", std::string(operation)}}).Increment();
}

std::string Metrics::Render(const Gauges& gauges) {
  for (const std::string_view state : kStates) {
    content_->state.Add({{"state", std::string(state)}}).Set(state == gauges.state ? 1 : 0);
  }
  content_->log_size.Set(static_cast<double>(gauges.log_size));
  content_->checkpoint_size.Set(static_cast<double>(gauges.checkpoint_size));
  content_->workers_ready.Set(gauges.workers_ready);
  content_->workers_replaced.Set(static_cast<double>(gauges.workers_replaced));
  content_->token_signatures.Set(static_cast<double>(gauges.token_signatures));
  content_->token_cpu.Set(gauges.token_cpu_seconds);
  return prometheus::TextSerializer().Serialize(content_->registry.Collect());
}

}  // namespace signet::sealer
