#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "appliance/base/error.h"
#include "provisioning/commands/answer.h"
#include "provisioning/commands/client_options.h"
#include "provisioning/commands/commands.h"
#include "provisioning/registry_at_box.h"
#include "provisioning/registry_text.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
For the case that an administrator's key is lost, or the person, and nobody could approve a
successor. Whoever can stop the sealer and has the box's folder may do it: the lost one is suspended,
the new one comes in, and both, with the reason, stand in the log for every auditor to ask about.
Name no person in the reason.

Example:
  signetctl --box /srv/signet administrator recover --lost ada --name grace --certificate grace.pem \
            --signing-key grace-sign.pub --reason "smartcard broken, ticket 4711")";

struct Options {
  std::string lost;
  std::string name;
  std::string reason;
  CertificateOptions certificate;
  std::filesystem::path signing_key;
  std::string signing_key_id;
};

Outcome Recover(const Invocation& invocation, const Options& options) {
  if (options.reason.empty()) {
    throw Error(Code::kUsage, "Say why with --reason: it stands in the log.");
  }
  NewClient successor{.name = options.name,
                      .role = registry::Role::kAdministrator,
                      .certificates = {options.certificate.Read()}};
  successor.signing_keys.push_back(ReadSigningKey(
      options.signing_key_id.empty() ? options.name : options.signing_key_id, options.signing_key));
  RegistryAtBox box(invocation.Box());
  PrintAnswer(invocation, box.RecoverAdministrator(options.lost, successor, options.reason),
              DescribeClient);
  if (!invocation.json) {
    fmt::print("\"{}\" is suspended, \"{}\" is an administrator in its place. Start the sealer.\n",
               options.lost, options.name);
  }
  return Outcome::kGood;
}

}  // namespace

void AddAdministratorRecover(CLI::App& administrator, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* const command =
      administrator.add_subcommand("recover", "Replace a lost administrator at the box (--box)");
  command->footer(kFooter);
  command->add_option("--lost", options->lost, "Who is lost")->required();
  command->add_option("--name", options->name, "Who comes in")->required();
  AddCertificateOptions(*command, options->certificate);
  command->add_option("--signing-key", options->signing_key, "Key of the new one's requests, PEM")
      ->required()
      ->type_name("FILE");
  command->add_option("--signing-key-id", options->signing_key_id, "Its keyid (default: --name)");
  command->add_option("--reason", options->reason, "Why, for the log")->required();
  command->callback([options, &invocation] { invocation.outcome = Recover(invocation, *options); });
}

}  // namespace signet::provisioning
