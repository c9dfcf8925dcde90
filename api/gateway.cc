#include "api/gateway.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <future>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "api/access_reporter.h"
#include "api/body_budget.h"
#include "api/connection.h"
#include "api/connections.h"
#include "api/listener.h"
#include "api/metrics.h"
#include "api/relay.h"
#include "api/responder.h"
#include "api/sealer_client.h"
#include "api/tls.h"
#include "appliance/base/file.h"
#include "appliance/base/journal.h"

namespace signet::api {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using asio::local::stream_protocol;

// The local socket is for the box's own programs; this only bounds a mistake of theirs.
constexpr std::size_t kLocalConnections = 32;

std::string_view ReasonOf(Connections::Verdict verdict) {
  switch (verdict) {
    case Connections::Verdict::kFull:
      return "limit";
    case Connections::Verdict::kPeerFull:
      return "peer-limit";
    case Connections::Verdict::kDraining:
      return "draining";
    case Connections::Verdict::kAdmitted:
      break;
  }
  return "";
}

}  // namespace

// Members are in the order of need. What is above the io_context is still there when it lets go of
// connections that were cut off; what is below has its own hold on what it left there.
class Gateway::Implementation {
 public:
  explicit Implementation(Settings settings)
      : settings_(std::move(settings)),
        bodies_(settings_.limits.bodies),
        connections_(settings_.limits.connections, settings_.limits.connections_per_peer),
        local_connections_(kLocalConnections, kLocalConnections),
        io_(static_cast<int>(settings_.threads)),
        work_(asio::make_work_guard(io_)),
        tls_(MakeTlsContext(settings_.certificate, settings_.key)),
        relay_(io_.get_executor(), settings_.relay),
        sealer_(io_.get_executor(),
                {settings_.sealer_socket, settings_.limits.requests_under_way,
                 settings_.limits.sealer_time,
                 [this](wire::Fetch question) { return relay_.Fetch(std::move(question)); }}),
        responder_(sealer_, metrics_, [this] { return ReadGauges(); }),
        refusals_(io_.get_executor(), sealer_),
        context_{settings_.limits, bodies_, metrics_, responder_, refusals_} {
    auto acceptor = ListenOn(asio::make_strand(io_), settings_.address, settings_.port);
    port_ = acceptor.local_endpoint().port();
    tls_listener_.emplace(io_.get_executor(), std::move(acceptor),
                          [this](tcp::socket socket) { TakeTls(std::move(socket)); });
    if (settings_.local_socket) {
      local_listener_.emplace(
          io_.get_executor(), ListenOn(asio::make_strand(io_), *settings_.local_socket),
          [this](stream_protocol::socket socket) { TakeLocal(std::move(socket)); });
    }
    if (settings_.port_file) {
      WriteFile(*settings_.port_file, std::to_string(port_) + "\n", FileMode::kPublic);
    }
    for (unsigned i = 0; i < settings_.threads; ++i) {
      threads_.emplace_back([this] { io_.run(); });
    }
  }

  ~Implementation() { Stop(); }

  Implementation(const Implementation&) = delete;
  Implementation& operator=(const Implementation&) = delete;

  std::uint16_t port() const { return port_; }

  bool Stop() {
    if (threads_.empty()) return true;
    tls_listener_->Stop();
    if (local_listener_) local_listener_->Stop();
    const bool ended = AwaitEnd(connections_) && AwaitEnd(local_connections_);
    // Before the sealer's client stops: what is cut off gets no answer at all, never half of one.
    // What the sealer still waits for, nobody who asked the gateway does any more.
    if (!ended || relay_.under_way() > 0) io_.stop();
    refusals_.Stop();
    sealer_.Stop();
    work_.reset();
    threads_.clear();
    if (settings_.local_socket) {
      std::error_code ignored;
      std::filesystem::remove(*settings_.local_socket, ignored);
    }
    return ended;
  }

 private:
  bool AwaitEnd(Connections& connections) {
    const auto empty = std::make_shared<std::promise<void>>();
    auto ended = empty->get_future();
    connections.Drain([empty] { empty->set_value(); });
    return ended.wait_for(settings_.limits.shutdown_time) == std::future_status::ready;
  }

  void TakeTls(tcp::socket socket) {
    boost::system::error_code gone;
    const auto endpoint = socket.remote_endpoint(gone);
    if (gone) return;
    std::unique_ptr<Connections::Place> place;
    const auto verdict = connections_.Admit(PeerGroup(endpoint.address()), place);
    if (verdict != Connections::Verdict::kAdmitted) {
      metrics_.CountRefusedConnection(ReasonOf(verdict));
      return;
    }
    ServeTls(std::move(socket), tls_, context_, std::move(place));
  }

  void TakeLocal(stream_protocol::socket socket) {
    std::unique_ptr<Connections::Place> place;
    const auto verdict = local_connections_.Admit("local", place);
    if (verdict != Connections::Verdict::kAdmitted) {
      metrics_.CountRefusedConnection(ReasonOf(verdict));
      return;
    }
    ServeLocal(std::move(socket), context_, std::move(place));
  }

  Metrics::Gauges ReadGauges() const {
    return {connections_.count(), bodies_.used(), sealer_.under_way(), sealer_.connections_made(),
            sealer_.connected()};
  }

  const Settings settings_;
  BodyBudget bodies_;
  Connections connections_;
  Connections local_connections_;
  Metrics metrics_;
  asio::io_context io_;
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  asio::ssl::context tls_;
  Relay relay_;
  SealerClient sealer_;
  Responder responder_;
  AccessReporter refusals_;
  ConnectionContext context_;
  std::uint16_t port_ = 0;
  std::optional<Listener<tcp>> tls_listener_;
  std::optional<Listener<stream_protocol>> local_listener_;
  std::vector<std::jthread> threads_;
};

Gateway::Gateway(Settings settings)
    : implementation_(std::make_unique<Implementation>(std::move(settings))) {}

Gateway::~Gateway() = default;

std::uint16_t Gateway::port() const { return implementation_->port(); }

bool Gateway::Stop() { return implementation_->Stop(); }

}  // namespace signet::api
