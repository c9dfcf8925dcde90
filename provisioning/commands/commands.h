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
void AddKeyList(CLI::App& key, Invocation& invocation);

void AddClientAdd(CLI::App& client, Invocation& invocation);
void AddClientList(CLI::App& client, Invocation& invocation);
void AddClientStatus(CLI::App& client, Invocation& invocation);

void AddOrganisationAdd(CLI::App& organisation, Invocation& invocation);
void AddOrganisationList(CLI::App& organisation, Invocation& invocation);
void AddOrganisationRequire(CLI::App& organisation, Invocation& invocation);

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
