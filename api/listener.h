#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace signet::api {

/// Takes connections on one address and hands each over on a strand of its own. Running out of file
/// descriptors makes it pause, never stop. Safe from any thread once made.
template <typename Protocol>
class Listener {
 public:
  using Socket = typename Protocol::socket;
  using Take = std::function<void(Socket)>;

  /// `acceptor` must be open, listening and on a strand of `executor`. `take` must not throw.
  Listener(const boost::asio::any_io_executor& executor, typename Protocol::acceptor acceptor,
           Take take);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  void Stop();

 private:
  class Implementation;
  std::shared_ptr<Implementation> implementation_;
};

extern template class Listener<boost::asio::ip::tcp>;
extern template class Listener<boost::asio::local::stream_protocol>;

/// Throw Error(kNetworkFailed) naming the address, or Error(kFileUnusable) naming the socket, that
/// cannot be used. An IPv6 wildcard takes IPv4 as well. The socket file gets mode 0600 and replaces
/// a stale one; call this before there are threads, since it changes the umask for a moment.
boost::asio::ip::tcp::acceptor ListenOn(const boost::asio::any_io_executor& executor,
                                        const std::string& address, std::uint16_t port);
boost::asio::local::stream_protocol::acceptor ListenOn(const boost::asio::any_io_executor& executor,
                                                       const std::filesystem::path& socket);

}  // namespace signet::api
