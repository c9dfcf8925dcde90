#include "api/sealer_client.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/base/journal.h"
#include "appliance/wire/frame.h"

namespace signet::api {
namespace {

namespace asio = boost::asio;
using asio::steady_timer;
using asio::local::stream_protocol;
using std::chrono::milliseconds;

constexpr auto kOutcome = asio::as_tuple(asio::use_awaitable);
constexpr milliseconds kFirstPause{20};
constexpr milliseconds kLongestPause{1000};

Error Unreachable(std::string cause) {
  return {Code::kSealerUnreachable,
          "The sealer does not answer at the moment. Send the request again, with the same "
          "Idempotency-Key.",
          std::move(cause)};
}

/// A request that waits; `wake` is cancelled when its answer is there or cannot come any more.
struct Waiting {
  Waiting(const asio::any_io_executor& executor, milliseconds limit) : wake(executor, limit) {}
  steady_timer wake;
  std::optional<wire::Response> answer;
  bool lost = false;
};

/// One connection, from its making to its end.
struct Connection {
  explicit Connection(const asio::any_io_executor& executor)
      : socket(executor), more(executor, steady_timer::time_point::max()) {}

  void Close() {
    boost::system::error_code ignored;
    socket.close(ignored);
    open = false;
    more.cancel();
  }

  stream_protocol::socket socket;
  steady_timer more;  ///< cancelled when there is something to send
  std::deque<std::string> outgoing;
  bool open = false;
};

}  // namespace

// Everything but the counters belongs to the strand.
class SealerClient::Implementation : public std::enable_shared_from_this<Implementation> {
 public:
  Implementation(const asio::any_io_executor& executor, Settings settings)
      : settings_(std::move(settings)), strand_(asio::make_strand(executor)), pause_(strand_) {}

  void Start() { asio::co_spawn(strand_, KeepConnected(shared_from_this()), asio::detached); }

  void Stop() {
    asio::dispatch(strand_, [self = shared_from_this()] {
      self->stopped_ = true;
      self->pause_.cancel();
      if (self->connection_) self->connection_->Close();
    });
  }

  asio::awaitable<wire::Response> Ask(wire::Request request) {
    const std::uint64_t id = next_id_.fetch_add(1);
    request.set_id(id);
    std::string frame = wire::EncodeFrame(request);
    request.Clear();  // the frame has the body now; it need not be held twice
    co_return co_await asio::co_spawn(strand_, Exchange(shared_from_this(), id, std::move(frame)),
                                      asio::use_awaitable);
  }

  bool connected() const { return connected_.load(); }
  std::size_t under_way() const { return under_way_.load(); }
  std::uint64_t connections_made() const { return connections_made_.load(); }

 private:
  static asio::awaitable<wire::Response> Exchange(std::shared_ptr<Implementation> self,
                                                  std::uint64_t id, std::string frame) {
    if (!self->connection_ || !self->connection_->open) throw Unreachable("not connected");
    if (self->waiting_.size() >= self->settings_.most_under_way) {
      throw Error(Code::kOverloaded, "Too many requests are under way. Try again shortly.");
    }
    const auto waiting = std::make_shared<Waiting>(self->strand_, self->settings_.answer_time);
    self->waiting_.emplace(id, waiting);
    self->under_way_.store(self->waiting_.size());
    self->connection_->outgoing.push_back(std::move(frame));
    self->connection_->more.cancel();

    co_await waiting->wake.async_wait(kOutcome);
    self->waiting_.erase(id);
    self->under_way_.store(self->waiting_.size());
    if (waiting->lost) throw Unreachable("the connection ended before the answer");
    if (!waiting->answer) {
      throw Error(Code::kTimedOut,
                  "The box did not answer in time. Send the request again, with the same "
                  "Idempotency-Key.");
    }
    co_return std::move(*waiting->answer);
  }

  static asio::awaitable<void> KeepConnected(std::shared_ptr<Implementation> self) {
    milliseconds pause = kFirstPause;
    while (!self->stopped_) {
      const auto connection = std::make_shared<Connection>(self->strand_);
      self->connection_ = connection;
      const auto [failure] = co_await connection->socket.async_connect(
          stream_protocol::endpoint(self->settings_.socket.string()), kOutcome);
      if (!failure && !self->stopped_) {
        pause = kFirstPause;
        co_await self->Use(connection);
      }
      if (self->stopped_) break;
      self->pause_.expires_after(pause);
      co_await self->pause_.async_wait(kOutcome);
      pause = std::min(pause * 2, kLongestPause);
    }
  }

  asio::awaitable<void> Use(std::shared_ptr<Connection> connection) {
    connection->open = true;
    connections_made_.fetch_add(1);
    connected_.store(true);
    journal::Info("sealer-connected");
    asio::co_spawn(strand_, Send(connection), asio::detached);
    std::string end = "closed";
    try {
      wire::Response response;
      while (co_await wire::ReadMessage(connection->socket, response)) {
        if (response.has_fetch()) {
          asio::co_spawn(strand_, AnswerQuestion(shared_from_this(), connection, response),
                         asio::detached);
        } else {
          Deliver(response);
        }
      }
    } catch (const Error& error) {
      end = error.message() + " " + error.cause();
    }
    connected_.store(false);
    connection->Close();
    // Every one that waits was sent, or was to be sent, over this connection.
    for (const auto& [id, waiting] : waiting_) {
      if (!waiting->answer) waiting->lost = true;
      waiting->wake.cancel();
    }
    if (!stopped_) journal::Warning("sealer-connection-lost cause=\"" + end + "\"");
  }

  void Deliver(wire::Response& response) {
    // Not found: its asker gave up before.
    const auto found = waiting_.find(response.id());
    if (found == waiting_.end()) return;
    found->second->answer = std::move(response);
    found->second->wake.cancel();
  }

  // Over the connection that brought the question: on another nobody would wait for it.
  static asio::awaitable<void> AnswerQuestion(std::shared_ptr<Implementation> self,
                                              std::shared_ptr<Connection> connection,
                                              wire::Response question) {
    wire::Request answer;
    answer.set_id(question.id());
    *answer.mutable_fetched() =
        co_await self->settings_.fetch(std::move(*question.mutable_fetch()));
    if (!connection->open) co_return;
    connection->outgoing.push_back(wire::EncodeFrame(answer));
    connection->more.cancel();
  }

  static asio::awaitable<void> Send(std::shared_ptr<Connection> connection) {
    try {
      while (connection->open) {
        if (connection->outgoing.empty()) {
          co_await connection->more.async_wait(kOutcome);
          continue;
        }
        const std::string frame = std::move(connection->outgoing.front());
        connection->outgoing.pop_front();
        co_await wire::WriteFrame(connection->socket, frame);
      }
    } catch (const Error&) {
      connection->Close();  // the reading side reports it
    }
  }

  Settings settings_;
  asio::any_io_executor strand_;
  steady_timer pause_;
  std::shared_ptr<Connection> connection_;
  std::unordered_map<std::uint64_t, std::shared_ptr<Waiting>> waiting_;
  bool stopped_ = false;
  std::atomic<std::uint64_t> next_id_{1};
  std::atomic<std::uint64_t> connections_made_{0};
  std::atomic<std::size_t> under_way_{0};
  std::atomic<bool> connected_{false};
};

SealerClient::SealerClient(const asio::any_io_executor& executor, Settings settings)
    : implementation_(std::make_shared<Implementation>(executor, std::move(settings))) {
  implementation_->Start();
}

SealerClient::~SealerClient() { Stop(); }

asio::awaitable<wire::Response> SealerClient::Ask(wire::Request request) {
  return implementation_->Ask(std::move(request));
}

bool SealerClient::connected() const { return implementation_->connected(); }
std::size_t SealerClient::under_way() const { return implementation_->under_way(); }
std::uint64_t SealerClient::connections_made() const { return implementation_->connections_made(); }

void SealerClient::Stop() { implementation_->Stop(); }

}  // namespace signet::api
