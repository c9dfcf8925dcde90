#include "appliance/sealer/administration/proposed_change.h"

#include <algorithm>
#include <utility>

#include "appliance/base/digest.h"
#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/registry/seal_key.h"
#include "appliance/sealer/administration/registry_json.h"

namespace signet::sealer {
namespace {

using registry::Client;
using registry::Mandate;
using registry::MandateStatus;
using registry::Proposal;
using registry::ProposalKind;
using registry::Role;

// An embedded document goes into every credential that is sealed under its mandate.
constexpr std::uint64_t kLargestEmbedded = 256U << 10U;

Sha256 DigestOfJson(const json::ObjectWriter& json) { return HashSha256(json.WriteCanonical()); }

json::Document Parse(const std::string& content) {
  if (content.empty()) {
    throw Error(Code::kRegistryMalformed,
                "This kind of proposal needs the member \"content\"; the API description says "
                "what it takes.");
  }
  return json::Document::Parse(content, json::Limits{});
}

void RequireSubject(const std::string& subject, const std::string& name) {
  if (subject == name) return;
  throw Error(Code::kRegistryMalformed,
              "The proposal's subject and the name in its content are different.");
}

Client RequireAdministrator(SQLite::Database& database, const std::string& name) {
  Client client = RequireClient(database, name);
  const bool active = client.status == registry::ClientStatus::kActive;
  if (client.role == Role::kAdministrator && active) return client;
  throw Error(Code::kRegistryUnknown, "Client " + name + " is no active administrator.");
}

void RequireEnoughWithoutOne(SQLite::Database& database) {
  if (registry::CountAdministrators(database) > 2) return;
  throw Error(Code::kTooFewAdministrators,
              "The box must keep two administrators. Add another one first.");
}

Client ReadAdministrator(const std::string& content) {
  Client client = ReadClient(Parse(content).root());
  if (client.role == Role::kAdministrator) return client;
  throw Error(Code::kRegistryMalformed,
              "Two administrators are needed for administrators only. Add a client of another "
              "role with POST /v1/clients.");
}

registry::SealKey RequireCertifiedKey(SQLite::Database& database, const std::string& name) {
  for (auto& key : registry::ListSealKeys(database)) {
    if (key.name != name) continue;
    if (!key.chain.empty()) return std::move(key);
    throw Error(Code::kSealCertificateUnusable, "Seal key " + name + " has no certificate yet.");
  }
  throw Error(Code::kKeyUnknown, "This box has no seal key of this name.");
}

Mandate RequireSuspended(SQLite::Database& database, const std::string& name) {
  Mandate mandate = RequireMandate(database, name);
  if (mandate.status == MandateStatus::kSuspended) return mandate;
  throw Error(Code::kChangeForbidden, "Mandate " + name + " is not suspended.");
}

Mandate RequireProposable(SQLite::Database& database, const std::string& name) {
  Mandate mandate = RequireMandate(database, name);
  if (mandate.status != MandateStatus::kDraft && mandate.status != MandateStatus::kProposed) {
    throw Error(Code::kChangeForbidden, "Mandate " + name + " is approved already, or has ended.");
  }
  const auto& terms = mandate.terms;
  if (terms.demonstration) RequireDemoKeysOnly(database);
  if (terms.embeds_document && terms.document && terms.document->octets > kLargestEmbedded) {
    throw Error(Code::kTooLarge,
                "The mandate's document is embedded in each credential and may have 256 KiB for "
                "that. Give a smaller one, or do not embed it.");
  }
  return mandate;
}

std::string CertificateContent(const registry::SealKey& key) {
  json::ObjectWriter out;
  out.Text("certificateSha256", key.chain.front().fingerprint().hex());
  return out.WriteCanonical();
}

std::string DigestContent(const Mandate& mandate) {
  json::ObjectWriter out;
  out.Text("digest", mandate.digest.hex());
  return out.WriteCanonical();
}

// What the box has must still be what was proposed.
void RequireUnchanged(const std::string& now, const Proposal& proposal) {
  if (now == proposal.content) return;
  throw Error(Code::kProposalDiffers,
              proposal.subject + " has changed since this was proposed. Propose it again.");
}

RegistryChange ApproveMandate(SQLite::Database& database, const Editor& editor,
                              const Proposal& proposal) {
  const Mandate mandate = RequireProposable(database, proposal.subject);
  RequireUnchanged(registry::WriteMandateTerms(mandate.terms), proposal);
  registry::SetMandateStatus(database, mandate.name, MandateStatus::kApproved);
  const auto& terms = mandate.terms;
  return {{audit::MandateApproved{mandate.name, terms.issuing, mandate.digest, terms.valid_from,
                                  terms.valid_until, terms.seals_in_total, terms.demonstration,
                                  proposal.proposer, editor.name, proposal.id}},
          {.mandate = mandate.name}};
}

RegistryChange ResumeMandate(SQLite::Database& database, const Editor& editor,
                             const Proposal& proposal) {
  const Mandate mandate = RequireSuspended(database, proposal.subject);
  RequireUnchanged(DigestContent(mandate), proposal);
  registry::SetMandateStatus(database, mandate.name, MandateStatus::kApproved);
  return {{audit::MandateStatusChanged{mandate.name, "approved", editor.name, proposal.id}},
          {.mandate = mandate.name}};
}

RegistryChange ChangeOrganisation(SQLite::Database& database, const Editor& editor,
                                  const Proposal& proposal) {
  const auto organisation = ReadOrganisation(Parse(proposal.content).root());
  registry::ChangeOrganisation(database, organisation);
  return {{audit::OrganisationChanged{
              organisation.name,
              DigestOfJson(ToJson(*registry::FindOrganisation(database, organisation.name))),
              editor.name, proposal.id}},
          {.organisations = true}};
}

RegistryChange AddAdministrator(SQLite::Database& database, const Editor& editor,
                                const Proposal& proposal) {
  const Client client = ReadAdministrator(proposal.content);
  return RegisterClient(database, editor, client, proposal.id);
}

RegistryChange RemoveAdministrator(SQLite::Database& database, const Editor& editor,
                                   const Proposal& proposal) {
  RequireAdministrator(database, proposal.subject);
  RequireEnoughWithoutOne(database);
  registry::SetClientStatus(database, proposal.subject, registry::ClientStatus::kSuspended);
  return {{audit::ClientStatusChanged{proposal.subject, "suspended", editor.name, proposal.id}},
          {.clients = true}};
}

RegistryChange AddAdministratorCertificate(SQLite::Database& database, const Editor& editor,
                                           const Proposal& proposal) {
  const AdministratorCredentials credentials =
      ReadAdministratorCredentials(Parse(proposal.content).root());
  const auto& certificate = credentials.certificate;
  registry::AddClientCertificate(database, proposal.subject, certificate);
  RegistryChange change{
      {audit::ClientCertificateAdded{proposal.subject, std::string(NameOf(certificate.match)),
                                     certificate.digest, editor.name, proposal.id}},
      {.clients = true}};
  if (!credentials.signing_key) return change;
  const auto& key = *credentials.signing_key;
  registry::AddSigningKey(database, proposal.subject, key);
  change.events.emplace_back(
      audit::SigningKeyAdded{proposal.subject, key.id, EncodeBase64(key.public_key), editor.name});
  return change;
}

void RequireNoDemonstration(SQLite::Database& database, const registry::SealKey& key) {
  if (IsDemoCertificate(key.chain.front())) return;
  for (const Mandate& mandate : registry::ListMandatesEverApproved(database)) {
    if (!mandate.terms.demonstration || mandate.status == MandateStatus::kEnded) continue;
    throw Error(Code::kDemonstrationRefused,
                "The certificate of key " + key.name +
                    " is a real one, and demonstration mandate " + mandate.name +
                    " would let it seal for anybody. End that mandate first.");
  }
}

RegistryChange ActivateKey(SQLite::Database& database, const Editor& editor,
                           const Proposal& proposal) {
  const registry::SealKey key = RequireCertifiedKey(database, proposal.subject);
  RequireUnchanged(CertificateContent(key), proposal);
  RequireNoDemonstration(database, key);
  const Sha256& certificate = key.chain.front().fingerprint();
  registry::ActivateSealKey(database, key.name, certificate);
  return {{audit::KeyActivated{key.name, certificate, editor.name, proposal.id}}, {.keys = true}};
}

}  // namespace

void RequireDemoKeysOnly(SQLite::Database& database) {
  for (const auto& key : registry::ListSealKeys(database)) {
    if (key.chain.empty() || IsDemoCertificate(key.chain.front())) continue;
    throw Error(Code::kDemonstrationRefused,
                "Seal key " + key.name +
                    " has a real certificate, so this box has no demonstration mandate. Make a "
                    "demo box to try things: ./dev demo.");
  }
}

std::string ContentOf(SQLite::Database& database, const NewProposal& made) {
  switch (made.kind) {
    case ProposalKind::kMandateApproval:
      return registry::WriteMandateTerms(RequireProposable(database, made.subject).terms);
    case ProposalKind::kMandateResumption:
      return DigestContent(RequireSuspended(database, made.subject));
    case ProposalKind::kOrganisationChange: {
      const auto organisation = ReadOrganisation(Parse(made.content).root());
      RequireSubject(made.subject, organisation.name);
      registry::RequireWellFormed(organisation);
      if (!registry::FindOrganisation(database, organisation.name)) {
        throw Error(Code::kRegistryUnknown, "This box has no organisation of this name.");
      }
      return ToJson(organisation).WriteCanonical();
    }
    case ProposalKind::kAdministratorAddition:
      RequireSubject(made.subject, ReadAdministrator(made.content).name);
      return Copy(Parse(made.content).root()).WriteCanonical();
    case ProposalKind::kAdministratorRemoval:
      RequireAdministrator(database, made.subject);
      RequireEnoughWithoutOne(database);
      return json::ObjectWriter().WriteCanonical();
    case ProposalKind::kAdministratorCertificate:
      RequireAdministrator(database, made.subject);
      ReadAdministratorCredentials(Parse(made.content).root());
      return Copy(Parse(made.content).root()).WriteCanonical();
    case ProposalKind::kKeyActivation: {
      const registry::SealKey key = RequireCertifiedKey(database, made.subject);
      RequireNoDemonstration(database, key);
      return CertificateContent(key);
    }
  }
  throw Error(Code::kInternal, "There is no such kind of proposal.");
}

RegistryChange BeginMandateApproval(SQLite::Database& database, const Editor& editor,
                                    const std::string& mandate) {
  const Mandate draft = RequireMandate(database, mandate);
  // One whose proposal has expired waits already.
  if (draft.status == MandateStatus::kDraft) {
    registry::SetMandateStatus(database, mandate, MandateStatus::kProposed);
  }
  return {{audit::MandateProposed{mandate, draft.digest, editor.name}}, {}};
}

RegistryChange Carry(SQLite::Database& database, const Editor& editor, const Proposal& proposal) {
  switch (proposal.kind) {
    case ProposalKind::kMandateApproval:
      return ApproveMandate(database, editor, proposal);
    case ProposalKind::kMandateResumption:
      return ResumeMandate(database, editor, proposal);
    case ProposalKind::kOrganisationChange:
      return ChangeOrganisation(database, editor, proposal);
    case ProposalKind::kAdministratorAddition:
      return AddAdministrator(database, editor, proposal);
    case ProposalKind::kAdministratorRemoval:
      return RemoveAdministrator(database, editor, proposal);
    case ProposalKind::kAdministratorCertificate:
      return AddAdministratorCertificate(database, editor, proposal);
    case ProposalKind::kKeyActivation:
      return ActivateKey(database, editor, proposal);
  }
  throw Error(Code::kInternal, "There is no such kind of proposal.");
}

}  // namespace signet::sealer
