#include "api/relay_channel.h"

#include <openssl/ssl.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <string>
#include <utility>

namespace signet::api {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto kOutcome = asio::as_tuple(asio::use_awaitable);
constexpr std::uint32_t kLongestHeader = 16U << 10U;

}  // namespace

RelayChannel::RelayChannel(const asio::any_io_executor& executor, asio::ssl::context& tls)
    : context_(tls), tcp_(executor) {}

asio::awaitable<error_code> RelayChannel::Connect(const RelayTarget& target, Deadline deadline) {
  tcp::resolver resolver(tcp_.get_executor());
  const auto [unknown, addresses] =
      co_await resolver.async_resolve(target.host, std::to_string(target.port), kOutcome);
  if (unknown) co_return unknown;
  tcp_.expires_at(deadline);
  const auto [failure, endpoint] = co_await tcp_.async_connect(addresses, kOutcome);
  if (failure) co_return failure;
  error_code ignored;
  tcp_.socket().set_option(tcp::no_delay(true), ignored);
  if (!target.tls) co_return error_code();
  tls_.emplace(tcp_, context_);
  SSL_set_tlsext_host_name(tls_->native_handle(), target.host.c_str());
  tls_->set_verify_callback(asio::ssl::host_name_verification(target.host));
  error_code refused;
  co_await tls_->async_handshake(asio::ssl::stream_base::client,
                                 asio::redirect_error(asio::use_awaitable, refused));
  co_return refused;
}

template <typename Stream>
asio::awaitable<error_code> RelayChannel::Talk(Stream& stream, const Request& request,
                                               std::size_t most, Response& response) {
  const auto [unsent, sent] = co_await http::async_write(stream, request, kOutcome);
  if (unsent) co_return unsent;
  http::response_parser<http::string_body> parser;
  parser.header_limit(kLongestHeader);
  parser.body_limit(most);
  const auto [unread, read] = co_await http::async_read(stream, buffer_, parser, kOutcome);
  if (unread) co_return unread;
  response = parser.release();
  co_return error_code();
}

asio::awaitable<error_code> RelayChannel::Exchange(const Request& request, std::size_t most,
                                                   Deadline deadline, Response& response) {
  reusable_ = false;
  tcp_.expires_at(deadline);
  error_code failure;
  if (tls_) {
    failure = co_await Talk(*tls_, request, most, response);
  } else {
    failure = co_await Talk(tcp_, request, most, response);
  }
  if (failure) co_return failure;
  used_ = true;
  reusable_ = response.keep_alive() && buffer_.size() == 0;
  last_used_ = std::chrono::steady_clock::now();
  co_return failure;
}

}  // namespace signet::api
