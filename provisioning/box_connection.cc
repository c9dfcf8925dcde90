#include "provisioning/box_connection.h"

#include <fmt/format.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <charconv>
#include <exception>

#include "appliance/base/file.h"
#include "appliance/base/json.h"
#include "provisioning/request_signer.h"

namespace signet::provisioning {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Stream = beast::ssl_stream<beast::tcp_stream>;
using boost::asio::use_awaitable;

constexpr std::chrono::seconds kConnectLimit{10};
constexpr std::chrono::seconds kAnswerLimit{45};  // the box itself gives up after 30
constexpr std::size_t kMostOctets = 64U << 20U;
constexpr std::string_view kProblemPrefix = "urn:signet:problem:";

void CheckReadable(const std::filesystem::path& file, const char* what) {
  try {
    ReadFile(file, 1U << 20U);
  } catch (const Error& error) {
    throw Error(Code::kFileUnusable,
                fmt::format("The profile's {} cannot be read: {}", what, error.message()),
                error.cause());
  }
}

asio::ssl::context MakeTls(const Profile& profile) {
  CheckReadable(profile.ca, "ca");
  CheckReadable(profile.certificate, "certificate");
  CheckReadable(profile.key, "key");
  asio::ssl::context tls(asio::ssl::context::tls_client);
  try {
    SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_2_VERSION);
    tls.load_verify_file(profile.ca.string());
    tls.use_certificate_chain_file(profile.certificate.string());
    tls.use_private_key_file(profile.key.string(), asio::ssl::context::pem);
    tls.set_verify_mode(asio::ssl::verify_peer);
    tls.set_verify_callback(asio::ssl::host_name_verification(profile.host));
  } catch (const boost::system::system_error& failure) {
    throw Error(Code::kConfigurationInvalid,
                "The profile's ca, certificate or key is not usable: they must be PEM files, and "
                "the key must belong to the certificate.",
                failure.code().message());
  }
  return tls;
}

std::optional<std::chrono::seconds> RetryAfter(const http::fields& fields) {
  const auto text = fields[http::field::retry_after];
  unsigned seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return std::chrono::seconds(seconds);
}

std::string TextOf(const std::optional<json::Value>& value) {
  return value && value->AsString() ? std::string(*value->AsString()) : std::string();
}

}  // namespace

namespace {

std::vector<std::string> ViolationsIn(json::Value problem) {
  std::vector<std::string> out;
  const auto findings = problem.Find("findings");
  for (auto one = findings ? findings->First() : std::nullopt; one; one = one->Next()) {
    if (TextOf(one->Find("severity")) != "violation") continue;
    out.push_back(TextOf(one->Find("pointer")) + ": " + TextOf(one->Find("rule")));
  }
  return out;
}

}  // namespace

HttpProblem ProblemOf(const HttpAnswer& answer) {
  HttpProblem problem{
      Code::kNetworkFailed, fmt::format("http-{}", answer.status),
      fmt::format("The box answered with HTTP status {} and no explanation.", answer.status)};
  try {
    const auto document = json::Document::Parse(answer.body, {});
    const std::string type = TextOf(document.root().Find("type"));
    const auto code = document.root().Find("code");
    if (!type.starts_with(kProblemPrefix) || !code || !code->AsInteger()) return problem;
    problem.code = CodeFromNumber(static_cast<std::uint32_t>(*code->AsInteger()));
    problem.name = type.substr(kProblemPrefix.size());
    problem.detail = TextOf(document.root().Find("detail"));
    problem.findings = ViolationsIn(document.root());
  } catch (const Error&) {
    // Not JSON: something between us and the box answered.
  }
  return problem;
}

class BoxConnection::Implementation {
 public:
  explicit Implementation(const Profile& profile)
      : profile_(profile), tls_(MakeTls(profile)), signer_(RequestSigner::For(profile)) {}

  HttpAnswer Ask(const HttpRequest& request) {
    const bool reused = stream_ != nullptr;
    try {
      return AskOnce(request);
    } catch (const boost::system::system_error& failure) {
      if (!reused || failure.code() == beast::error::timeout) throw Explain(failure);
    }
    try {
      return AskOnce(request);
    } catch (const boost::system::system_error& failure) {
      throw Explain(failure);
    }
  }

 private:
  HttpAnswer AskOnce(const HttpRequest& request) {
    HttpAnswer answer;
    std::exception_ptr failure;
    asio::co_spawn(context_, Exchange(request, answer),
                   [&failure](const std::exception_ptr& ended) { failure = ended; });
    context_.restart();
    context_.run();
    if (failure) {
      stream_.reset();
      std::rethrow_exception(failure);
    }
    return answer;
  }

  asio::awaitable<void> Exchange(const HttpRequest& request, HttpAnswer& answer) {
    if (stream_ == nullptr) co_await Connect();
    http::request<http::string_body> message(http::string_to_verb(request.method), request.target,
                                             11, request.body);
    message.set(http::field::host, fmt::format("{}:{}", profile_.host, profile_.port));
    for (const auto& [name, value] : request.headers) message.set(name, value);
    if (signer_) {
      for (const auto& [name, value] : signer_->FieldsFor(request, SystemNow())) {
        message.set(name, value);
      }
    }
    message.prepare_payload();
    beast::get_lowest_layer(*stream_).expires_after(kAnswerLimit);
    co_await http::async_write(*stream_, message, use_awaitable);

    http::response_parser<http::string_body> parser;
    parser.body_limit(kMostOctets);
    co_await http::async_read(*stream_, buffer_, parser, use_awaitable);
    auto& response = parser.get();
    answer.status = response.result_int();
    answer.seal_id = std::string(response["Signet-Seal-Id"]);
    answer.log_index = std::string(response["Signet-Log-Index"]);
    answer.retry_after = RetryAfter(response);
    answer.body = std::move(response.body());
    if (!response.keep_alive()) stream_.reset();
  }

  asio::awaitable<void> Connect() {
    buffer_.clear();
    stream_ = std::make_unique<Stream>(context_, tls_);
    auto& lowest = beast::get_lowest_layer(*stream_);
    lowest.expires_after(kConnectLimit);
    asio::ip::tcp::resolver resolver(context_);
    const std::string port = std::to_string(profile_.port);
    const auto endpoints = co_await resolver.async_resolve(profile_.host, port, use_awaitable);
    co_await lowest.async_connect(endpoints, use_awaitable);
    lowest.socket().set_option(asio::ip::tcp::no_delay(true));
    boost::system::error_code not_an_address;
    asio::ip::make_address(profile_.host, not_an_address);
    // RFC 6066 3: server names are never addresses.
    if (not_an_address) SSL_set_tlsext_host_name(stream_->native_handle(), profile_.host.c_str());
    co_await stream_->async_handshake(asio::ssl::stream_base::client, use_awaitable);
  }

  Error Explain(const boost::system::system_error& failure) const {
    const std::string url = profile_.Url();
    const std::string cause = failure.code().message();
    if (failure.code() == beast::error::timeout) {
      return {Code::kTimedOut, "The box at " + url + " did not answer in time: try again later.",
              cause};
    }
    if (failure.code().category() == asio::error::get_ssl_category()) {
      return {Code::kNetworkFailed,
              "No secure connection to " + url +
                  ": check that the profile's ca issued the box's certificate and that the client "
                  "certificate is in date.",
              cause};
    }
    return {Code::kNetworkFailed,
            "The box at " + url +
                " cannot be reached: check that it runs and that the profile's "
                "url is right.",
            cause};
  }

  Profile profile_;
  asio::ssl::context tls_;
  std::optional<RequestSigner> signer_;
  asio::io_context context_;
  std::unique_ptr<Stream> stream_;
  beast::flat_buffer buffer_;
};

BoxConnection::BoxConnection(const Profile& profile)
    : implementation_(std::make_unique<Implementation>(profile)) {}
BoxConnection::~BoxConnection() = default;

HttpAnswer BoxConnection::Ask(const HttpRequest& request) { return implementation_->Ask(request); }

std::string BoxConnection::Get(const std::string& target) {
  HttpAnswer answer = Ask({.method = "GET", .target = target, .headers = {}, .body = {}});
  if (answer.good()) return std::move(answer.body);
  const HttpProblem problem = ProblemOf(answer);
  throw Error(problem.code, problem.detail);
}

}  // namespace signet::provisioning
