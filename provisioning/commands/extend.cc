#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/json_writer.h"
#include "provisioning/commands/commands.h"
#include "provisioning/extending.h"
#include "provisioning/terminal.h"

namespace signet::provisioning {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFooter = R"(
Sends each sealed FILE to the box, which judges it and adds what it lacks to last longer: time-stamps
and the proof that no certificate was revoked. Nothing that is in the file changes. What comes back is
written as OUTDIR/<same name>. A file that is B-LTA already gets another archive time-stamp; to do
that only where it is needed, see `signetctl renew`.

Exit codes: 0 all extended, 1 some refused, 2 some could not be done (try again).

Examples:
  signetctl --profile submitter.toml extend old.sealed.jsonld --out extended
  signetctl --profile operator.toml extend archive/*.jsonld --out extended --level B-LT)";

struct Options {
  std::vector<fs::path> files;
  fs::path out;
  std::string level;
};

void RefuseSameNames(const std::vector<fs::path>& files) {
  std::set<fs::path> names;
  for (const fs::path& file : files) {
    if (names.insert(file.filename()).second) continue;
    throw Error(Code::kUsage, "Two files are named \"" + file.filename().string() +
                                  "\": extend them into different folders.");
  }
}

Outcome OutcomeOf(ExtendingResult::Kind kind) {
  switch (kind) {
    case ExtendingResult::Kind::kExtended:
      return Outcome::kGood;
    case ExtendingResult::Kind::kRefused:
      return Outcome::kNotGood;
    case ExtendingResult::Kind::kNotDone:
      return Outcome::kNotDone;
  }
  return Outcome::kNotDone;
}

Outcome Extend(const Invocation& invocation, const Options& options) {
  RefuseSameNames(options.files);
  std::error_code failure;
  fs::create_directories(options.out, failure);
  if (failure) {
    throw Error(Code::kFileUnusable, "Cannot make " + options.out.string() + ".",
                failure.message());
  }
  BoxConnection connection(Profile::Read(invocation.Profile()));
  Outcome outcome = Outcome::kGood;
  std::vector<json::ObjectWriter> list;
  for (const fs::path& file : options.files) {
    const fs::path out = options.out / file.filename();
    const auto result = ExtendFile(connection, file, out, options.level);
    outcome = Worse(outcome, OutcomeOf(result.kind));
    const bool extended = result.kind == ExtendingResult::Kind::kExtended;
    const bool refused = result.kind == ExtendingResult::Kind::kRefused;
    if (invocation.json) {
      json::ObjectWriter one;
      one.Text("file", file.string())
          .Text("result", extended  ? "extended"
                          : refused ? "refused"
                                    : "not-done");
      if (extended) one.Text("extended", out.string());
      if (!extended) one.Text("problem", result.problem).Text("detail", result.detail);
      list.push_back(std::move(one));
    } else if (extended) {
      fmt::print("extended  {} -> {}\n", file.string(), out.string());
    } else {
      fmt::print("{}  {}\n          {} ({})\n", refused ? "refused " : "not done", file.string(),
                 result.detail, result.problem);
    }
  }
  if (invocation.json) {
    fmt::print("{}\n", json::ObjectWriter().Objects("files", std::move(list)).WriteIndented());
  }
  return outcome;
}

}  // namespace

void AddExtend(CLI::App& parent, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* const command =
      parent.add_subcommand("extend", "Make sealed files last longer (--profile)");
  command->footer(kFooter);
  command->add_option("FILE", options->files, "Sealed credentials")->required();
  command->add_option("--out", options->out, "Folder for what comes back")
      ->required()
      ->type_name("OUTDIR");
  command
      ->add_option("--level", options->level,
                   "B-T, B-LT or B-LTA (default: the highest the box offers)")
      ->check(CLI::IsMember({"B-T", "B-LT", "B-LTA"}));
  command->callback([options, &invocation] { invocation.outcome = Extend(invocation, *options); });
}

}  // namespace signet::provisioning
