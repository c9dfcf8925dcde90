#pragma once

#include "appliance/registry/client.h"

namespace signet::registry {

/// Whether nothing that this client asks is done without its signature, or no change at least.
bool MustSign(const Client& client);

/// What AddClient and its neighbours ask of a client by itself, without the others. Throws
/// Error(kRegistryMalformed).
void RequireWellFormed(const Client& client);

}  // namespace signet::registry
