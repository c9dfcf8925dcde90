#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <filesystem>
#include <memory>

#include "appliance/sealer/box.h"
#include "appliance/sealer/dispatch.h"

namespace signet::sealer {

/// Listens on one Unix socket and answers what comes in. Connections are independent; the requests
/// of one connection are worked on side by side and answered as they are done. Bounds: so many
/// requests and so many octets under way a connection, beyond which a request gets kOverloaded. A
/// message that breaks the contract ends its connection and nothing else.
class Server {
 public:
  /// Makes the socket file (mode 0600, replacing a stale one) and listens at once. On the control
  /// socket only the box's own user and root are heard.
  Server(Box& box, Origin origin, const std::filesystem::path& socket);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Stops listening; requests under way are still answered.
  void Stop();

 private:
  class Implementation;
  std::shared_ptr<Implementation> implementation_;
};

}  // namespace signet::sealer
