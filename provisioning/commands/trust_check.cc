#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "appliance/base/error.h"
#include "provisioning/commands/commands.h"
#include "provisioning/commands/trust_options.h"
#include "provisioning/trust_report.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
Reads trusted lists (ETSI TS 119 612) from files and says which may be used, without a box and
without a network. Trust begins with the certificates that the Official Journal of the EU publishes
for the list of lists, passes through the pivots that the list of lists names, to it and to the
national lists (TS 119 615). A list whose next update is overdue is still used, with a note.

A row a list: its signature, whether its signer may sign it, territory, number, times, and how many
of its services are there, issue qualified certificates for e-seals, or make qualified time-stamps.

Exit codes:
  0  every list may be used
  1  at least one is refused; its row says why
  2  could not be done (a file is missing or no certificate)

Example:
  signetctl trust check --oj official-journal.pem --lotl eu-lotl.xml --pivots lists lists/??.xml)";

struct Options {
  TrustFiles files;
  std::string time;
};

Outcome Check(const Invocation& invocation, const Options& options) {
  Time at = SystemNow();
  if (!options.time.empty()) {
    const auto time = ParseTime(options.time);
    if (!time) {
      throw Error(Code::kUsage, "--time must look like 2026-03-01T12:00:00Z (UTC).");
    }
    at = *time;
  }
  const TrustRows rows = RowsOf(
      seal::JudgeTrust(OpenTrustFiles(options.files), seal::ListReaderBesideThisProgram(), at));
  if (invocation.json) {
    fmt::print("{}\n", json::ObjectWriter().Objects("lists", ToJson(rows)).WriteIndented());
  } else {
    fmt::print("{}", TrustTable(rows));
  }
  return OutcomeOf(rows);
}

}  // namespace

void AddTrustOriginOptions(CLI::App& command, TrustFiles& files, TrustOptions needed) {
  const bool required = needed == TrustOptions::kRequired;
  command
      .add_option("--oj", files.official_journal,
                  "Certificates of the Official Journal for the list of lists, PEM or DER")
      ->required(required)
      ->type_name("CERT");
  command.add_option("--lotl", files.list_of_lists, "The list of lists")
      ->required(required)
      ->type_name("FILE");
  command
      .add_option("--pivots", files.pivots,
                  "Where the pivots lie (default: beside the list of lists)")
      ->type_name("DIR");
}

void AddTrustFileOptions(CLI::App& command, TrustFiles& files) {
  command.add_option("LIST", files.lists, "National lists");
  AddTrustOriginOptions(command, files, TrustOptions::kRequired);
}

void AddTrustCheck(CLI::App& trust, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = trust.add_subcommand("check", "Judge trusted lists in files");
  command->footer(kFooter);
  AddTrustFileOptions(*command, options->files);
  command->add_option("--time", options->time, "Judge as at this time (default: now)")
      ->type_name("TIME");
  command->callback([options, &invocation] { invocation.outcome = Check(invocation, *options); });
}

}  // namespace signet::provisioning
