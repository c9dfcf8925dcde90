#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "appliance/sealer/fetch.h"

namespace signet::sealer {

/// Asks a connected gateway to fetch, and gives its answers to who waits for them. Safe from any
/// thread.
class Relay {
 public:
  /// Sends a frame to one gateway; returns at once. Called from the relay's own strand.
  using Send = std::function<void(std::string frame)>;

  explicit Relay(const boost::asio::any_io_executor& executor);
  ~Relay();
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;

  /// A gateway has connected; its number, for the two below. Of several the newest is asked.
  std::uint64_t Connected(Send send);
  /// What was asked over it fails.
  void Disconnected(std::uint64_t gateway);
  /// What this gateway answered to the question `id`.
  void Deliver(std::uint64_t gateway, std::uint64_t id, wire::Fetched answer);

  /// As sealer::Fetch says.
  boost::asio::awaitable<Bytes> Fetch(FetchQuestion question);

 private:
  class Implementation;
  std::shared_ptr<Implementation> implementation_;
};

}  // namespace signet::sealer
