#include "api/connection.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <chrono>
#include <string>
#include <utility>

#include "api/http_request.h"
#include "api/tls.h"
#include "appliance/base/journal.h"

namespace signet::api {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

using TlsStream = boost::beast::ssl_stream<asio::ip::tcp::socket>;
using LocalStream = asio::local::stream_protocol::socket;
using Parser = http::request_parser<http::string_body>;

constexpr auto kOutcome = asio::as_tuple(asio::use_awaitable);
// Read ahead so much: four TLS records, and more than any header may have.
constexpr std::size_t kReadBuffer = 64U << 10U;
constexpr std::size_t kLargestReadBuffer = 128U << 10U;
// A peer that still sends while it was answered is heard out so long, and no further: closing with
// octets unread would make TCP discard the answer (RFC 9112 9.6).
constexpr milliseconds kLingerTime{2000};
constexpr std::size_t kLingerOctets = 16U << 20U;

// How often deadlines are looked at: once a second, more often where they are shorter.
milliseconds TickOf(const Limits& limits) {
  const milliseconds shortest = std::min({limits.handshake_time, limits.header_time,
                                          limits.body_time, limits.idle_time, limits.write_time});
  return std::clamp(shortest / 4, milliseconds(10), milliseconds(1000));
}

asio::ip::tcp::socket& SocketOf(TlsStream& stream) { return stream.next_layer(); }
LocalStream& SocketOf(LocalStream& stream) { return stream; }

asio::awaitable<bool> Open(TlsStream& stream, Peer& peer) {
  const auto [failure] = co_await stream.async_handshake(asio::ssl::stream_base::server, kOutcome);
  if (failure) co_return false;
  peer.certificate = PeerCertificate(stream.native_handle());
  co_return true;
}
asio::awaitable<bool> Open(LocalStream& /*stream*/, Peer& /*peer*/) { co_return true; }

asio::awaitable<void> Farewell(TlsStream& stream) { co_await stream.async_shutdown(kOutcome); }
asio::awaitable<void> Farewell(LocalStream& /*stream*/) { co_return; }

void Report(const Problem& problem, const Error& error, std::string_view operation,
            const Peer& peer) {
  // A stranger must not be able to fill the journal.
  const int status = InfoOf(problem.code).status;
  if (status < 500 && !peer.certificate) return;
  std::string line = "request-refused problem=" + std::string(InfoOf(problem.code).name) +
                     " operation=" + std::string(operation) + " instance=" + problem.correlation +
                     " peer=" + peer.name;
  if (!error.cause().empty()) line += " cause=\"" + error.cause() + "\"";
  if (problem.code == Code::kInternal) {
    journal::Failure(line);
  } else if (status >= 500) {
    journal::Warning(line);
  } else {
    journal::Info(line);
  }
}

// One connection; everything in it belongs to its strand.
template <typename Stream>
class Connection : public std::enable_shared_from_this<Connection<Stream>> {
 public:
  template <typename... StreamArguments>
  Connection(const ConnectionContext& context, std::unique_ptr<Connections::Place> place, Peer peer,
             StreamArguments&&... arguments)
      : context_(context),
        place_(std::move(place)),
        peer_(std::move(peer)),
        stream_(std::forward<StreamArguments>(arguments)...),
        ticker_(stream_.get_executor()),
        buffer_(kLargestReadBuffer) {}

  void Start() {
    const auto self = this->shared_from_this();
    place_->OnDrain([weak = this->weak_from_this()] {
      const auto connection = weak.lock();
      if (connection == nullptr) return;
      asio::dispatch(connection->stream_.get_executor(), [connection] { connection->Drain(); });
    });
    asio::co_spawn(stream_.get_executor(), Serve(self), asio::detached);
  }

 private:
  static asio::awaitable<void> Serve(std::shared_ptr<Connection> self) {
    try {
      self->SetDeadline(self->context_.limits.handshake_time);
      self->Tick();
      if (co_await Open(self->stream_, self->peer_)) {
        self->buffer_.reserve(kReadBuffer);
        for (bool more = true; more;) {
          more = co_await self->AwaitRequest();
          if (more) more = co_await self->ServeOne();
        }
        co_await self->Close();
      } else {
        self->context_.metrics.CountRefusedConnection("handshake");
      }
    } catch (const std::exception& failure) {
      journal::Failure("connection-failed peer=" + self->peer_.name + " cause=\"" + failure.what() +
                       "\"");
    }
    self->ended_ = true;
    self->ticker_.cancel();
    error_code ignored;
    SocketOf(self->stream_).close(ignored);
  }

  void Drain() {
    error_code ignored;
    if (idle_) SocketOf(stream_).cancel(ignored);
  }

  // What is read or written from here on has to be done by then, or is cut off at the next tick.
  // Moving a timer for every step would cost a system call each; a mark costs nothing.
  void SetDeadline(milliseconds time) {
    too_slow_ = false;
    due_ = steady_clock::now() + time;
  }
  void ClearDeadline() { due_ = steady_clock::time_point::max(); }

  void Tick() {
    ticker_.expires_after(TickOf(context_.limits));
    ticker_.async_wait([self = this->shared_from_this()](const error_code&) {
      if (self->ended_) return;
      if (steady_clock::now() >= self->due_) {
        self->too_slow_ = true;
        // Between two reads of one operation there is nothing to cancel; the next tick does.
        error_code ignored;
        SocketOf(self->stream_).cancel(ignored);
      }
      self->Tick();
    });
  }

  /// False when the peer has gone or been silent for too long.
  asio::awaitable<bool> AwaitRequest() {
    if (place_->draining()) co_return false;
    if (buffer_.size() > 0) co_return true;
    idle_ = true;
    SetDeadline(context_.limits.idle_time);
    const auto [failure, octets] =
        co_await stream_.async_read_some(buffer_.prepare(kReadBuffer), kOutcome);
    idle_ = false;
    if (failure) co_return false;
    buffer_.commit(octets);
    co_return true;
  }

  /// False when the connection is not to be used any longer.
  asio::awaitable<bool> ServeOne() {
    Parser parser;
    parser.header_limit(context_.limits.header);
    parser.body_limit(boost::none);  // once it is known who asks and for what
    SetDeadline(context_.limits.header_time);
    const error_code failure = co_await ReadHeader(parser);
    const auto began = steady_clock::now();
    std::string_view operation = "none";
    Answer answer;
    if (failure) {
      const auto error = HeaderFailure(failure, too_slow_);
      if (!error) co_return false;
      answer = Refuse(*error, operation, parser.get());
    } else {
      try {
        answer = co_await AnswerTo(parser, operation);
      } catch (...) {
        answer = Refuse(AsError(std::current_exception()), operation, parser.get());
      }
    }
    context_.metrics.CountRequest(operation, answer.status, steady_clock::now() - began);
    const bool keep = !failure && parser.is_done() && parser.keep_alive() && !place_->draining() &&
                      answer.status != 401;
    const bool sent = co_await Send(std::move(answer), parser.get(), keep);
    co_return sent&& keep;
  }

  // Beast holds its limit against what one read brings, so a header that comes field by field would
  // have none: the octets are counted here.
  asio::awaitable<error_code> ReadHeader(Parser& parser) {
    std::size_t size = 0;
    parser.eager(false);
    while (!parser.is_header_done()) {
      const auto [failure, octets] =
          co_await http::async_read_some(stream_, buffer_, parser, kOutcome);
      if (failure) co_return failure;
      size += octets;
      if (size > context_.limits.header) co_return http::error::header_limit;
    }
    co_return error_code();
  }

  asio::awaitable<Answer> AnswerTo(Parser& parser, std::string_view& operation) {
    CheckFraming(parser.get());
    const RequestHead head = HeadOf(parser.get());
    CheckAccess(head.target);
    const Route route = RouteRequest(head);
    operation = InfoOf(route.operation).id;
    std::optional<BodyBudget::Share> share;
    std::string body;
    const Body kind = InfoOf(route.operation).body;
    if (kind != Body::kNone) {
      body = co_await ReadBody(parser, std::min(context_.limits.body, LargestBody(kind)), share);
    } else if (!parser.is_done()) {
      throw Error(Code::kRequestMalformed, "This operation takes no body.");
    }
    ClearDeadline();  // the sealer client has its own
    co_return co_await context_.responder.Respond(route, std::move(body), peer_);
  }

  void CheckAccess(std::string_view target) {
    const auto access = AccessOf(target);
    if (access == Access::kAnyone || peer_.certificate) return;
    if (!peer_.local) {
      context_.refusals.CountWithoutCertificate();
      throw Error(Code::kCertificateRequired,
                  "Show a TLS client certificate that the operator of this box has registered.");
    }
    if (access == Access::kCertificateOrLocal) return;
    throw Error(Code::kNoSuchResource,
                "This is the local socket, which has /v1/health/alive, /v1/health/ready, /metrics "
                "and /openapi.yaml; use HTTPS for everything else.");
  }

  asio::awaitable<std::string> ReadBody(Parser& parser, std::size_t most,
                                        std::optional<BodyBudget::Share>& share) {
    if (parser.is_done()) co_return std::string();
    const auto length = parser.content_length();
    if (length && *length > most) {
      throw Error(Code::kTooLarge, "The body is larger than the " + std::to_string(most) +
                                       " octets this operation takes.");
    }
    auto taken = context_.bodies.Take(length ? static_cast<std::size_t>(*length) : most);
    if (!taken) {
      throw Error(Code::kOverloaded, "Too many large requests are under way. Try again shortly.");
    }
    share.emplace(std::move(*taken));
    parser.body_limit(most);
    SetDeadline(context_.limits.body_time);
    if (ExpectsContinue(parser.get()) && buffer_.size() == 0) {
      http::response<http::string_body> go_on(http::status::continue_, 11);
      co_await http::async_write(stream_, go_on, kOutcome);
    }
    const auto [failure, octets] = co_await http::async_read(stream_, buffer_, parser, kOutcome);
    if (failure) {
      throw BodyFailure(failure, too_slow_)
          .value_or(Error(Code::kNetworkFailed, "The connection broke.", failure.message()));
    }
    co_return std::move(parser.get().body());
  }

  Answer Refuse(const Error& error, std::string_view operation, const HttpHeader& header) {
    const Problem problem = ProblemOf(error);
    Report(problem, error, operation, peer_);
    Answer answer = RenderProblem(problem);
    if (problem.code == Code::kMethodNotAllowed) {
      answer.fields.emplace_back("Allow", AllowedMethods(std::string(header.target())));
    }
    return answer;
  }

  /// False if it could not be sent.
  asio::awaitable<bool> Send(Answer answer, const HttpHeader& request, bool keep) {
    http::response<http::string_body> response;
    response.version(request.version() == 10 ? 10 : 11);
    response.result(static_cast<unsigned>(answer.status));
    response.set(http::field::date, HttpDate());
    response.set(http::field::content_type, answer.media_type);
    response.set(http::field::cache_control, "no-store");
    for (const auto& [name, value] : answer.fields) response.set(name, value);
    response.content_length(answer.body.size());
    response.keep_alive(keep);
    // RFC 9110 9.3.2: the same fields, without the content.
    if (request.method() != http::verb::head) response.body() = std::move(answer.body);
    SetDeadline(context_.limits.write_time);
    const auto [failure, octets] = co_await http::async_write(stream_, response, kOutcome);
    co_return !failure;
  }

  asio::awaitable<void> Close() {
    SetDeadline(kLingerTime);
    co_await Farewell(stream_);
    error_code ignored;
    SocketOf(stream_).shutdown(asio::socket_base::shutdown_send, ignored);
    buffer_.clear();
    std::size_t heard = 0;
    while (!too_slow_ && heard < kLingerOctets) {
      const auto [failure, octets] =
          co_await SocketOf(stream_).async_read_some(buffer_.prepare(kReadBuffer), kOutcome);
      if (failure) break;
      heard += octets;
    }
  }

  const ConnectionContext context_;
  std::unique_ptr<Connections::Place> place_;
  Peer peer_;
  Stream stream_;
  asio::steady_timer ticker_;
  steady_clock::time_point due_ = steady_clock::time_point::max();
  boost::beast::flat_buffer buffer_;
  bool idle_ = false;
  bool too_slow_ = false;
  bool ended_ = false;
};

}  // namespace

void ServeTls(asio::ip::tcp::socket socket, asio::ssl::context& tls,
              const ConnectionContext& context, std::unique_ptr<Connections::Place> place) {
  error_code ignored;
  socket.set_option(asio::ip::tcp::no_delay(true), ignored);
  Peer peer;
  const auto endpoint = socket.remote_endpoint(ignored);
  peer.name = endpoint.address().to_string() + ":" + std::to_string(endpoint.port());
  std::make_shared<Connection<TlsStream>>(context, std::move(place), std::move(peer),
                                          std::move(socket), tls)
      ->Start();
}

void ServeLocal(LocalStream socket, const ConnectionContext& context,
                std::unique_ptr<Connections::Place> place) {
  Peer peer;
  peer.local = true;
  peer.name = "local";
  std::make_shared<Connection<LocalStream>>(context, std::move(place), std::move(peer),
                                            std::move(socket))
      ->Start();
}

}  // namespace signet::api
