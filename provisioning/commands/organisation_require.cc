#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "appliance/base/error.h"
#include "appliance/elm/advice/advice.h"
#include "appliance/registry/check_rules.h"
#include "provisioning/box.h"
#include "provisioning/commands/commands.h"

namespace signet::provisioning {
namespace {

std::string Footer() {
  std::string out = R"(
What the check only warns of otherwise becomes a reason not to seal, for credentials that an
organisation issues (as issuer or awarding body, by its identifier or legal name). --no makes it a
warning again. The sealer must be stopped meanwhile.

ADVICE is one of:
)";
  for (const elm::AdviceInfo& info : elm::AllAdvice()) {
    out += fmt::format("  {:<22} {}\n", info.name, info.why);
  }
  return out + R"(
Example:
  signetctl --box /srv/signet organisation require --organisation artes outcome-thin)";
}

struct Options {
  std::string organisation;
  std::string advice;
  bool no = false;
};

Outcome Require(const Invocation& invocation, const Options& options) {
  if (!elm::AdviceFromName(options.advice)) {
    throw Error(Code::kUsage, "There is no advice \"" + options.advice +
                                  "\"; `signetctl organisation require --help` lists them.");
  }
  const auto binding = options.no ? registry::Binding::kAdviceOnly : registry::Binding::kBinding;
  Box box(invocation.Box());
  std::vector<audit::Event> events;
  box.Record(
      [&](SQLite::Database& database) {
        if (registry::SetBinding(database, {options.organisation, options.advice}, binding)) {
          events.emplace_back(
              audit::AdviceBound{options.organisation, options.advice, !options.no});
        }
      },
      events);
  if (!invocation.json) {
    fmt::print("{} is {} for credentials of {}.\n", options.advice,
               options.no ? "a warning" : "binding", options.organisation);
  }
  return Outcome::kGood;
}

}  // namespace

void AddOrganisationRequire(CLI::App& organisation, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* const command =
      organisation.add_subcommand("require", "Make an advice binding for an organisation");
  command->footer(Footer());
  command->add_option("--organisation", options->organisation, "Its name at this box")->required();
  command->add_option("ADVICE", options->advice, "Name of an advice")->required();
  command->add_flag("--no", options->no, "Make it a warning again");
  command->callback([options, &invocation] { invocation.outcome = Require(invocation, *options); });
}

}  // namespace signet::provisioning
