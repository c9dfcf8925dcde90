#pragma once

#include <optional>
#include <string>

namespace signet::api {

/// What routing looks at, as it came: nothing is decoded. Fields that came several times are joined
/// by ", " (RFC 9110 5.2).
struct RequestHead {
  std::string method;
  std::string target;
  std::optional<std::string> content_type = std::nullopt;
  std::optional<std::string> content_encoding = std::nullopt;
  std::optional<std::string> accept = std::nullopt;
  std::optional<std::string> idempotency_key = std::nullopt;
  std::optional<std::string> content_digest = std::nullopt;
  std::optional<std::string> signature_input = std::nullopt;
  std::optional<std::string> signature = std::nullopt;
};

}  // namespace signet::api
