#include <CLI/CLI.hpp>
#include <memory>

#include "provisioning/commands/answer.h"
#include "provisioning/commands/client_options.h"
#include "provisioning/commands/commands.h"
#include "provisioning/commands/open_registry.h"
#include "provisioning/registry_text.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
A client is known by the TLS certificate that it shows and has the key of. Roles:
  submitter      hands in credentials and gets them back sealed
  operator       watches the box: state, metrics, log
  administrator  changes what the box knows; needs a signing key
  auditor        reads and checks the log
  monitor        reads metrics

--match says what of the certificate counts:
  public-key          its key: a renewed certificate for the same key needs no registration (default)
  certificate         this very certificate
  issuer-and-subject  any that the CA named with --issuer issued to the same subject

--signing-key is a public key (or a certificate that has it): the client signs its requests with it
(RFC 9421), so that nobody between it and the sealer can ask in its name. Its profile then says
signing_key = "…" and signing_key_id = the id given here (default: the client's name).

With --profile an administrator adds it to the running box. Another administrator needs two people:
this then makes the proposal. At the box (--box) the sealer must be stopped, and administrators are
added there only until the box has two.

Examples:
  signetctl --profile admin.toml client add --name campus --role submitter --certificate campus.pem \
            --signing-key campus.pem --signatures-required --organisation artes --rate 600 --burst 100
  signetctl --box /srv/signet client add --name ada --role administrator --certificate ada.pem \
            --signing-key ada-sign.pub)";

struct Options {
  std::string name;
  std::string role;
  CertificateOptions certificate;
  std::filesystem::path signing_key;
  std::string signing_key_id;
  ClientLimits limits;
};

NewClient Read(const Options& options) {
  NewClient client{.name = options.name,
                   .role = registry::RoleFromName(options.role),
                   .certificates = {options.certificate.Read()}};
  options.limits.ApplyTo(client);
  if (!options.signing_key.empty()) {
    client.signing_keys.push_back(
        ReadSigningKey(options.signing_key_id.empty() ? options.name : options.signing_key_id,
                       options.signing_key));
  }
  return client;
}

Outcome AddClient(const Invocation& invocation, const Options& options) {
  const NewClient client = Read(options);
  const auto box = OpenRegistry(invocation);
  if (client.role == registry::Role::kAdministrator) {
    PrintProposed(invocation,
                  box->Propose(registry::ProposalKind::kAdministratorAddition, client.name,
                               CreationJson(client)),
                  DescribeClient);
  } else {
    PrintAnswer(invocation, box->AddClient(client), DescribeClient);
  }
  return Outcome::kGood;
}

}  // namespace

void AddClientAdd(CLI::App& client, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = client.add_subcommand("add", "Let a program or person talk to the box");
  command->footer(kFooter);
  command->add_option("--name", options->name, "Its name at this box")->required();
  command->add_option("--role", options->role, "What it may do")
      ->required()
      ->check(CLI::IsMember({"submitter", "operator", "administrator", "auditor", "monitor"}));
  AddCertificateOptions(*command, options->certificate);
  CLI::Option* const key =
      command->add_option("--signing-key", options->signing_key, "Key of its requests, PEM")
          ->type_name("FILE");
  command
      ->add_option("--signing-key-id", options->signing_key_id,
                   "Its keyid (default: the client's name)")
      ->needs(key);
  AddClientLimits(*command, options->limits);
  command->callback(
      [options, &invocation] { invocation.outcome = AddClient(invocation, *options); });
}

}  // namespace signet::provisioning
