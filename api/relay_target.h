#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signet::api {

/// Where the relay may go or is asked to go: the parts of an http or https URL, decided once.
struct RelayTarget {
  bool tls = false;
  std::string host;  ///< lower case; an IPv6 address without brackets
  std::uint16_t port = 0;
  std::string path;    ///< begins with '/'
  std::string target;  ///< path and query, as they go into a request line

  /// Absolute http or https URLs (RFC 3986 4.3) without user, fragment and dot segments; nullopt
  /// for anything else.
  static std::optional<RelayTarget> Read(std::string_view url);
};

/// Whether one of `allowed` has the same scheme, host and port as `asked` and its path, or one
/// above it: "/tsa" covers "/tsa" and "/tsa/1", not "/tsa2".
bool IsAllowed(const std::vector<RelayTarget>& allowed, const RelayTarget& asked);

}  // namespace signet::api
