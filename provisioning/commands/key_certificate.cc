#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>

#include "appliance/base/file.h"
#include "appliance/base/json_writer.h"
#include "appliance/registry/organisation.h"
#include "appliance/registry/seal_key.h"
#include "hsm/token_admin.h"
#include "provisioning/box.h"
#include "provisioning/commands/commands.h"
#include "provisioning/registered_key.h"
#include "provisioning/registry_at_box.h"
#include "provisioning/seal_certificate.h"
#include "provisioning/setting_up.h"
#include "provisioning/token_environment.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
FILE.pem holds what the certificate authority sent: the seal's certificate first, then the one that
issued it, and so on. Checked before it is taken: that the certificate belongs to the key on the
token, that each certificate issued the one before it, that all are in date, and that the
certificate is made for signatures. A self-signed root at the end is left out of the seals.

While the box is being set up (fewer than two administrators) the key seals with it at once.
Afterwards it waits until two administrators activate it: `key activate`.

Example:
  signetctl --box /srv/signet key certificate seal-2026 answer.pem)";

struct Options {
  std::string name;
  std::filesystem::path file;
  std::optional<std::filesystem::path> pin_file;
};

openssl::Handle<EVP_PKEY> KeyOnToken(const Box& box, const Options& options) {
  const hsm::TokenSettings& token = box.config().token;
  ApplyTokenEnvironment(token.environment);
  hsm::TokenAdministration administration(token.module, token.token_label,
                                          BoxPin(box.config(), options.pin_file));
  return PublicKeyFromInfo(administration.PublicKey(options.name));
}

// A certificate of somebody else's would seal in their name.
void CompareOwner(SQLite::Database& database, SealCertificate& certificate) {
  const auto organisations = registry::ListOrganisations(database);
  const auto sealing =
      std::ranges::find(organisations, true, &registry::Organisation::is_sealing_organisation);
  if (sealing == organisations.end()) return;
  const CertificateSubject owner = certificate.chain.front().subject();
  if (owner.organisation_identifier == sealing->identifier &&
      owner.organisation == sealing->legal_name) {
    return;
  }
  certificate.warnings.push_back(fmt::format(
      "The certificate is in the name of \"{}\" ({}), the box belongs to \"{}\" ({}).",
      owner.organisation, owner.organisation_identifier, sealing->legal_name, sealing->identifier));
}

void Report(const Invocation& invocation, const Options& options,
            const SealCertificate& certificate, bool activated) {
  const Certificate& signer = certificate.chain.front();
  if (invocation.json) {
    fmt::print("{}\n", json::ObjectWriter()
                           .Text("name", options.name)
                           .Text("certificateSubject", signer.SubjectText())
                           .Text("certificateSha256", signer.fingerprint().hex())
                           .Text("notAfter", FormatTimeSeconds(signer.not_after()))
                           .Boolean("activated", activated)
                           .Texts("warnings", certificate.warnings)
                           .WriteIndented());
    return;
  }
  fmt::print("Key \"{}\" {} as {}\nuntil {}.\n", options.name, activated ? "seals" : "is to seal",
             signer.SubjectText(), FormatTimeSeconds(signer.not_after()));
  for (const std::string& warning : certificate.warnings) fmt::print("Warning: {}\n", warning);
  if (activated) return;
  fmt::print(
      "It waits for two administrators. Start the sealer, then:\n"
      "  signetctl --profile ADMIN.toml key activate {}\n",
      options.name);
}

Outcome Certify(const Invocation& invocation, const Options& options) {
  const std::vector<Certificate> sent = Certificate::FromPem(ReadFile(options.file));
  Box box(invocation.Box());
  box.Read([&](SQLite::Database& database) { FindRegisteredKey(database, options.name); });
  const openssl::Handle<EVP_PKEY> key = KeyOnToken(box, options);
  SealCertificate certificate = CheckSealCertificate(sent, key.get(), SystemNow());
  box.Read([&](SQLite::Database& database) { CompareOwner(database, certificate); });
  const Certificate& signer = certificate.chain.front();
  bool activated = false;
  std::vector<audit::Event> events{audit::KeyCertified{options.name, signer.fingerprint(),
                                                       signer.not_before(), signer.not_after()}};
  box.Record(
      [&](SQLite::Database& database) {
        registry::SetSealKeyChain(database, options.name, certificate.chain);
        activated = IsSettingUp(database);
        if (!activated) return;
        const auto change =
            CarryAtBox(database, registry::ProposalKind::kKeyActivation, options.name, "");
        events.insert(events.end(), change.events.begin(), change.events.end());
      },
      events);
  Report(invocation, options, certificate, activated);
  return Outcome::kGood;
}

}  // namespace

void AddKeyCertificate(CLI::App& key, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* const command =
      key.add_subcommand("certificate", "Give a seal key the certificate it seals with");
  command->footer(kFooter);
  command->add_option("NAME", options->name, "The key")->required();
  command->add_option("FILE", options->file, "Its certificate and those above, PEM")
      ->required()
      ->type_name("FILE.pem");
  command->add_option("--pin-file", options->pin_file, "File with the token's PIN")
      ->type_name("FILE");
  command->callback([options, &invocation] { invocation.outcome = Certify(invocation, *options); });
}

}  // namespace signet::provisioning
