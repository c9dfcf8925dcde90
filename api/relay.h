#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "api/relay_target.h"
#include "appliance/wire/signet.pb.h"

namespace signet::api {

/// gateway.toml's [relay].
struct RelaySettings {
  std::vector<RelayTarget> allow;  ///< empty: nothing is fetched
  std::size_t answer = 1U << 20U;  ///< octets of a time-stamp or an OCSP response
  std::size_t crl = 8U << 20U;     ///< octets of a CRL
  std::size_t trusted_list = 11U << 20U;
  std::chrono::milliseconds time{10'000};
  std::size_t under_way = 256;
  std::size_t connections = 16;             ///< to one host
  std::optional<std::filesystem::path> ca;  ///< PEM for https; absent: the system's
};

/// Fetches time-stamps, OCSP responses, CRLs and trusted lists for the sealer (WIRE.md). HTTP/1.1
/// over connections that are kept for the next one; no redirects, no credentials. Safe from any
/// thread.
class Relay {
 public:
  /// Throws Error(kFileUnusable) for a `ca` that cannot be used.
  Relay(const boost::asio::any_io_executor& executor, RelaySettings settings);
  ~Relay();
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;

  /// Never throws: what goes wrong stands in the answer.
  boost::asio::awaitable<wire::Fetched> Fetch(wire::Fetch question);
  std::size_t under_way() const;

 private:
  class Implementation;
  std::shared_ptr<Implementation> implementation_;
};

}  // namespace signet::api
