#pragma once

#include <optional>
#include <string>
#include <vector>

#include "appliance/base/json_writer.h"
#include "appliance/registry/client.h"
#include "provisioning/client_credentials.h"

namespace signet::provisioning {

/// A client that is to be added.
struct NewClient {
  std::string name;
  registry::Role role = registry::Role::kSubmitter;
  std::vector<HandedCertificate> certificates;
  std::vector<registry::SigningKey> signing_keys{};
  bool signatures_required = false;
  std::vector<std::string> organisations{};
  std::optional<registry::Rate> rate{};
};

/// The body of POST /v1/clients, and the content of a proposal to add an administrator.
json::ObjectWriter CreationJson(const NewClient& client);

}  // namespace signet::provisioning
