#include "api/listener.h"

#include <sys/stat.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <system_error>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/base/journal.h"

namespace signet::api {

namespace asio = boost::asio;
using asio::ip::tcp;
using asio::local::stream_protocol;

// Everything belongs to the acceptor's strand.
template <typename Protocol>
class Listener<Protocol>::Implementation : public std::enable_shared_from_this<Implementation> {
 public:
  Implementation(const asio::any_io_executor& executor, typename Protocol::acceptor acceptor,
                 Take take)
      : executor_(executor),
        acceptor_(std::move(acceptor)),
        pause_(acceptor_.get_executor()),
        take_(std::move(take)) {}

  void Start() {
    asio::co_spawn(acceptor_.get_executor(), Accept(this->shared_from_this()), asio::detached);
  }

  void Stop() {
    asio::dispatch(acceptor_.get_executor(), [self = this->shared_from_this()] {
      boost::system::error_code ignored;
      self->acceptor_.close(ignored);
      self->pause_.cancel();
      self->take_ = nullptr;
    });
  }

 private:
  static asio::awaitable<void> Accept(std::shared_ptr<Implementation> self) {
    constexpr auto kOutcome = asio::as_tuple(asio::use_awaitable);
    while (self->acceptor_.is_open()) {
      Socket socket(asio::make_strand(self->executor_));
      const auto [failure] = co_await self->acceptor_.async_accept(socket, kOutcome);
      if (!failure && self->take_) {
        self->take_(std::move(socket));
      } else if (failure && self->acceptor_.is_open()) {
        journal::Warning("accept-failed cause=\"" + failure.message() + "\"");
        self->pause_.expires_after(std::chrono::milliseconds(100));
        co_await self->pause_.async_wait(kOutcome);
      }
    }
  }

  asio::any_io_executor executor_;
  typename Protocol::acceptor acceptor_;
  asio::steady_timer pause_;
  Take take_;
};

template <typename Protocol>
Listener<Protocol>::Listener(const asio::any_io_executor& executor,
                             typename Protocol::acceptor acceptor, Take take)
    : implementation_(
          std::make_shared<Implementation>(executor, std::move(acceptor), std::move(take))) {
  implementation_->Start();
}

template <typename Protocol>
Listener<Protocol>::~Listener() {
  Stop();
}

template <typename Protocol>
void Listener<Protocol>::Stop() {
  implementation_->Stop();
}

template class Listener<tcp>;
template class Listener<stream_protocol>;

tcp::acceptor ListenOn(const asio::any_io_executor& executor, const std::string& address,
                       std::uint16_t port) try {
  const tcp::endpoint endpoint(asio::ip::make_address(address), port);
  tcp::acceptor acceptor(executor);
  acceptor.open(endpoint.protocol());
  acceptor.set_option(asio::socket_base::reuse_address(true));
  if (endpoint.address().is_v6()) acceptor.set_option(asio::ip::v6_only(false));
  acceptor.bind(endpoint);
  acceptor.listen(asio::socket_base::max_listen_connections);
  return acceptor;
} catch (const boost::system::system_error& failure) {
  throw Error(Code::kNetworkFailed,
              "Cannot listen on " + address + " port " + std::to_string(port) +
                  ": check listen.address and listen.port, and whether another process has it.",
              failure.what());
}

stream_protocol::acceptor ListenOn(const asio::any_io_executor& executor,
                                   const std::filesystem::path& socket) {
  std::error_code ignored;
  if (std::filesystem::is_socket(socket, ignored)) std::filesystem::remove(socket, ignored);
  // Nobody else may connect between bind and a chmod either.
  const mode_t before = umask(0177);
  try {
    stream_protocol::acceptor acceptor(executor, stream_protocol::endpoint(socket.string()));
    umask(before);
    return acceptor;
  } catch (const boost::system::system_error& failure) {
    umask(before);
    throw Error(Code::kFileUnusable,
                "Cannot listen on the socket " + socket.string() +
                    ": check that its folder is there and may be written to.",
                failure.what());
  }
}

}  // namespace signet::api
