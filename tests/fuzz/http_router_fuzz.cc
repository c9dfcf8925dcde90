#include <cstdint>
#include <string>
#include <vector>

#include "api/route.h"
#include "appliance/base/bytes.h"
#include "tests/fuzz/invariant.h"

namespace {

using signet::Code;
using signet::fuzz::Require;

// One line each: method, target, Content-Type, Content-Encoding, Accept, Idempotency-Key.
std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (lines.size() < 6) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::optional<std::string> FieldAt(const std::vector<std::string_view>& lines, std::size_t index) {
  if (index >= lines.size() || lines[index].empty()) return std::nullopt;
  return std::string(lines[index]);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(signet::AsText({data, size}));
  const auto lines = Lines(input);
  const signet::api::RequestHead head{
      .method = std::string(lines[0]),
      .target = std::string(lines.size() > 1 ? lines[1] : std::string_view()),
      .content_type = FieldAt(lines, 2),
      .content_encoding = FieldAt(lines, 3),
      .accept = FieldAt(lines, 4),
      .idempotency_key = FieldAt(lines, 5),
  };
  const auto access = signet::api::AccessOf(head.target);
  const std::string allowed = signet::api::AllowedMethods(head.target);
  Require(access.has_value() == !allowed.empty(), "a target that is there allows a method");
  try {
    const signet::api::Route route = signet::api::RouteRequest(head);
    const auto& info = signet::api::InfoOf(route.operation);
    Require(access == info.access, "the route's access is its target's");
    Require(info.method == head.method || (route.head && head.method == "HEAD"),
            "the route's method is the request's");
    Require(route.media_type == info.produces[0] || route.media_type == info.produces[1],
            "the answer has a type that the operation produces");
    Require(route.seal.find('/') == std::string::npos, "a parameter is one segment");
  } catch (const signet::Error& error) {
    signet::fuzz::RequireCode(
        error, {Code::kRequestMalformed, Code::kNoSuchResource, Code::kMethodNotAllowed,
                Code::kParameterInvalid, Code::kIdempotencyKeyInvalid, Code::kMediaTypeUnsupported,
                Code::kNotAcceptable});
  }
  return 0;
}
