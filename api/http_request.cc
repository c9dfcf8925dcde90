#include "api/http_request.h"

#include <array>
#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <ctime>
#include <string>

namespace signet::api {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

/// All fields of a name, in whatever case, as one (RFC 9110 5.1, 5.2).
std::optional<std::string> Joined(const HttpHeader& header, std::string_view name) {
  const auto [first, last] = header.equal_range(name);
  if (first == last) return std::nullopt;
  std::string joined(first->value());
  for (auto field = std::next(first); field != last; ++field) {
    joined.append(", ").append(std::string_view(field->value()));
  }
  return joined;
}

bool IsHttpFailure(const boost::system::error_code& failure) {
  return failure.category() == http::make_error_code(http::error::bad_method).category();
}

bool IsEnd(const boost::system::error_code& failure) {
  return failure == http::error::partial_message || failure == http::error::end_of_stream ||
         failure == asio::error::eof || failure == asio::ssl::error::stream_truncated;
}

Error TooSlow() {
  return {Code::kRequestTooSlow, "The request took too long to arrive; send it again faster."};
}

}  // namespace

RequestHead HeadOf(const HttpHeader& header) {
  RequestHead head;
  head.method = header.method_string();
  head.target = header.target();
  head.content_type = Joined(header, "Content-Type");
  head.content_encoding = Joined(header, "Content-Encoding");
  head.accept = Joined(header, "Accept");
  head.idempotency_key = Joined(header, "Idempotency-Key");
  head.content_digest = Joined(header, "Content-Digest");
  head.signature_input = Joined(header, "Signature-Input");
  head.signature = Joined(header, "Signature");
  return head;
}

void CheckFraming(const HttpHeader& header) {
  const bool is_11 = header.version() == 11;
  const auto hosts = header.count(http::field::host);
  if (hosts > 1 || (is_11 && hosts == 0)) {
    throw Error(Code::kRequestMalformed, "The request needs exactly one Host field.");
  }
  if (header.count(http::field::transfer_encoding) == 0) return;
  const bool chunked = header.count(http::field::transfer_encoding) == 1 &&
                       beast::iequals(header[http::field::transfer_encoding], "chunked");
  if (!is_11 || !chunked) {
    throw Error(Code::kRequestMalformed,
                "Send the body with Content-Length, or with Transfer-Encoding: chunked and nothing "
                "else.");
  }
}

bool ExpectsContinue(const HttpHeader& header) {
  return header.version() == 11 && beast::iequals(header[http::field::expect], "100-continue");
}

std::optional<Error> HeaderFailure(const boost::system::error_code& failure, bool too_slow) {
  if (too_slow) return TooSlow();
  if (failure == http::error::end_of_stream) return std::nullopt;
  if (failure == http::error::header_limit || failure == http::error::buffer_overflow) {
    return Error(Code::kHeaderTooLarge,
                 "Request line and header fields are larger than the box takes; send fewer or "
                 "shorter ones.");
  }
  if (IsHttpFailure(failure)) {
    return Error(Code::kRequestMalformed,
                 "The request is not valid HTTP/1.1: " + failure.message() + ".");
  }
  return std::nullopt;
}

std::optional<Error> BodyFailure(const boost::system::error_code& failure, bool too_slow) {
  if (too_slow) return TooSlow();
  if (failure == http::error::body_limit) {
    return Error(Code::kTooLarge, "The body is larger than the box takes.");
  }
  if (IsEnd(failure)) {
    return Error(Code::kBodyTruncated,
                 "The connection's sending side was closed before the whole body was there; send "
                 "the request again.");
  }
  if (IsHttpFailure(failure)) {
    return Error(Code::kRequestMalformed,
                 "The body's chunks are not valid: " + failure.message() + ".");
  }
  return std::nullopt;
}

std::string HttpDate() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  const auto length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), length};
}

}  // namespace signet::api
