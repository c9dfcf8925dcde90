#include "appliance/sealer/server.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <deque>
#include <optional>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/base/journal.h"
#include "appliance/sealer/operations.h"
#include "appliance/wire/frame.h"

namespace signet::sealer {
namespace {

namespace asio = boost::asio;
using asio::local::stream_protocol;

constexpr std::size_t kMostRequests = 4096;
constexpr std::size_t kMostOctets = 128U << 20U;

// One connection: reading and writing on its strand, the work itself on the pool.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Box& box, Origin origin, stream_protocol::socket socket)
      : box_(box), origin_(origin), socket_(std::move(socket)) {}

  asio::awaitable<void> Serve() {
    const auto self = shared_from_this();
    if (origin_ == Origin::kGateway) OfferRelay();
    try {
      for (;;) {
        wire::Request request;
        if (!co_await wire::ReadMessage(socket_, request)) break;
        if (request.has_fetched() && relay_) {
          box_.relay().Deliver(*relay_, request.id(), std::move(*request.mutable_fetched()));
        } else {
          Begin(std::move(request));
        }
      }
    } catch (const Error& error) {
      journal::Warning("connection-ended problem=" + std::string(InfoOf(error.code()).name) +
                       " cause=\"" + error.cause() + "\"");
    }
    if (relay_) box_.relay().Disconnected(*relay_);
    // Answers under way keep this object; their writes fail and end it.
    boost::system::error_code ignored;
    if (outgoing_.empty()) socket_.close(ignored);
  }

 private:
  // What the sealer asks for goes out among the answers.
  void OfferRelay() {
    relay_ = box_.relay().Connected([weak = weak_from_this()](std::string frame) {
      const auto self = weak.lock();
      if (!self) return;
      asio::dispatch(self->socket_.get_executor(), [self, frame = std::move(frame)]() mutable {
        self->Enqueue(std::move(frame));
      });
    });
  }

  void Begin(wire::Request request) {
    const std::size_t octets = request.ByteSizeLong();
    if (requests_ >= kMostRequests || octets_ + octets > kMostOctets) {
      Refuse(request.id());
      return;
    }
    ++requests_;
    octets_ += octets;
    asio::co_spawn(box_.executor(), Work(std::move(request), octets), asio::detached);
  }

  void Refuse(std::uint64_t id) {
    wire::Response response;
    response.set_id(id);
    response.mutable_problem()->set_code(static_cast<std::uint32_t>(Code::kOverloaded));
    response.mutable_problem()->set_detail("Too many requests are under way. Try again shortly.");
    response.mutable_problem()->set_retry_after_seconds(1);
    Enqueue(wire::EncodeFrame(response));
  }

  asio::awaitable<void> Work(wire::Request request, std::size_t octets) {
    const auto self = shared_from_this();
    const wire::Response response = co_await Answer(box_, origin_, std::move(request));
    std::string frame = wire::EncodeFrame(response);
    asio::dispatch(socket_.get_executor(), [self, octets, frame = std::move(frame)]() mutable {
      --self->requests_;
      self->octets_ -= octets;
      self->Enqueue(std::move(frame));
    });
  }

  // On the strand.
  void Enqueue(std::string frame) {
    outgoing_.push_back(std::move(frame));
    if (outgoing_.size() == 1) {
      asio::co_spawn(socket_.get_executor(), Drain(), asio::detached);
    }
  }

  asio::awaitable<void> Drain() {
    const auto self = shared_from_this();
    try {
      while (!outgoing_.empty()) {
        co_await wire::WriteFrame(socket_, outgoing_.front());
        outgoing_.pop_front();
      }
    } catch (const Error&) {
      // The peer is gone; what it asked for stands in the log, and a repeat gets it.
      outgoing_.clear();
      boost::system::error_code ignored;
      socket_.close(ignored);
    }
  }

  Box& box_;
  Origin origin_;
  stream_protocol::socket socket_;
  std::deque<std::string> outgoing_;
  std::optional<std::uint64_t> relay_;  ///< its number there
  std::size_t requests_ = 0;
  std::size_t octets_ = 0;
};

bool MaySpeak(Origin origin, stream_protocol::socket& socket) {
  if (origin != Origin::kControl) return true;
  ucred peer{};
  socklen_t size = sizeof peer;
  if (getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
  return peer.uid == 0 || peer.uid == geteuid();
}

stream_protocol::acceptor Listen(const asio::any_io_executor& executor,
                                 const std::filesystem::path& path) {
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  // Nobody else may connect in the moment between bind and chmod either.
  const mode_t before = umask(0177);
  try {
    stream_protocol::acceptor acceptor(executor, stream_protocol::endpoint(path.string()));
    umask(before);
    return acceptor;
  } catch (const boost::system::system_error& error) {
    umask(before);
    throw Error(Code::kFileUnusable, "Cannot listen on " + path.string() + ".", error.what());
  }
}

}  // namespace

class Server::Implementation : public std::enable_shared_from_this<Implementation> {
 public:
  Implementation(Box& box, Origin origin, const std::filesystem::path& socket)
      : box_(box), origin_(origin), acceptor_(Listen(asio::make_strand(box.executor()), socket)) {}

  void Start() {
    asio::co_spawn(acceptor_.get_executor(), Accept(shared_from_this()), asio::detached);
  }

  void Stop() {
    asio::dispatch(acceptor_.get_executor(), [self = shared_from_this()] {
      boost::system::error_code ignored;
      self->acceptor_.close(ignored);
    });
  }

 private:
  static asio::awaitable<void> Accept(std::shared_ptr<Implementation> self) {
    while (self->acceptor_.is_open()) {
      stream_protocol::socket socket(asio::make_strand(self->box_.executor()));
      boost::system::error_code failure;
      co_await self->acceptor_.async_accept(socket,
                                            asio::redirect_error(asio::use_awaitable, failure));
      if (failure) continue;
      if (!MaySpeak(self->origin_, socket)) continue;
      const auto executor = socket.get_executor();
      auto connection = std::make_shared<Connection>(self->box_, self->origin_, std::move(socket));
      asio::co_spawn(executor, connection->Serve(), asio::detached);
    }
  }

  Box& box_;
  Origin origin_;
  stream_protocol::acceptor acceptor_;
};

Server::Server(Box& box, Origin origin, const std::filesystem::path& socket)
    : implementation_(std::make_shared<Implementation>(box, origin, socket)) {
  implementation_->Start();
}

Server::~Server() { Stop(); }

void Server::Stop() { implementation_->Stop(); }

}  // namespace signet::sealer
