#pragma once

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

#include "appliance/wire/signet.pb.h"

namespace signet::api {

/// The gateway's one connection to the sealer. Requests of all clients travel on it side by side;
/// ids tell the answers apart. The sealer's own questions come over it, too. When it breaks, what
/// is under way fails and it is made anew, after 20 ms, then twice as long each time up to a
/// second. Safe from any thread.
class SealerClient {
 public:
  /// What answers the sealer's own questions; does not throw.
  using Fetch = std::function<boost::asio::awaitable<wire::Fetched>(wire::Fetch)>;

  struct Settings {
    std::filesystem::path socket;
    std::size_t most_under_way;
    std::chrono::milliseconds answer_time;
    Fetch fetch;
  };

  /// Starts connecting at once, on `executor`; whoever runs that must run it until Stop() is
  /// through.
  SealerClient(const boost::asio::any_io_executor& executor, Settings settings);
  ~SealerClient();
  SealerClient(const SealerClient&) = delete;
  SealerClient& operator=(const SealerClient&) = delete;

  /// The sealer's answer to `request`, whose id is set here; its result may be a problem. Throws
  /// Error: kSealerUnreachable if there is no connection or it breaks before the answer,
  /// kOverloaded, kTimedOut, kTooLarge.
  boost::asio::awaitable<wire::Response> Ask(wire::Request request);

  bool connected() const;
  std::size_t under_way() const;
  std::uint64_t connections_made() const;

  /// Lets go of the connection for good; what is under way fails.
  void Stop();

 private:
  class Implementation;
  std::shared_ptr<Implementation> implementation_;
};

}  // namespace signet::api
