#pragma once

#include <optional>
#include <string>

#include "api/problem.h"
#include "api/route.h"
#include "appliance/wire/signet.pb.h"

namespace signet::api {

/// The wire request of a route that the sealer answers; `certificate` is the peer's, DER. `body` is
/// moved from. Throws Error(kInternal) for a route that the gateway answers itself.
wire::Request ToWire(const Route& route, std::string body,
                     const std::optional<std::string>& certificate);

/// The answer to the client from what the sealer said to `route`. A problem is rendered with the
/// sealer's correlation; a number this version does not know becomes `internal`. Throws
/// Error(kInternal) for a result that does not belong to the operation or would not survive as
/// HTTP.
Answer FromWire(const Route& route, wire::Response response);

}  // namespace signet::api
