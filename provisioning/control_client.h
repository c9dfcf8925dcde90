#pragma once

#include <chrono>
#include <filesystem>

#include "appliance/wire/signet.pb.h"

namespace signet::provisioning {

/// Sends one request over the sealer's control socket and returns its answer. A Problem comes back
/// as the Error it stands for. Throws Error(kSealerUnreachable) if no sealer listens there, and
/// Error(kTimedOut) if it does not answer within `patience`.
wire::Response AskSealer(const std::filesystem::path& control_socket, const wire::Request& request,
                         std::chrono::seconds patience = std::chrono::minutes(1));

}  // namespace signet::provisioning
