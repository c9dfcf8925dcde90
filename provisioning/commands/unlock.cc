#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "appliance/base/json_writer.h"
#include "provisioning/box.h"
#include "provisioning/commands/commands.h"
#include "provisioning/control_client.h"
#include "provisioning/terminal.h"

namespace signet::provisioning {
namespace {

constexpr const char* kUnlockFooter = R"(
Hands the token's PIN to the running sealer over its control socket; the PIN goes on to the token
workers and is kept nowhere else. Without --pin-file you are asked for it.

Examples:
  signetctl --box /srv/signet unlock
  signetctl --box /srv/signet unlock --pin-file /root/pin)";

constexpr const char* kLockFooter = R"(
The running sealer forgets the PIN and seals no more until it is unlocked again.

Example:
  signetctl --box /srv/signet lock)";

void Report(const Invocation& invocation, const char* state, const char* sentence) {
  if (invocation.json) {
    fmt::print("{}\n", json::ObjectWriter().Text("state", state).WriteIndented());
  } else {
    fmt::print("{}\n", sentence);
  }
}

Outcome Unlock(const Invocation& invocation, const std::filesystem::path& pin_file) {
  const sealer::SealerConfig config = ReadBoxConfig(invocation.Box());
  const Secret pin = pin_file.empty()
                         ? AskSecret("PIN of the token \"" + config.token.token_label + "\": ")
                         : ReadSecretFile(pin_file);
  wire::Request request;
  request.set_id(1);
  request.mutable_unlock()->set_pin(std::string(pin.Reveal()));
  AskSealer(config.control_socket, request);
  Report(invocation, "unlocked", "The token is unlocked.");
  return Outcome::kGood;
}

Outcome Lock(const Invocation& invocation) {
  wire::Request request;
  request.set_id(1);
  request.mutable_lock();
  AskSealer(ReadBoxConfig(invocation.Box()).control_socket, request);
  Report(invocation, "locked", "The token is locked. Unlock it again with: signetctl unlock");
  return Outcome::kGood;
}

}  // namespace

void AddUnlock(CLI::App& parent, Invocation& invocation) {
  auto pin_file = std::make_shared<std::filesystem::path>();
  CLI::App* const command =
      parent.add_subcommand("unlock", "Give the running sealer the token's PIN (--box)");
  command->footer(kUnlockFooter);
  command->add_option("--pin-file", *pin_file, "File with the PIN")->type_name("FILE");
  command->callback(
      [pin_file, &invocation] { invocation.outcome = Unlock(invocation, *pin_file); });
}

void AddLock(CLI::App& parent, Invocation& invocation) {
  CLI::App* const command =
      parent.add_subcommand("lock", "Make the running sealer forget the PIN (--box)");
  command->footer(kLockFooter);
  command->callback([&invocation] { invocation.outcome = Lock(invocation); });
}

}  // namespace signet::provisioning
