#pragma once

#include <memory>

#include "provisioning/commands/invocation.h"
#include "provisioning/registry_access.h"

namespace signet::provisioning {

/// The registry of the box that --box or --profile names. Throws Error(kUsage) for neither or both.
std::unique_ptr<RegistryAccess> OpenRegistry(const Invocation& invocation);

}  // namespace signet::provisioning
