#pragma once

#include <boost/asio/awaitable.hpp>

#include "appliance/sealer/box.h"
#include "appliance/sealer/caller.h"
#include "appliance/wire/signet.pb.h"

namespace signet::sealer {

/// Whether this is one of the registry's operations, answered here.
bool IsRegistryOperation(wire::Request::OperationCase operation);

/// Answers it; its caller is admitted and, for a change, has signed it. Throws Error: what
/// registry_reading.h, changes.h and proposals.h throw.
boost::asio::awaitable<wire::RegistryAnswer> AnswerRegistry(Box& box, const Caller& caller,
                                                            const wire::Request& request);

}  // namespace signet::sealer
