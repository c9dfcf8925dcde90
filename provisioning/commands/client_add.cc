#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "appliance/base/certificate.h"
#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/base/json_writer.h"
#include "appliance/registry/client.h"
#include "provisioning/box.h"
#include "provisioning/commands/commands.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
A client is known by its certificate and by nothing else: whoever shows this certificate over TLS
(and proves to have its key) is this client. Roles:
  submitter      hands in credentials and gets them back sealed
  operator       watches the box: state, metrics, log
  administrator  changes what the box knows
  auditor        reads and checks the log
  monitor        reads metrics
--any-awarding-body is for submitters: until mandates decide, their credentials may then name any
awarding body. The box says so in its state and its log.
The sealer must be stopped meanwhile; it reads its clients when it starts.

Example:
  signetctl --box /srv/signet client add --name campus --role submitter \
            --certificate campus.pem --any-awarding-body)";

struct Options {
  std::string name;
  std::string role;
  std::filesystem::path certificate;
  bool any_awarding_body = false;
};

Certificate ReadClientCertificate(const std::filesystem::path& file) {
  // Its issuers may follow; the client is the first.
  Certificate certificate = Certificate::FromPem(ReadFile(file)).front();
  if (certificate.not_after() < SystemNow()) {
    throw Error(Code::kParameterInvalid, "The certificate in " + file.string() + " expired on " +
                                             FormatTimeSeconds(certificate.not_after()) +
                                             ": ask the client for a new one.");
  }
  return certificate;
}

Outcome AddClientToBox(const Invocation& invocation, const Options& options) {
  registry::Client client;
  client.name = options.name;
  client.role = registry::RoleFromName(options.role);
  client.any_awarding_body = options.any_awarding_body;
  if (client.any_awarding_body && client.role != registry::Role::kSubmitter) {
    throw Error(Code::kParameterInvalid, "--any-awarding-body goes with the role submitter only.");
  }
  const Certificate certificate = ReadClientCertificate(options.certificate);
  client.certificate = certificate.fingerprint();
  client.not_before = certificate.not_before();
  client.not_after = certificate.not_after();

  Box box(invocation.Box());
  box.Record([&](SQLite::Database& database) { registry::AddClient(database, client); },
             {audit::ClientAdded{client.name, options.role, client.certificate,
                                 client.any_awarding_body}});
  if (invocation.json) {
    fmt::print("{}\n", json::ObjectWriter()
                           .Text("name", client.name)
                           .Text("role", options.role)
                           .Text("certificateSha256", client.certificate.hex())
                           .WriteIndented());
  } else {
    fmt::print("Client \"{}\" ({}) is known by the certificate of {}.\n", client.name, options.role,
               certificate.SubjectText());
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
  command->add_option("--certificate", options->certificate, "Its TLS certificate, PEM")
      ->required()
      ->type_name("FILE");
  command->add_flag("--any-awarding-body", options->any_awarding_body,
                    "Its credentials may name any awarding body");
  command->callback(
      [options, &invocation] { invocation.outcome = AddClientToBox(invocation, *options); });
}

}  // namespace signet::provisioning
