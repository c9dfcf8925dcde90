#include "provisioning/registry_at_box.h"

#include <fmt/format.h>

#include "appliance/base/error.h"
#include "appliance/registry/allowance.h"
#include "appliance/registry/client_certificate.h"
#include "appliance/registry/seal_key.h"
#include "appliance/sealer/administration/proposed_change.h"
#include "appliance/sealer/administration/registry_json.h"
#include "appliance/sealer/administration/registry_reading.h"
#include "provisioning/registered_key.h"
#include "provisioning/setting_up.h"

namespace signet::provisioning {
namespace {

using registry::ProposalKind;
using sealer::Editor;
using sealer::RegistryChange;
using Objects = std::vector<json::ObjectWriter>;

constexpr std::size_t kPage = 500;
constexpr std::size_t kMostProposals = 1000;

json::ObjectWriter MandateJson(registry::Allowances& allowances, const registry::Mandate& mandate) {
  const Time now = SystemNow();
  return sealer::ToJson(mandate, allowances.UseOf(mandate.name, mandate.terms, now), now);
}

Objects ListMandates(SQLite::Database& database) {
  registry::Allowances allowances(database);
  Objects out;
  for (std::string after;;) {
    const auto page = registry::ListMandates(database, after, kPage);
    for (const registry::Mandate& one : page) out.push_back(MandateJson(allowances, one));
    if (page.size() < kPage) return out;
    after = page.back().name;
  }
}

template <typename Items>
Objects ToObjects(const Items& items) {
  Objects out;
  for (const auto& item : items) out.push_back(sealer::ToJson(item));
  return out;
}

Objects ListOf(SQLite::Database& database, Collection collection) {
  switch (collection) {
    case Collection::kOrganisations:
      return ToObjects(registry::ListOrganisations(database));
    case Collection::kClients:
      return ToObjects(registry::ListClients(database));
    case Collection::kKeys:
      return ToObjects(registry::ListSealKeys(database));
    case Collection::kMandates:
      return ListMandates(database);
    case Collection::kApprovals: {
      Objects out;
      for (const auto& proposal : registry::ListProposals(database, kMostProposals)) {
        out.push_back(sealer::ToJson(proposal, SystemNow()));
      }
      return out;
    }
  }
  throw Error(Code::kInternal, "There is no such list.");
}

template <typename Item>
Item Found(std::optional<Item> item, Code code, const char* what, const std::string& name) {
  if (item) return *std::move(item);
  throw Error(code, fmt::format("The box has no {} \"{}\".", what, name));
}

json::ObjectWriter ShowOne(SQLite::Database& database, Collection collection,
                           const std::string& name) {
  switch (collection) {
    case Collection::kOrganisations:
      return sealer::ToJson(Found(registry::FindOrganisation(database, name),
                                  Code::kRegistryUnknown, "organisation", name));
    case Collection::kClients:
      return sealer::ToJson(
          Found(registry::FindClient(database, name), Code::kRegistryUnknown, "client", name));
    case Collection::kKeys:
      return sealer::ToJson(FindRegisteredKey(database, name));
    case Collection::kMandates: {
      registry::Allowances allowances(database);
      return MandateJson(allowances, Found(registry::FindMandate(database, name),
                                           Code::kMandateUnknown, "mandate", name));
    }
    case Collection::kApprovals:
      return sealer::ToJson(
          Found(registry::FindProposal(database, name), Code::kProposalUnknown, "proposal", name),
          SystemNow());
  }
  throw Error(Code::kInternal, "There is no such list.");
}

Collection CollectionOf(ProposalKind kind) {
  switch (kind) {
    case ProposalKind::kMandateApproval:
    case ProposalKind::kMandateResumption:
      return Collection::kMandates;
    case ProposalKind::kOrganisationChange:
      return Collection::kOrganisations;
    case ProposalKind::kAdministratorAddition:
    case ProposalKind::kAdministratorRemoval:
    case ProposalKind::kAdministratorCertificate:
      return Collection::kClients;
    case ProposalKind::kKeyActivation:
      return Collection::kKeys;
  }
  throw Error(Code::kInternal, "There is no such kind of proposal.");
}

registry::Client ReadNewClient(const NewClient& client) {
  return sealer::ReadClient(json::Document::Parse(CreationJson(client).Write(), {}).root());
}

void Append(RegistryChange& change, RegistryChange more) {
  change.events.insert(change.events.end(), more.events.begin(), more.events.end());
}

}  // namespace

Editor EditorAtBox() { return {"box", SystemNow()}; }

RegistryChange CarryAtBox(SQLite::Database& database, ProposalKind kind, const std::string& subject,
                          const std::string& content) {
  RequireSettingUp(database, kind);
  const Editor editor = EditorAtBox();
  registry::Proposal proposal;
  proposal.kind = kind;
  proposal.subject = subject;
  proposal.content = sealer::ContentOf(database, {kind, subject, content});
  proposal.proposer = editor.name;
  RegistryChange change;
  if (kind == ProposalKind::kMandateApproval) {
    change = sealer::BeginMandateApproval(database, editor, subject);
  }
  Append(change, sealer::Carry(database, editor, proposal));
  return change;
}

std::string RegistryAtBox::List(Collection collection) {
  SQLite::Database database = OpenRegistryReadOnly(ReadBoxConfig(folder_));
  return json::ObjectWriter()
      .Objects(NameOf(collection), ListOf(database, collection))
      .WriteIndented();
}

std::string RegistryAtBox::Show(Collection collection, const std::string& name) {
  SQLite::Database database = OpenRegistryReadOnly(ReadBoxConfig(folder_));
  return ShowOne(database, collection, name).WriteIndented();
}

Bytes RegistryAtBox::MandateDocument(const std::string& name) {
  SQLite::Database database = OpenRegistryReadOnly(ReadBoxConfig(folder_));
  Bytes document = registry::ReadMandateDocument(database, name);
  if (!document.empty()) return document;
  throw Error(Code::kRegistryUnknown, "The mandate \"" + name + "\" has no document yet.");
}

void RegistryAtBox::Record(const Change& change) {
  if (box_ == nullptr) box_ = std::make_unique<Box>(folder_);
  std::vector<audit::Event> events;
  box_->Record([&](SQLite::Database& database) { events = change(database, EditorAtBox()).events; },
               events);
}

std::string RegistryAtBox::AddOrganisation(const registry::Organisation& organisation) {
  Record([&](SQLite::Database& database, const Editor& editor) {
    return sealer::CreateOrganisation(database, editor, organisation);
  });
  return Show(Collection::kOrganisations, organisation.name);
}

std::string RegistryAtBox::AddClient(const NewClient& client) {
  Record([&](SQLite::Database& database, const Editor& editor) {
    return sealer::CreateClient(database, editor, ReadNewClient(client));
  });
  return Show(Collection::kClients, client.name);
}

std::string RegistryAtBox::ChangeClient(const registry::Client& client) {
  Record([&](SQLite::Database& database, const Editor& editor) {
    registry::Client changed = sealer::RequireClient(database, client.name);
    changed.organisations = client.organisations;
    changed.rate = client.rate;
    changed.signatures_required = client.signatures_required;
    return sealer::ChangeClient(database, editor, changed);
  });
  return Show(Collection::kClients, client.name);
}

std::string RegistryAtBox::SetClientStatus(const std::string& name, registry::ClientStatus status) {
  Record([&](SQLite::Database& database, const Editor& editor) {
    return sealer::SetClientStatus(database, editor, name, status);
  });
  return Show(Collection::kClients, name);
}

std::string RegistryAtBox::AddCertificate(const std::string& client,
                                          const HandedCertificate& certificate) {
  const Certificate* const issuer = certificate.issuer ? &*certificate.issuer : nullptr;
  const auto entry = registry::EntryFor(certificate.certificate, certificate.match, issuer);
  Record([&](SQLite::Database& database, const Editor& editor) {
    return sealer::AddClientCertificate(database, editor, client, entry);
  });
  return Show(Collection::kClients, client);
}

std::string RegistryAtBox::RemoveCertificate(const std::string& client, const std::string& id) {
  Record([&](SQLite::Database& database, const Editor& editor) {
    return sealer::RemoveClientCertificate(database, editor, client, id);
  });
  return Show(Collection::kClients, client);
}

std::string RegistryAtBox::AddSigningKey(const std::string& client,
                                         const registry::SigningKey& key) {
  Record([&](SQLite::Database& database, const Editor& editor) {
    return sealer::AddSigningKey(database, editor, client, key);
  });
  return Show(Collection::kClients, client);
}

std::string RegistryAtBox::RemoveSigningKey(const std::string& client, const std::string& id) {
  Record([&](SQLite::Database& database, const Editor& editor) {
    return sealer::RemoveSigningKey(database, editor, client, id);
  });
  return Show(Collection::kClients, client);
}

std::string RegistryAtBox::DraftMandate(const std::string& name,
                                        const registry::MandateTerms& terms) {
  Record([&](SQLite::Database& database, const Editor& editor) {
    return sealer::CreateMandate(database, editor, name, terms);
  });
  return Show(Collection::kMandates, name);
}

Proposed RegistryAtBox::ProposeMandate(const std::string& name,
                                       const std::optional<registry::MandateTerms>& terms,
                                       const std::optional<SignedDocument>& document) {
  // In one transaction: a box that wants two people keeps no draft of this.
  Record([&](SQLite::Database& database, const Editor& editor) {
    RegistryChange change;
    if (terms) Append(change, sealer::CreateMandate(database, editor, name, *terms));
    if (document) {
      Append(change, sealer::SetMandateDocument(database, editor, name, document->media_type,
                                                document->octets));
    }
    Append(change, CarryAtBox(database, ProposalKind::kMandateApproval, name, ""));
    return change;
  });
  return {.in_force = true, .answer = Show(Collection::kMandates, name)};
}

std::string RegistryAtBox::StopMandate(const std::string& name, registry::MandateStatus status) {
  Record([&](SQLite::Database& database, const Editor& editor) {
    return sealer::StopMandate(database, editor, name, status);
  });
  return Show(Collection::kMandates, name);
}

Proposed RegistryAtBox::Propose(ProposalKind kind, const std::string& subject,
                                const std::optional<json::ObjectWriter>& content) {
  Record([&](SQLite::Database& database, const Editor&) {
    return CarryAtBox(database, kind, subject, content ? content->Write() : "");
  });
  return {.in_force = true, .answer = Show(CollectionOf(kind), subject)};
}

std::string RegistryAtBox::RecoverAdministrator(const std::string& lost, const NewClient& successor,
                                                const std::string& reason) {
  Record([&](SQLite::Database& database, const Editor& editor) {
    const registry::Client before = sealer::RequireClient(database, lost);
    if (before.role != registry::Role::kAdministrator ||
        before.status != registry::ClientStatus::kActive) {
      throw Error(Code::kRegistryUnknown,
                  "\"" + lost + "\" is no active administrator of this box.");
    }
    registry::SetClientStatus(database, lost, registry::ClientStatus::kSuspended);
    RegistryChange change{
        {audit::AdministratorRecovered{lost, successor.name, reason},
         audit::ClientStatusChanged{
             lost, std::string(registry::NameOf(registry::ClientStatus::kSuspended)), editor.name,
             ""}},
        {}};
    Append(change, sealer::RegisterClient(database, editor, ReadNewClient(successor), ""));
    return change;
  });
  return Show(Collection::kClients, successor.name);
}

}  // namespace signet::provisioning
