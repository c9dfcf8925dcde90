#include "provisioning/new_client.h"

#include <utility>

namespace signet::provisioning {

json::ObjectWriter CreationJson(const NewClient& client) {
  std::vector<json::ObjectWriter> certificates;
  for (const HandedCertificate& one : client.certificates) certificates.push_back(ToJson(one));
  std::vector<json::ObjectWriter> keys;
  for (const registry::SigningKey& key : client.signing_keys) keys.push_back(ToJson(key));
  json::ObjectWriter out;
  out.Text("name", client.name)
      .Text("role", registry::NameOf(client.role))
      .Objects("certificates", std::move(certificates))
      .Objects("signingKeys", std::move(keys))
      .Boolean("signaturesRequired", client.signatures_required)
      .Texts("organisations", client.organisations);
  if (client.rate) out.Object("rate", ToJson(*client.rate));
  return out;
}

}  // namespace signet::provisioning
