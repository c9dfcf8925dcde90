#include "tests/support/https_client.h"

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <cctype>
#include <stdexcept>

#include "appliance/base/error.h"
#include "appliance/base/json.h"

namespace signet::test {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

asio::ssl::context MakeContext(const ClientFiles& files) {
  asio::ssl::context context(asio::ssl::context::tls_client);
  context.load_verify_file(files.ca);
  context.set_verify_mode(asio::ssl::verify_peer);
  if (!files.certificate.empty()) {
    context.use_certificate_chain_file(files.certificate);
    context.use_private_key_file(files.key, asio::ssl::context::pem);
  }
  return context;
}

HttpResponse Convert(http::response<http::string_body>&& response) {
  HttpResponse out;
  out.status = response.result_int();
  for (const auto& field : response) {
    std::string name(field.name_string());
    std::ranges::transform(name, name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    out.headers.emplace(std::move(name), std::string(field.value()));
  }
  out.body = std::move(response.body());
  return out;
}

}  // namespace

struct HttpsClient::Content {
  explicit Content(const ClientFiles& files) : context(MakeContext(files)), stream(io, context) {
    const asio::ip::tcp::endpoint endpoint(asio::ip::make_address(files.host), files.port);
    stream.next_layer().connect(endpoint);
    stream.next_layer().set_option(asio::ip::tcp::no_delay(true));
    stream.handshake(asio::ssl::stream_base::client);
  }

  asio::io_context io;
  asio::ssl::context context;
  asio::ssl::stream<asio::ip::tcp::socket> stream;
  beast::flat_buffer buffer;
};

HttpsClient::HttpsClient(const ClientFiles& files) try
    : content_(std::make_unique<Content>(files)) {
} catch (const boost::system::system_error& error) {
  throw std::runtime_error(error.what());
}
HttpsClient::~HttpsClient() = default;
HttpsClient::HttpsClient(HttpsClient&&) noexcept = default;

HttpResponse HttpsClient::Get(const std::string& target) {
  SendRaw("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  return ReadResponse();
}

HttpResponse HttpsClient::Post(const std::string& target,
                               const std::map<std::string, std::string>& headers,
                               std::string_view body) {
  std::string request = "POST " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  for (const auto& [name, value] : headers) request += name + ": " + value + "\r\n";
  request += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  request += body;
  SendRaw(request);
  return ReadResponse();
}

void HttpsClient::SendRaw(std::string_view octets) {
  boost::system::error_code failure;
  asio::write(content_->stream, asio::buffer(octets.data(), octets.size()), failure);
  if (failure) throw std::runtime_error(failure.message());
}

HttpResponse HttpsClient::ReadResponse() {
  http::response_parser<http::string_body> parser;
  parser.body_limit(64U << 20U);
  boost::system::error_code failure;
  http::read(content_->stream, content_->buffer, parser, failure);
  if (failure) throw std::runtime_error(failure.message());
  return Convert(parser.release());
}

void HttpsClient::EndSending() {
  SSL_shutdown(content_->stream.native_handle());
  boost::system::error_code ignored;
  content_->stream.next_layer().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

std::string ProblemName(const HttpResponse& response) {
  const auto type = response.headers.find("content-type");
  if (type == response.headers.end() || type->second != "application/problem+json") {
    return "no problem, but " + std::to_string(response.status);
  }
  try {
    const auto document = json::Document::Parse(response.body, {});
    const auto member = document.root().Find("type");
    if (!member || !member->AsString()) return "no type";
    const std::string_view text = *member->AsString();
    return std::string(text.substr(text.rfind(':') + 1));
  } catch (const Error& error) {
    return error.message();
  }
}

}  // namespace signet::test
