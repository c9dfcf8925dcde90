#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/base/json_writer.h"
#include "appliance/registry/organisation.h"
#include "hsm/token_admin.h"
#include "provisioning/box.h"
#include "provisioning/certificate_request.h"
#include "provisioning/commands/commands.h"
#include "provisioning/registered_key.h"
#include "provisioning/token_environment.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
Writes a certificate request (PKCS#10, PEM) for a key on the token, signed by that key. Send it to
your certificate authority; what comes back goes in with `key certificate`.
Without --subject the request names the sealing organisation as seal certificates do: C, O,
organizationIdentifier, and the CN you give with --common-name (by default its legal name).

Examples:
  signetctl --box /srv/signet key csr seal-2026 --out seal-2026.csr
  signetctl --box /srv/signet key csr seal-2026 --common-name "Example University e-seal"
  signetctl --box /srv/signet key csr seal-2026 --subject \
    "/C=EE/O=Example University/organizationIdentifier=NTREE-00000000/CN=Example e-seal")";

struct Options {
  std::string name;
  std::string subject;
  std::string common_name;
  std::filesystem::path out;
  std::optional<std::filesystem::path> pin_file;
};

SubjectAttributes SubjectOfSealingOrganisation(SQLite::Database& database,
                                               const std::string& common_name) {
  const auto organisations = registry::ListOrganisations(database);
  const auto sealing =
      std::ranges::find(organisations, true, &registry::Organisation::is_sealing_organisation);
  if (sealing == organisations.end()) {
    throw Error(Code::kUnprovisioned, "The box knows no sealing organisation: use --subject.");
  }
  return SealSubject(sealing->country, sealing->legal_name, sealing->identifier,
                     common_name.empty() ? sealing->legal_name : common_name);
}

Outcome MakeRequest(const Invocation& invocation, const Options& options) {
  Box box(invocation.Box());
  SubjectAttributes subject;
  box.Read([&](SQLite::Database& database) {
    FindRegisteredKey(database, options.name);
    subject = options.subject.empty() ? SubjectOfSealingOrganisation(database, options.common_name)
                                      : ParseSubject(options.subject);
  });
  const hsm::TokenSettings& settings = box.config().token;
  ApplyTokenEnvironment(settings.environment);
  hsm::TokenAdministration token(settings.module, settings.token_label,
                                 BoxPin(box.config(), options.pin_file));
  const auto sign = [&](hsm::Mechanism mechanism, ByteView digest) {
    return token.Sign(options.name, mechanism, digest);
  };
  const std::string pem = MakeCertificateRequest({token.PublicKey(options.name), sign}, subject);
  if (options.out.empty()) {
    fmt::print("{}", invocation.json
                         ? json::ObjectWriter().Text("request", pem).WriteIndented() + "\n"
                         : pem);
    return Outcome::kGood;
  }
  WriteFile(options.out, pem, FileMode::kPublic);
  if (!invocation.json) {
    fmt::print(
        "{} holds the request for key \"{}\". Send it to your certificate authority, then:\n"
        "  signetctl --box {} key certificate {} ANSWER.pem\n",
        options.out.string(), options.name, invocation.box.string(), options.name);
  } else {
    fmt::print("{}\n", json::ObjectWriter().Text("file", options.out.string()).WriteIndented());
  }
  return Outcome::kGood;
}

}  // namespace

void AddKeyCsr(CLI::App& key, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = key.add_subcommand("csr", "Write a certificate request for a seal key");
  command->footer(kFooter);
  command->add_option("NAME", options->name, "The key")->required();
  command->add_option("--subject", options->subject, "Whose certificate it will be");
  command->add_option("--common-name", options->common_name, "The CN, without --subject");
  command->add_option("--out", options->out, "Where to (default: standard output)")
      ->type_name("FILE");
  command->add_option("--pin-file", options->pin_file, "File with the token's PIN")
      ->type_name("FILE");
  command->callback(
      [options, &invocation] { invocation.outcome = MakeRequest(invocation, *options); });
}

}  // namespace signet::provisioning
