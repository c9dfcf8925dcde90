#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "appliance/base/file.h"
#include "provisioning/check_report.h"
#include "provisioning/commands/commands.h"
#include "provisioning/terminal.h"

namespace signet::provisioning {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFooter = R"(
Holds credentials against the application profile that they name, without a box or a network, and
says what is wrong, where, and what to do. A box makes the same check before it seals.

--stage draft (as it is without --stage) is for files that are not sealed yet: what the preparation
"edc" writes may be missing, and is told. --stage final takes the file as it will be sealed. A sealed
file is always checked as final.

Warnings keep nothing from being sealed. They tell what the next university or employer will miss:
learning outcomes of one word, titles without a translation, hours without credit points.

Exit codes:
  0  every file conforms
  1  at least one does not
  2  at least one could not be checked (not readable, no credential, a profile that is not known)

Examples:
  signetctl check diploma.jsonld
  signetctl check --stage final prepared/*.jsonld --json)";

struct Options {
  std::vector<fs::path> files;
  std::string stage = "draft";
  std::vector<fs::path> profiles;
};

Outcome Check(const Invocation& invocation, const Options& options) {
  elm::ProfileLibrary library = elm::ProfileLibrary::BuiltIn();
  for (const fs::path& profile : options.profiles) library.Add(ReadFile(profile));
  const elm::Stage stage = options.stage == "final" ? elm::Stage::kFinal : elm::Stage::kDraft;
  std::vector<CheckedFile> checked;
  Outcome outcome = Outcome::kGood;
  {
    Progress progress("Checking", options.files.size());
    for (const fs::path& file : options.files) {
      checked.push_back(CheckFile(file, library, stage));
      outcome = Worse(outcome, OutcomeOf(checked.back()));
      progress.Advance(file.filename().string());
    }
  }
  if (!invocation.json) {
    for (const CheckedFile& file : checked) fmt::print("{}", CheckReport(file));
  } else if (checked.size() == 1) {
    fmt::print("{}\n", ToJson(checked.front()).WriteIndented());
  } else {
    std::vector<json::ObjectWriter> files;
    for (const CheckedFile& file : checked) files.push_back(ToJson(file));
    fmt::print("{}\n", json::ObjectWriter().Objects("files", std::move(files)).WriteIndented());
  }
  return outcome;
}

}  // namespace

void AddCheck(CLI::App& parent, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* const command =
      parent.add_subcommand("check", "Check credentials against their application profile");
  command->footer(kFooter);
  command->add_option("FILE", options->files, "Credentials, upload wrappers or sealed files")
      ->required();
  command->add_option("--stage", options->stage, "draft or final (default: draft)")
      ->check(CLI::IsMember({"draft", "final"}));
  command
      ->add_option("--with-profile", options->profiles,
                   "A compiled profile besides those that come with Signet (repeatable)")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command->callback([options, &invocation] { invocation.outcome = Check(invocation, *options); });
}

}  // namespace signet::provisioning
