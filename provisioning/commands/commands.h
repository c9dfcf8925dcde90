#pragma once

#include "provisioning/commands/invocation.h"

namespace CLI {
class App;
}

namespace signet::provisioning {

/// Each adds one subcommand (or one family) to `parent`. The subcommand's work runs while CLI11
/// parses, puts its result into `invocation.outcome` and throws signet::Error if it could not be
/// done. `invocation` must outlive `parent`.
void AddInit(CLI::App& parent, Invocation& invocation);
void AddUnlock(CLI::App& parent, Invocation& invocation);
void AddLock(CLI::App& parent, Invocation& invocation);
void AddStatus(CLI::App& parent, Invocation& invocation);
void AddExtend(CLI::App& parent, Invocation& invocation);
void AddRenew(CLI::App& parent, Invocation& invocation);
void AddSeal(CLI::App& parent, Invocation& invocation);
void AddCheck(CLI::App& parent, Invocation& invocation);
void AddVerify(CLI::App& parent, Invocation& invocation);

void AddKeyGenerate(CLI::App& key, Invocation& invocation);
void AddKeyCsr(CLI::App& key, Invocation& invocation);
void AddKeyCertificate(CLI::App& key, Invocation& invocation);
void AddKeyActivate(CLI::App& key, Invocation& invocation);
void AddKeyList(CLI::App& key, Invocation& invocation);

void AddClientAdd(CLI::App& client, Invocation& invocation);
void AddClientList(CLI::App& client, Invocation& invocation);
void AddClientShow(CLI::App& client, Invocation& invocation);
void AddClientChange(CLI::App& client, Invocation& invocation);
void AddClientStatus(CLI::App& client, Invocation& invocation);
void AddClientCertificateAdd(CLI::App& certificate, Invocation& invocation);
void AddClientCertificateRemove(CLI::App& certificate, Invocation& invocation);
void AddClientSigningKeyAdd(CLI::App& signing_key, Invocation& invocation);
void AddClientSigningKeyRemove(CLI::App& signing_key, Invocation& invocation);

void AddAdministratorRecover(CLI::App& administrator, Invocation& invocation);

void AddOrganisationAdd(CLI::App& organisation, Invocation& invocation);
void AddOrganisationChange(CLI::App& organisation, Invocation& invocation);
void AddOrganisationList(CLI::App& organisation, Invocation& invocation);
void AddOrganisationShow(CLI::App& organisation, Invocation& invocation);
void AddOrganisationRequire(CLI::App& organisation, Invocation& invocation);

void AddMandateNew(CLI::App& mandate, Invocation& invocation);
void AddMandatePropose(CLI::App& mandate, Invocation& invocation);
void AddMandateApprove(CLI::App& mandate, Invocation& invocation);
void AddMandateStop(CLI::App& mandate, Invocation& invocation);
void AddMandateResume(CLI::App& mandate, Invocation& invocation);
void AddMandateList(CLI::App& mandate, Invocation& invocation);
void AddMandateShow(CLI::App& mandate, Invocation& invocation);
void AddMandateDocument(CLI::App& mandate, Invocation& invocation);
void AddMandateDemonstration(CLI::App& mandate, Invocation& invocation);

void AddApprovalList(CLI::App& approval, Invocation& invocation);
void AddApprovalShow(CLI::App& approval, Invocation& invocation);
void AddApprovalApprove(CLI::App& approval, Invocation& invocation);
void AddApprovalReject(CLI::App& approval, Invocation& invocation);

void AddAuditVerify(CLI::App& audit, Invocation& invocation);
void AddAuditShow(CLI::App& audit, Invocation& invocation);
void AddAuditExport(CLI::App& audit, Invocation& invocation);

void AddProfileCompile(CLI::App& profile, Invocation& invocation);
void AddProfileImport(CLI::App& profile, Invocation& invocation);
void AddProfileList(CLI::App& profile, Invocation& invocation);

void AddCodeListImport(CLI::App& code_list, Invocation& invocation);
void AddCodeListList(CLI::App& code_list, Invocation& invocation);

void AddTrustCheck(CLI::App& trust, Invocation& invocation);
void AddTrustImport(CLI::App& trust, Invocation& invocation);
void AddTrustList(CLI::App& trust, Invocation& invocation);
void AddTrustAnchorAdd(CLI::App& anchor, Invocation& invocation);
void AddTrustAnchorList(CLI::App& anchor, Invocation& invocation);

}  // namespace signet::provisioning
