#include "provisioning/registry_access.h"

#include "appliance/base/error.h"
#include "appliance/base/json.h"
#include "provisioning/json_members.h"

namespace signet::provisioning {

std::string_view NameOf(Collection collection) {
  switch (collection) {
    case Collection::kOrganisations:
      return "organisations";
    case Collection::kClients:
      return "clients";
    case Collection::kMandates:
      return "mandates";
    case Collection::kKeys:
      return "keys";
    case Collection::kApprovals:
      return "approvals";
  }
  throw Error(Code::kInternal, "There is no such list.");
}

bool IsAdministrator(RegistryAccess& registry, const std::string& client) {
  const auto document = json::Document::Parse(registry.Show(Collection::kClients, client), {});
  return TextIn(document.root(), "role") == registry::NameOf(registry::Role::kAdministrator);
}

}  // namespace signet::provisioning
