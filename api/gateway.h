#pragma once

#include <cstdint>
#include <memory>

#include "api/settings.h"

namespace signet::api {

/// The gateway at work: listens, serves, relays to the sealer, on its own threads. One process may
/// have several. Members are called from the thread that made it.
class Gateway {
 public:
  /// Listens when this returns; the sealer need not be there yet. Writes the port file if there is
  /// to be one. Throws Error naming the file or address that cannot be used.
  explicit Gateway(Settings settings);
  ~Gateway();  ///< as Stop()
  Gateway(const Gateway&) = delete;
  Gateway& operator=(const Gateway&) = delete;

  std::uint16_t port() const;

  /// Stops listening, ends idle connections, lets requests under way be answered (for
  /// limits.shutdown_time at most), then ends the threads. False if something had to be cut off.
  bool Stop();

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace signet::api
