#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <cstdint>
#include <string>

#include "api/http_request.h"
#include "appliance/base/bytes.h"
#include "tests/fuzz/invariant.h"

namespace {

namespace http = boost::beast::http;
using signet::Code;
using signet::fuzz::Require;

constexpr std::uint32_t kHeaderLimit = 16U << 10U;

}  // namespace

/// A request's header as it comes from the network, up to the route it takes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  http::request_parser<http::empty_body> parser;
  parser.header_limit(kHeaderLimit);
  parser.eager(false);
  boost::beast::error_code failure;
  parser.put(boost::asio::buffer(data, size), failure);
  if (failure) {
    static_cast<void>(signet::api::HeaderFailure(failure, false));
    return 0;
  }
  if (!parser.is_header_done()) return 0;
  const signet::api::HttpHeader& header = parser.get();
  try {
    signet::api::CheckFraming(header);
    const auto hosts = header.count(http::field::host);
    Require(hosts == 1 || (hosts == 0 && header.version() == 10),
            "a request that passes has one Host, or is an old one");
    static_cast<void>(signet::api::ExpectsContinue(header));
    const auto head = signet::api::HeadOf(header);
    Require(head.method == header.method_string(), "the method is the header's");
    Require(head.target == header.target(), "the target is the header's");
    static_cast<void>(signet::api::RouteRequest(head));
  } catch (const signet::Error& error) {
    signet::fuzz::RequireCode(
        error, {Code::kRequestMalformed, Code::kNoSuchResource, Code::kMethodNotAllowed,
                Code::kParameterInvalid, Code::kIdempotencyKeyInvalid, Code::kMediaTypeUnsupported,
                Code::kNotAcceptable});
  }
  return 0;
}
