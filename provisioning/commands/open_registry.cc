#include "provisioning/commands/open_registry.h"

#include "provisioning/registry_at_box.h"
#include "provisioning/registry_over_network.h"

namespace signet::provisioning {

std::unique_ptr<RegistryAccess> OpenRegistry(const Invocation& invocation) {
  if (invocation.IsAtBox()) return std::make_unique<RegistryAtBox>(invocation.Box());
  return std::make_unique<RegistryOverNetwork>(Profile::Read(invocation.Profile()));
}

}  // namespace signet::provisioning
