#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "provisioning/commands/commands.h"
#include "provisioning/commands/trust_options.h"
#include "provisioning/trust_import.h"
#include "provisioning/trust_report.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
Verifies trusted lists as `trust check` does and puts the good ones into the box, with an entry each
in its log. Nothing is ever overwritten: newer lists are added, and the history stays. Nothing is
taken unless the list of lists and every pivot on the way to it hold. --oj is needed once; pivots
that the box has need not be given again. The sealer must be stopped meanwhile.

Exit codes: 0 all taken, 1 some refused (or nothing taken, if the list of lists is not good), 2 could
not be done.

Example:
  signetctl --box /srv/signet trust import --oj official-journal.pem --lotl eu-lotl.xml \
            --pivots lists lists/??.xml)";

void PrintJson(const TrustImport& import) {
  std::vector<json::ObjectWriter> rows;
  for (const seal::JudgedFile& file : import.files) rows.push_back(ToJson(file));
  json::ObjectWriter out;
  out.Boolean("taken", import.taken).Integer("added", static_cast<std::int64_t>(import.added));
  fmt::print("{}\n", out.Objects("lists", std::move(rows)).WriteIndented());
}

Outcome Import(const Invocation& invocation, const TrustFiles& files) {
  Box box(invocation.Box());
  const TrustImport import =
      ImportTrust(box, OpenTrustFiles(files), seal::ListReaderBesideThisProgram(), SystemNow());
  if (invocation.json) {
    PrintJson(import);
  } else {
    fmt::print("{}", TrustTable(import.files));
    if (import.taken) {
      fmt::print("{} added to the box; see them with `signetctl trust list`.\n", import.added);
    } else {
      fmt::print("Nothing was taken: the way to the list of lists does not hold.\n");
    }
  }
  return OutcomeOf(import.files);
}

}  // namespace

void AddTrustImport(CLI::App& trust, Invocation& invocation) {
  auto files = std::make_shared<TrustFiles>();
  CLI::App* const command =
      trust.add_subcommand("import", "Put trusted lists into the box (--box)");
  command->footer(kFooter);
  AddTrustFileOptions(*command, *files);
  command->get_option("--oj")->required(false);
  command->callback([files, &invocation] { invocation.outcome = Import(invocation, *files); });
}

}  // namespace signet::provisioning
