#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/base/json_writer.h"
#include "appliance/seal/renewal.h"
#include "provisioning/commands/commands.h"
#include "provisioning/extending.h"

namespace signet::provisioning {
namespace {

namespace fs = std::filesystem;
using Kind = seal::RenewalNeed::Kind;

constexpr const char* kFooter = R"(
Looks at every .jsonld and .json file in DIR and below, and has the box add an archive time-stamp to
those whose last one ends within --within days: because the certificate behind it ends, or because its
algorithms are not good enough any more by then. Says which files these are, and why. A renewed file
takes its own place; it is replaced as a whole. Files that are no seals are named and passed over.

Run it from time to time, with --dry-run first if you only want to know.

Exit codes: 0 nothing left to do, 1 some refused or damaged, 2 some could not be done (try again).

Examples:
  signetctl renew archive --dry-run
  signetctl --profile operator.toml renew archive --within 180)";

struct Options {
  fs::path folder;
  int within = 90;
  bool dry_run = false;
};

struct Found {
  fs::path file;
  seal::RenewalNeed need;
};

std::vector<Found> Look(const Options& options, Time by) {
  if (!fs::is_directory(options.folder)) {
    throw Error(Code::kFileUnusable, options.folder.string() + " is no folder.");
  }
  std::vector<Found> found;
  for (const auto& entry : fs::recursive_directory_iterator(options.folder)) {
    const fs::path extension = entry.path().extension();
    if (!entry.is_regular_file() || (extension != ".jsonld" && extension != ".json")) continue;
    found.push_back({entry.path(), seal::NeedOfRenewal(UntrustedText(ReadFile(entry.path())), by)});
  }
  std::ranges::sort(found, {}, &Found::file);
  return found;
}

std::string WordOf(const Found& found, const ExtendingResult* result) {
  if (found.need.kind == Kind::kNone) return "good";
  if (found.need.kind == Kind::kNotArchived) return "not-archived";
  if (found.need.kind == Kind::kDamaged) return "damaged";
  if (found.need.kind == Kind::kNotSealed) return "passed-over";
  if (result == nullptr) return "due";
  if (result->kind == ExtendingResult::Kind::kExtended) return "renewed";
  return result->kind == ExtendingResult::Kind::kRefused ? "refused" : "not-done";
}

Outcome OutcomeOf(const std::string& word) {
  if (word == "refused" || word == "damaged") return Outcome::kNotGood;
  return word == "not-done" || word == "due" ? Outcome::kNotDone : Outcome::kGood;
}

json::ObjectWriter ToJson(const Found& found, const std::string& word,
                          const ExtendingResult* result) {
  json::ObjectWriter one;
  one.Text("file", found.file.string()).Text("result", word).Text("reason", found.need.reason);
  if (found.need.end) one.Text("certificateEnds", FormatTimeSeconds(*found.need.end));
  if (result != nullptr && !result->problem.empty()) {
    one.Text("problem", result->problem).Text("detail", result->detail);
  }
  return one;
}

void Print(const Found& found, const std::string& word, const ExtendingResult* result) {
  if (found.need.kind == Kind::kNone) return;
  fmt::print("{:<13}{}\n             {}\n", word, found.file.string(), found.need.reason);
  if (result != nullptr && !result->problem.empty()) {
    fmt::print("             {} ({})\n", result->detail, result->problem);
  }
}

Outcome Renew(const Invocation& invocation, const Options& options) {
  const auto found = Look(options, SystemNow() + std::chrono::days(options.within));
  std::optional<BoxConnection> connection;
  if (!options.dry_run) connection.emplace(Profile::Read(invocation.Profile()));
  Outcome outcome = Outcome::kGood;
  std::vector<json::ObjectWriter> list;
  std::size_t good = 0;
  for (const Found& one : found) {
    std::optional<ExtendingResult> result;
    if (one.need.kind == Kind::kDue && connection) {
      result = ExtendFile(*connection, one.file, one.file, "B-LTA");
    }
    const ExtendingResult* const known = result ? &*result : nullptr;
    const std::string word = WordOf(one, known);
    good += word == "good" ? 1 : 0;
    if (!options.dry_run || word != "due") outcome = Worse(outcome, OutcomeOf(word));
    if (invocation.json) {
      list.push_back(ToJson(one, word, known));
    } else {
      Print(one, word, known);
    }
  }
  if (invocation.json) {
    fmt::print("{}\n", json::ObjectWriter().Objects("files", std::move(list)).WriteIndented());
  } else {
    fmt::print("{} files looked at, {} good for {} days or more.\n", found.size(), good,
               options.within);
  }
  return outcome;
}

}  // namespace

void AddRenew(CLI::App& parent, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = parent.add_subcommand(
      "renew", "Renew the archive time-stamps of a folder before they end (--profile)");
  command->footer(kFooter);
  command->add_option("DIR", options->folder, "Folder of sealed credentials")->required();
  command->add_option("--within", options->within, "Days to look ahead (default: 90)")
      ->check(CLI::Range(0, 36500))
      ->type_name("DAYS");
  command->add_flag("--dry-run", options->dry_run, "Only say what is due and why; needs no box");
  command->callback([options, &invocation] { invocation.outcome = Renew(invocation, *options); });
}

}  // namespace signet::provisioning
