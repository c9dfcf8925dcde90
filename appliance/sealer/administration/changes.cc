#include "appliance/sealer/administration/changes.h"

#include <algorithm>
#include <utility>

#include "appliance/base/digest.h"
#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/sealer/administration/registry_json.h"

namespace signet::sealer {
namespace {

using registry::Client;
using registry::Role;

Sha256 ContentOf(const json::ObjectWriter& json) { return HashSha256(json.WriteCanonical()); }

// Of administrators nothing is changed by one of them alone.
Client RequireNoAdministrator(SQLite::Database& database, std::string_view name) {
  Client client = RequireClient(database, name);
  if (client.role != Role::kAdministrator) return client;
  throw Error(Code::kApprovalNeeded,
              "Client " + client.name +
                  " is an administrator. Propose the change (POST /v1/approvals), and have another "
                  "administrator approve it.");
}

const Touched kClients{.clients = true};

}  // namespace

Client RequireClient(SQLite::Database& database, std::string_view name) {
  auto client = registry::FindClient(database, name);
  if (client) return *std::move(client);
  throw Error(Code::kRegistryUnknown, "This box has no client of this name.");
}

registry::Mandate RequireMandate(SQLite::Database& database, std::string_view name) {
  auto mandate = registry::FindMandate(database, name);
  if (mandate) return *std::move(mandate);
  throw Error(Code::kMandateUnknown, "This box has no mandate of this name.");
}

RegistryChange CreateOrganisation(SQLite::Database& database, const Editor& editor,
                                  const registry::Organisation& organisation) {
  registry::AddOrganisation(database, organisation);
  return {{audit::OrganisationAdded{organisation.name, organisation.identifier, false,
                                    ContentOf(ToJson(organisation)), editor.name}},
          {.organisations = true}};
}

RegistryChange RegisterClient(SQLite::Database& database, const Editor& editor,
                              const Client& client, const std::string& proposal) {
  registry::AddClient(database, client);
  RegistryChange change{{audit::ClientAdded{client.name, std::string(NameOf(client.role)),
                                            ContentOf(ToJson(client)), editor.name, proposal}},
                        kClients};
  for (const auto& key : client.signing_keys) {
    change.events.emplace_back(
        audit::SigningKeyAdded{client.name, key.id, EncodeBase64(key.public_key), editor.name});
  }
  return change;
}

RegistryChange CreateClient(SQLite::Database& database, const Editor& editor,
                            const Client& client) {
  if (client.role == Role::kAdministrator) {
    throw Error(Code::kApprovalNeeded,
                "A new administrator needs two others. Propose it (POST /v1/approvals, kind "
                "administrator-addition), and have another administrator approve it.");
  }
  return RegisterClient(database, editor, client, "");
}

RegistryChange ChangeClient(SQLite::Database& database, const Editor& editor,
                            const Client& client) {
  RequireNoAdministrator(database, client.name);
  registry::ChangeClient(database, client);
  return {{audit::ClientChanged{client.name, ContentOf(ToJson(client)), editor.name}}, kClients};
}

RegistryChange SetClientStatus(SQLite::Database& database, const Editor& editor,
                               const std::string& name, registry::ClientStatus status) {
  RequireNoAdministrator(database, name);
  registry::SetClientStatus(database, name, status);
  return {{audit::ClientStatusChanged{name, std::string(NameOf(status)), editor.name, ""}},
          kClients};
}

RegistryChange AddClientCertificate(SQLite::Database& database, const Editor& editor,
                                    const std::string& name,
                                    const registry::ClientCertificate& certificate) {
  RequireNoAdministrator(database, name);
  registry::AddClientCertificate(database, name, certificate);
  return {{audit::ClientCertificateAdded{name, std::string(NameOf(certificate.match)),
                                         certificate.digest, editor.name, ""}},
          kClients};
}

RegistryChange RemoveClientCertificate(SQLite::Database& database, const Editor& editor,
                                       const std::string& name, const std::string& id) {
  const Client before = RequireNoAdministrator(database, name);
  registry::RemoveClientCertificate(database, name, id);
  const auto removed = std::ranges::find(before.certificates, id, &registry::ClientCertificate::id);
  return {{audit::ClientCertificateRemoved{name, removed->digest, editor.name}}, kClients};
}

RegistryChange AddSigningKey(SQLite::Database& database, const Editor& editor,
                             const std::string& name, const registry::SigningKey& key) {
  RequireNoAdministrator(database, name);
  registry::AddSigningKey(database, name, key);
  return {{audit::SigningKeyAdded{name, key.id, EncodeBase64(key.public_key), editor.name}},
          kClients};
}

RegistryChange RemoveSigningKey(SQLite::Database& database, const Editor& editor,
                                const std::string& name, const std::string& id) {
  RequireNoAdministrator(database, name);
  registry::RemoveSigningKey(database, name, id);
  return {{audit::SigningKeyRemoved{name, id, editor.name}}, kClients};
}

RegistryChange CreateMandate(SQLite::Database& database, const Editor& editor,
                             const std::string& name, const registry::MandateTerms& terms) {
  registry::AddMandate(database, name, terms, editor.now);
  return {{audit::MandateDrafted{name, terms.issuing,
                                 HashSha256(registry::WriteMandateTerms(terms)), editor.name}},
          {}};
}

RegistryChange SetMandateDocument(SQLite::Database& database, const Editor& editor,
                                  const std::string& name, const std::string& media_type,
                                  ByteView document) {
  registry::SetMandateDocument(database, name, media_type, document);
  const registry::Mandate mandate = RequireMandate(database, name);
  return {{audit::MandateDrafted{name, mandate.terms.issuing, mandate.digest, editor.name}}, {}};
}

RegistryChange StopMandate(SQLite::Database& database, const Editor& editor,
                           const std::string& name, registry::MandateStatus status) {
  registry::SetMandateStatus(database, name, status);
  return {{audit::MandateStatusChanged{name, std::string(NameOf(status)), editor.name, ""}},
          {.mandate = name}};
}

}  // namespace signet::sealer
