#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <cstddef>
#include <optional>

#include "api/relay_target.h"

namespace signet::api {

/// One connection to a server that the relay asks. Used by one coroutine at a time, on the executor
/// that it was made with.
class RelayChannel {
 public:
  using Request = boost::beast::http::request<boost::beast::http::string_body>;
  using Response = boost::beast::http::response<boost::beast::http::string_body>;
  using Deadline = std::chrono::steady_clock::time_point;

  /// `tls` outlives it.
  RelayChannel(const boost::asio::any_io_executor& executor, boost::asio::ssl::context& tls);

  /// The next three return how it went; beast::error::timeout after `deadline`. A name is looked up
  /// in the system's own time.
  boost::asio::awaitable<boost::system::error_code> Connect(const RelayTarget& target,
                                                            Deadline deadline);
  /// `response` is filled without error. http::error::body_limit beyond `most` octets.
  boost::asio::awaitable<boost::system::error_code> Exchange(const Request& request,
                                                             std::size_t most, Deadline deadline,
                                                             Response& response);

  bool used() const { return used_; }          ///< an exchange was completed on it
  bool reusable() const { return reusable_; }  ///< ... and another one may follow
  Deadline last_used() const { return last_used_; }

 private:
  template <typename Stream>
  boost::asio::awaitable<boost::system::error_code> Talk(Stream& stream, const Request& request,
                                                         std::size_t most, Response& response);

  boost::asio::ssl::context& context_;
  boost::beast::tcp_stream tcp_;
  std::optional<boost::asio::ssl::stream<boost::beast::tcp_stream&>> tls_;
  boost::beast::flat_buffer buffer_;
  bool used_ = false;
  bool reusable_ = false;
  Deadline last_used_;
};

}  // namespace signet::api
