#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "appliance/base/error.h"
#include "provisioning/box.h"
#include "provisioning/box_connection.h"
#include "provisioning/box_status.h"
#include "provisioning/commands/commands.h"
#include "provisioning/control_client.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
Shows state, seal keys, log and token of a running box: over the network with --profile (any role),
or at the box with --box.

Exit codes: 0 the box is operational, 1 it is in another state, 2 it could not be asked.

Examples:
  signetctl --profile operator.toml status
  signetctl --box /srv/signet status --json)";

wire::State AskState(const Invocation& invocation) {
  if (invocation.box.empty()) {
    BoxConnection connection(Profile::Read(invocation.Profile()));
    return ReadState(connection.Get("/v1/state"));
  }
  wire::Request request;
  request.set_id(1);
  request.mutable_get_state();
  const wire::Response response = AskSealer(ReadBoxConfig(invocation.box).control_socket, request);
  return response.state();
}

Outcome ShowStatus(const Invocation& invocation) {
  const wire::State state = AskState(invocation);
  fmt::print("{}", invocation.json ? WriteState(state) + "\n" : DescribeState(state));
  return state.state() == "operational" ? Outcome::kGood : Outcome::kNotGood;
}

}  // namespace

void AddStatus(CLI::App& parent, Invocation& invocation) {
  CLI::App* const command =
      parent.add_subcommand("status", "How a running box is (--profile or --box)");
  command->footer(kFooter);
  command->callback([&invocation] { invocation.outcome = ShowStatus(invocation); });
}

}  // namespace signet::provisioning
