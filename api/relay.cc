#include "api/relay.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/error.hpp>
#include <deque>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "api/media_type.h"
#include "api/relay_channel.h"
#include "appliance/base/error.h"
#include "appliance/base/journal.h"

namespace signet::api {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;
using wire::Fetch;
using wire::Fetched;

constexpr auto kOutcome = asio::as_tuple(asio::use_awaitable);
// Servers end idle connections after some time; one that old is not worth the try.
constexpr std::chrono::seconds kLongestIdle{30};

struct KindOfFetch {
  http::verb method;
  std::string_view sends;
  std::string_view takes;  ///< empty: any, since servers name CRLs and lists in many ways
  std::size_t most;        ///< octets
};

std::optional<KindOfFetch> KindOf(Fetch::Kind kind, const RelaySettings& settings) {
  if (kind == Fetch::TIME_STAMP) {
    return KindOfFetch{http::verb::post, "application/timestamp-query",
                       "application/timestamp-reply", settings.answer};
  }
  if (kind == Fetch::OCSP) {
    return KindOfFetch{http::verb::post, "application/ocsp-request", "application/ocsp-response",
                       settings.answer};
  }
  if (kind == Fetch::CRL) return KindOfFetch{http::verb::get, "", "", settings.crl};
  if (kind == Fetch::TRUSTED_LIST) {
    return KindOfFetch{http::verb::get, "", "", settings.trusted_list};
  }
  return std::nullopt;
}

Fetched Failure(Fetched::Failure failure, std::string detail) {
  Fetched out;
  out.set_failure(failure);
  out.set_detail(std::move(detail));
  return out;
}

Fetched FailureOf(const error_code& failure) {
  if (failure == beast::error::timeout) return Failure(Fetched::TIMED_OUT, "no answer in time");
  if (failure == http::error::body_limit) return Failure(Fetched::TOO_LARGE, failure.message());
  return Failure(Fetched::UNREACHABLE, failure.message());
}

Fetched AnswerOf(const KindOfFetch& kind, RelayChannel::Response response) {
  if (response.result() != http::status::ok) {
    return Failure(Fetched::NOT_SERVED, "status " + std::to_string(response.result_int()));
  }
  const auto field = response[http::field::content_type];
  const std::string type(field.data(), field.size());
  if (!kind.takes.empty() && type.substr(0, type.find(';')) != kind.takes) {
    return Failure(Fetched::NOT_SERVED, "another media type than " + std::string(kind.takes));
  }
  Fetched out;
  out.set_body(std::move(response.body()));
  return out;
}

std::string HostField(const RelayTarget& target) {
  const bool ipv6 = target.host.find(':') != std::string::npos;
  const std::string host = ipv6 ? "[" + target.host + "]" : target.host;
  const bool usual = target.port == (target.tls ? 443 : 80);
  return usual ? host : host + ":" + std::to_string(target.port);
}

asio::ssl::context MakeClientContext(const std::optional<std::filesystem::path>& ca) {
  asio::ssl::context context(asio::ssl::context::tls_client);
  SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
  context.set_verify_mode(asio::ssl::verify_peer);
  error_code failure;
  if (ca) {
    context.load_verify_file(ca->string(), failure);
  } else {
    context.set_default_verify_paths(failure);
  }
  if (failure) {
    throw Error(Code::kFileUnusable,
                "The certificates that the relay trusts for https cannot be read: see relay.ca in "
                "gateway.toml.",
                failure.message());
  }
  return context;
}

// One connection and its place among those that its host may have; the place is given back when it
// goes, however that comes about.
class Connection;

// The connections to one scheme, host and port.
struct Host {
  void WakeNext() {
    if (waiting.empty()) return;
    waiting.front()->cancel();
    waiting.pop_front();
  }

  std::size_t open = 0;  ///< idle ones and those in use
  std::deque<std::shared_ptr<asio::steady_timer>> waiting;
  std::deque<std::unique_ptr<Connection>> idle;  // last: its end counts in what stands above
};

class Connection {
 public:
  Connection(Host& host, const asio::any_io_executor& executor, asio::ssl::context& tls)
      : channel(executor, tls), host_(host) {
    ++host_.open;
  }
  ~Connection() {
    --host_.open;
    host_.WakeNext();
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  RelayChannel channel;

 private:
  Host& host_;
};

}  // namespace

// Everything belongs to the strand.
class Relay::Implementation : public std::enable_shared_from_this<Implementation> {
 public:
  Implementation(const asio::any_io_executor& executor, RelaySettings settings)
      : settings_(std::move(settings)),
        strand_(asio::make_strand(executor)),
        tls_(MakeClientContext(settings_.ca)) {}

  const asio::any_io_executor& strand() const { return strand_; }
  std::size_t under_way() const { return under_way_.load(); }

  static asio::awaitable<Fetched> Fetch(std::shared_ptr<Implementation> self,
                                        wire::Fetch question) {
    Fetched out;
    if (self->under_way_ >= self->settings_.under_way) {
      co_return Failure(Fetched::OVERLOADED, "too many are under way");
    }
    ++self->under_way_;
    try {
      out = co_await self->Perform(question);
    } catch (const std::exception& error) {
      out = Failure(Fetched::UNREACHABLE, error.what());
    }
    --self->under_way_;
    if (out.failure() != Fetched::NONE) {
      journal::Warning("fetch-failed failure=" + Fetched::Failure_Name(out.failure()) +
                       " detail=\"" + out.detail() + "\"");
    }
    co_return out;
  }

 private:
  asio::awaitable<Fetched> Perform(const wire::Fetch& question) {
    const auto kind = KindOf(question.kind(), settings_);
    const auto target = RelayTarget::Read(question.url());
    if (!kind || !target || !IsAllowed(settings_.allow, *target)) {
      co_return Failure(Fetched::NOT_ALLOWED,
                        question.url() + " is not covered by relay.allow in gateway.toml");
    }
    const auto time = std::min<std::chrono::milliseconds>(
        settings_.time, std::chrono::milliseconds(question.time_limit_ms()));
    RelayChannel::Request request(kind->method, target->target, 11);
    request.set(http::field::host, HostField(*target));
    if (!kind->sends.empty()) request.set(http::field::content_type, kind->sends);
    if (!kind->takes.empty()) request.set(http::field::accept, kind->takes);
    request.body() = question.body();
    request.prepare_payload();
    RelayChannel::Response response;
    const error_code failure = co_await ExchangeWith(
        *target, request, kind->most, std::chrono::steady_clock::now() + time, response);
    co_return failure ? FailureOf(failure) : AnswerOf(*kind, std::move(response));
  }

  asio::awaitable<error_code> ExchangeWith(const RelayTarget& target,
                                           const RelayChannel::Request& request, std::size_t most,
                                           RelayChannel::Deadline deadline,
                                           RelayChannel::Response& response) {
    Host& host = hosts_[{target.tls, target.host, target.port}];
    for (;;) {
      std::unique_ptr<Connection> connection;
      error_code failure = co_await Take(host, target, deadline, connection);
      const bool used_before = connection && connection->channel.used();
      if (!failure) {
        failure = co_await connection->channel.Exchange(request, most, deadline, response);
      }
      if (connection && connection->channel.reusable()) {
        host.idle.push_back(std::move(connection));
        host.WakeNext();
      }
      // The server may have ended a kept connection just when it was used: a new one tells.
      const bool again = failure && used_before && failure != beast::error::timeout &&
                         failure != http::error::body_limit;
      if (!again) co_return failure;
    }
  }

  asio::awaitable<error_code> Take(Host& host, const RelayTarget& target,
                                   RelayChannel::Deadline deadline,
                                   std::unique_ptr<Connection>& connection) {
    while (host.idle.empty() && host.open >= settings_.connections) {
      const auto turn = std::make_shared<asio::steady_timer>(strand_, deadline);
      host.waiting.push_back(turn);
      const auto [woken] = co_await turn->async_wait(kOutcome);
      if (!woken) {
        std::erase(host.waiting, turn);
        co_return beast::error::timeout;
      }
    }
    const auto oldest = std::chrono::steady_clock::now() - kLongestIdle;
    while (!host.idle.empty()) {
      connection = std::move(host.idle.back());
      host.idle.pop_back();
      if (connection->channel.last_used() > oldest) co_return error_code();
      connection.reset();
    }
    connection = std::make_unique<Connection>(host, strand_, tls_);
    co_return co_await connection->channel.Connect(target, deadline);
  }

  RelaySettings settings_;
  asio::any_io_executor strand_;
  asio::ssl::context tls_;
  std::map<std::tuple<bool, std::string, std::uint16_t>, Host> hosts_;
  std::atomic<std::size_t> under_way_{0};
};

Relay::Relay(const asio::any_io_executor& executor, RelaySettings settings)
    : implementation_(std::make_shared<Implementation>(executor, std::move(settings))) {}

Relay::~Relay() = default;

std::size_t Relay::under_way() const { return implementation_->under_way(); }

asio::awaitable<Fetched> Relay::Fetch(wire::Fetch question) {
  co_return co_await asio::co_spawn(implementation_->strand(),
                                    Implementation::Fetch(implementation_, std::move(question)),
                                    asio::use_awaitable);
}

}  // namespace signet::api
