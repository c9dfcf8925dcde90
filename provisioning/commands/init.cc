#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "appliance/base/encoding.h"
#include "appliance/base/file.h"
#include "appliance/base/identifier.h"
#include "appliance/base/json_writer.h"
#include "provisioning/box_making.h"
#include "provisioning/commands/commands.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
Makes a box in DIR: a token with new PINs, the log's key on it, the database with the log's first
entries, and the configuration of both programs (sealer.toml, gateway.toml).

The PIN: by default the box makes one, keeps it in DIR/secrets/pin and unlocks itself when it starts.
With --pin-file the PIN is yours: the box does not keep it and stays locked after each start until
somebody runs `unlock`. The security officer's PIN goes to DIR/secrets/so-pin: take it away from the
box and keep it in a safe.

What comes next:
  1. signetctl --box DIR key generate …     a seal key on the token
  2. signetctl --box DIR key csr …          a request for your certificate authority
  3. signetctl --box DIR key certificate …  what the authority sent back
  4. signetctl --box DIR client add …       who may talk to the box
  5. put the gateway's TLS certificate and key at DIR/tls/gateway.pem and DIR/tls/gateway.key
  6. start signet-sealer and signet-gateway with their configuration files

Example:
  signetctl --box /srv/signet init --organisation example-uni --legal-name "Example University" \
            --identifier NTREE-00000000 --country EE --port 8443)";

struct Options {
  registry::Organisation organisation;
  std::string origin;
  std::filesystem::path module = "/usr/lib/softhsm/libsofthsm2.so";
  std::string token_label = "signet";
  std::filesystem::path pin_file;
  std::string address = "127.0.0.1";
  std::uint16_t port = 8443;
};

Outcome Init(const Invocation& invocation, const Options& options) {
  NewBox box;
  box.plan.folder = std::filesystem::absolute(invocation.Box()).lexically_normal();
  box.plan.module = std::filesystem::absolute(options.module);
  box.plan.token_label = options.token_label;
  box.plan.address = options.address;
  box.plan.port = options.port;
  box.organisation = options.organisation;
  box.organisation.is_sealing_organisation = true;
  // Two logs must never share a name, and nobody can tell here which names are taken.
  box.origin = options.origin.empty()
                   ? options.organisation.name + "/signet-" + EncodeHex(RandomOctets(4))
                   : options.origin;
  if (!options.pin_file.empty()) box.pin = ReadSecretFile(options.pin_file);
  const std::string origin = box.origin;
  const MadeBox made = MakeBox(std::move(box));
  if (invocation.json) {
    fmt::print("{}\n", json::ObjectWriter()
                           .Text("box", invocation.box.string())
                           .Text("logOrigin", origin)
                           .Text("logKey", made.log_vkey)
                           .WriteIndented());
    return Outcome::kGood;
  }
  fmt::print("The box is made in {}.\nIts log is \"{}\"; the log's public key is\n  {}\n",
             invocation.box.string(), origin, made.log_vkey);
  if (!made.log_key_is_ed25519) {
    fmt::print("The token cannot make Ed25519 keys, so the log signs with P-256.\n");
  }
  fmt::print(
      "Next, a seal key:\n  signetctl --box {} key generate --name seal --algorithm ES256 "
      "--time-header sigT\n",
      invocation.box.string());
  return Outcome::kGood;
}

}  // namespace

void AddInit(CLI::App& parent, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = parent.add_subcommand("init", "Make a new box in a folder (--box)");
  command->footer(kFooter);
  command
      ->add_option("--organisation", options->organisation.name,
                   "Short name of the sealing organisation")
      ->required();
  command->add_option("--legal-name", options->organisation.legal_name, "Its legal name")
      ->required();
  command
      ->add_option("--identifier", options->organisation.identifier,
                   "As in its certificate's organizationIdentifier, like NTREE-00000000")
      ->required();
  command->add_option("--country", options->organisation.country, "Two letters, like EE")
      ->required();
  command->add_option("--origin", options->origin,
                      "The log's name (default: made from the organisation's)");
  command->add_option("--module", options->module, "PKCS#11 module of the token")
      ->capture_default_str();
  command->add_option("--token-label", options->token_label, "Label the token gets")
      ->capture_default_str();
  command->add_option("--pin-file", options->pin_file, "File with your own PIN for the token")
      ->type_name("FILE");
  command->add_option("--address", options->address, "Where the gateway listens")
      ->capture_default_str();
  command->add_option("--port", options->port, "The gateway's port; 0: any free one")
      ->capture_default_str();
  command->callback([options, &invocation] { invocation.outcome = Init(invocation, *options); });
}

}  // namespace signet::provisioning
