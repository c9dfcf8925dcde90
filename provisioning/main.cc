#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <string>

#include "appliance/base/error.h"
#include "appliance/sealer/version.h"
#include "provisioning/commands/commands.h"

namespace signet::provisioning {
namespace {

constexpr const char* kAbout =
    "signetctl sets up a Signet box, seals credentials with it, and checks what it made.\n";

constexpr const char* kFooter = R"(
First steps with a demo box made by `./dev demo --keep --dir DIR`:
  signetctl --profile DIR/submitter.toml seal diploma.jsonld --out sealed
  signetctl verify sealed/diploma.sealed.jsonld --trust DIR/trust/seal-ca.pem --trust DIR/trust/tsa-ca.pem
  signetctl --profile DIR/auditor.toml audit show

Three kinds of commands:
  at the box, with --box DIR          init, key, profile, code-list, trust, unlock, lock,
                                      administrator recover, mandate demonstration
  over the network, with --profile F  seal, renew, audit verify|show|export, approval,
                                      mandate approve
  either way                          organisation, client, mandate, key list|activate, status
  anywhere, with neither              check, verify, trust check, profile compile,
                                      audit verify OUTDIR, audit verify --receipt
Over the network the box decides by your role, and what needs two people becomes a proposal. At the
box the sealer must be stopped for changes, and until the box has two administrators one person does
it all.

Exit codes:
  0  good
  1  judged, and not good (a seal that fails, a log that does not agree, a refused credential)
  2  could not be judged or done (wrong usage, no connection, file missing)
  3  verify only: INDETERMINATE, more is needed to decide
  4  verify only: TOTAL-PASSED and not accepted (a lower level than required, something damaged)
Errors go to standard error, one sentence and what to do next. With --json, results are JSON on
standard output; exit codes are the same.)";

CLI::App& AddFamily(CLI::App& app, const char* name, const char* about) {
  const bool inside_another = app.get_parent() != nullptr;
  const std::string path = inside_another ? app.get_name() + " " + name : name;
  CLI::App* const family = app.add_subcommand(name, about);
  family->require_subcommand(1);
  family->footer(
      fmt::format("\nEach has a --help of its own, with examples:\n  signetctl {} … --help", path));
  return *family;
}

// Who and what the box knows: the same commands over the network and at the box.
void AddRegistryFamilies(CLI::App& app, Invocation& invocation) {
  CLI::App& organisation = AddFamily(app, "organisation", "Organisations the box knows");
  AddOrganisationAdd(organisation, invocation);
  AddOrganisationChange(organisation, invocation);
  AddOrganisationList(organisation, invocation);
  AddOrganisationShow(organisation, invocation);
  AddOrganisationRequire(organisation, invocation);

  CLI::App& mandate = AddFamily(app, "mandate", "On whose behalf the box seals");
  AddMandateNew(mandate, invocation);
  AddMandatePropose(mandate, invocation);
  AddMandateApprove(mandate, invocation);
  AddMandateStop(mandate, invocation);
  AddMandateResume(mandate, invocation);
  AddMandateList(mandate, invocation);
  AddMandateShow(mandate, invocation);
  AddMandateDocument(mandate, invocation);
  AddMandateDemonstration(mandate, invocation);

  CLI::App& client = AddFamily(app, "client", "Programs and people that may talk to the box");
  AddClientAdd(client, invocation);
  AddClientList(client, invocation);
  AddClientShow(client, invocation);
  AddClientChange(client, invocation);
  AddClientStatus(client, invocation);
  CLI::App& certificate = AddFamily(client, "certificate", "By which certificates it is known");
  AddClientCertificateAdd(certificate, invocation);
  AddClientCertificateRemove(certificate, invocation);
  CLI::App& signing_key = AddFamily(client, "signing-key", "With which keys it signs");
  AddClientSigningKeyAdd(signing_key, invocation);
  AddClientSigningKeyRemove(signing_key, invocation);

  CLI::App& administrator =
      AddFamily(app, "administrator", "When an administrator is lost (--box)");
  AddAdministratorRecover(administrator, invocation);

  CLI::App& approval = AddFamily(app, "approval", "What one administrator proposes to another");
  AddApprovalList(approval, invocation);
  AddApprovalShow(approval, invocation);
  AddApprovalApprove(approval, invocation);
  AddApprovalReject(approval, invocation);
}

void AddFamilies(CLI::App& app, Invocation& invocation) {
  CLI::App& key = AddFamily(app, "key", "Seal keys: make, certify, activate, list");
  AddKeyGenerate(key, invocation);
  AddKeyCsr(key, invocation);
  AddKeyCertificate(key, invocation);
  AddKeyActivate(key, invocation);
  AddKeyList(key, invocation);

  AddRegistryFamilies(app, invocation);

  CLI::App& audit = AddFamily(app, "audit", "The log: check it, read it, take it along");
  AddAuditVerify(audit, invocation);
  AddAuditShow(audit, invocation);
  AddAuditExport(audit, invocation);

  CLI::App& profile = AddFamily(app, "profile", "What a credential must be: application profiles");
  AddProfileCompile(profile, invocation);
  AddProfileImport(profile, invocation);
  AddProfileList(profile, invocation);

  CLI::App& code_list =
      AddFamily(app, "code-list", "Controlled lists that codes are checked against (--box)");
  AddCodeListImport(code_list, invocation);
  AddCodeListList(code_list, invocation);

  CLI::App& trust = AddFamily(app, "trust", "Whom the EU's trusted lists name, and whom this box");
  AddTrustCheck(trust, invocation);
  AddTrustImport(trust, invocation);
  AddTrustList(trust, invocation);
  CLI::App& anchor = AddFamily(trust, "anchor", "CAs that this box trusts by itself (--box)");
  AddTrustAnchorAdd(anchor, invocation);
  AddTrustAnchorList(anchor, invocation);
}

int Fail(const Error& error) {
  fmt::print(stderr, "signetctl: {}\n", error.message());
  if (!error.cause().empty()) fmt::print(stderr, "  Reason: {}\n", error.cause());
  return static_cast<int>(Outcome::kNotDone);
}

int Run(int argc, char** argv) {
  Invocation invocation;
  CLI::App app(kAbout, "signetctl");
  app.footer(kFooter);
  app.fallthrough();
  app.require_subcommand(1);
  app.set_version_flag("--version", "signetctl " + std::string(sealer::kVersion));
  app.add_option("--box", invocation.box, "Folder of the box to work on")->type_name("DIR");
  app.add_option("--profile", invocation.profile,
                 "Client profile: TOML with url, ca, certificate, key (log_key, signing_key)")
      ->type_name("FILE");
  app.add_flag("--json", invocation.json, "Print results as JSON, for scripts");
  AddCheck(app, invocation);
  AddSeal(app, invocation);
  AddVerify(app, invocation);
  AddExtend(app, invocation);
  AddRenew(app, invocation);
  AddStatus(app, invocation);
  AddInit(app, invocation);
  AddUnlock(app, invocation);
  AddLock(app, invocation);
  AddFamilies(app, invocation);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& wrong) {
    fmt::print(stderr, "signetctl: {}\n  Add --help to the command to see how it is used.\n",
               wrong.what());
    return static_cast<int>(Outcome::kNotDone);
  }
  return static_cast<int>(invocation.outcome);
}

}  // namespace
}  // namespace signet::provisioning

int main(int argc, char** argv) {
  try {
    return signet::provisioning::Run(argc, argv);
  } catch (...) {
    return signet::provisioning::Fail(signet::AsError(std::current_exception()));
  }
}
