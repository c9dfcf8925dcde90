#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "appliance/base/error.h"
#include "provisioning/commands/answer.h"
#include "provisioning/commands/client_options.h"
#include "provisioning/commands/commands.h"
#include "provisioning/commands/open_registry.h"
#include "provisioning/registry_text.h"

namespace signet::provisioning {
namespace {

constexpr const char* kAddFooter = R"(
To replace a client's certificate: add the new one, let the client change over, remove the old one.
In between both are good. For an administrator it needs two people: this then makes the proposal,
and --signing-key gives it another key to sign with at the same time.

Examples:
  signetctl --profile admin.toml client certificate add campus --certificate campus-2027.pem
  signetctl --profile admin.toml client certificate add ada --certificate ada-2027.pem \
            --signing-key ada-2027-sign.pub --signing-key-id ada-2027)";

constexpr const char* kRemoveFooter = R"(
ID stands in `client show`. The last certificate of a client cannot be removed: suspend the client.

Example:
  signetctl --profile admin.toml client certificate remove campus 0f3a62c1d4e5b697)";

struct AddOptions {
  std::string name;
  CertificateOptions certificate;
  std::filesystem::path signing_key;
  std::string signing_key_id;
};

Outcome AddOfAdministrator(const Invocation& invocation, RegistryAccess& box,
                           const AddOptions& options) {
  json::ObjectWriter content = ToJson(options.certificate.Read());
  if (!options.signing_key.empty()) {
    content.Object("signingKey",
                   ToJson(ReadSigningKey(options.signing_key_id, options.signing_key)));
  }
  PrintProposed(invocation,
                box.Propose(registry::ProposalKind::kAdministratorCertificate, options.name,
                            std::move(content)),
                DescribeClient);
  return Outcome::kGood;
}

Outcome Add(const Invocation& invocation, const AddOptions& options) {
  const auto box = OpenRegistry(invocation);
  if (IsAdministrator(*box, options.name)) return AddOfAdministrator(invocation, *box, options);
  if (!options.signing_key.empty()) {
    throw Error(Code::kUsage,
                "For clients that are no administrators a signing key is a command of its own: "
                "client signing-key add.");
  }
  PrintAnswer(invocation, box->AddCertificate(options.name, options.certificate.Read()),
              DescribeClient);
  return Outcome::kGood;
}

Outcome Remove(const Invocation& invocation, const std::string& name, const std::string& id) {
  PrintAnswer(invocation, OpenRegistry(invocation)->RemoveCertificate(name, id), DescribeClient);
  return Outcome::kGood;
}

}  // namespace

void AddClientCertificateAdd(CLI::App& certificate, Invocation& invocation) {
  auto options = std::make_shared<AddOptions>();
  CLI::App* const command =
      certificate.add_subcommand("add", "Know a client by another certificate too");
  command->footer(kAddFooter);
  command->add_option("NAME", options->name, "The client's name at this box")->required();
  AddCertificateOptions(*command, options->certificate);
  CLI::Option* const key = command
                               ->add_option("--signing-key", options->signing_key,
                                            "Administrators: another key of its requests, PEM")
                               ->type_name("FILE");
  CLI::Option* const id =
      command->add_option("--signing-key-id", options->signing_key_id, "Its keyid");
  key->needs(id);
  id->needs(key);
  command->callback([options, &invocation] { invocation.outcome = Add(invocation, *options); });
}

void AddClientCertificateRemove(CLI::App& certificate, Invocation& invocation) {
  auto name = std::make_shared<std::string>();
  auto id = std::make_shared<std::string>();
  CLI::App* const command =
      certificate.add_subcommand("remove", "Do not know a client by a certificate any more");
  command->footer(kRemoveFooter);
  command->add_option("NAME", *name, "The client's name at this box")->required();
  command->add_option("ID", *id, "The certificate's id")->required();
  command->callback(
      [name, id, &invocation] { invocation.outcome = Remove(invocation, *name, *id); });
}

}  // namespace signet::provisioning
