#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>

#include "appliance/base/error.h"
#include "appliance/sealer/trust_import.h"
#include "provisioning/box.h"
#include "provisioning/commands/commands.h"
#include "provisioning/commands/trust_options.h"
#include "provisioning/control_client.h"
#include "provisioning/trust_report.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
Verifies trusted lists as `trust check` does and puts the good ones into the box, with an entry each
in its log. Nothing is ever overwritten: newer lists are added, and the history stays. Nothing is
taken unless the list of lists and every pivot on the way to it hold. --oj is needed once; pivots
that the box has need not be given again.

From files, the sealer must be stopped meanwhile. With --fetch the running box gets the lists itself,
through its gateway, and uses them at once: --lotl is then an address, and relay.allow in
gateway.toml must have it and those of the national lists (a list that it does not have is refused
with its address).

Exit codes: 0 all taken, 1 some refused (or nothing taken, if the list of lists is not good), 2 could
not be done.

Examples:
  signetctl --box /srv/signet trust import --oj official-journal.pem --lotl eu-lotl.xml \
            --pivots lists lists/??.xml
  signetctl --box /srv/signet trust import --fetch --territory EE --territory PT)";

constexpr const char* kListOfLists = "https://ec.europa.eu/tools/lotl/eu-lotl.xml";
constexpr std::chrono::minutes kPatience{10};

struct Options {
  TrustFiles files;
  bool fetch = false;
  std::vector<std::string> territories;
};

/// What an import came to.
struct Import {
  TrustRows rows;
  bool taken = false;
  std::int64_t added = 0;
};

Import FromFiles(const Invocation& invocation, const TrustFiles& files) {
  Box box(invocation.Box());
  seal::TrustSources sources = OpenTrustFiles(files);
  box.Read([&](SQLite::Database& database) {
    sources = sealer::WithStored(database, std::move(sources));
  });
  const std::vector<Certificate> origins = sources.official_journal;
  auto judged =
      seal::JudgeTrust(std::move(sources), seal::ListReaderBesideThisProgram(), SystemNow());
  sealer::TrustImport import;
  std::vector<audit::Event> events;
  box.Record(
      [&](SQLite::Database& database) {
        import = sealer::StoreTrust(database, origins, judged, SystemNow());
        events = import.events;
      },
      events);
  return {RowsOf(judged), import.taken, static_cast<std::int64_t>(import.added)};
}

Import OverRelay(const Invocation& invocation, const Options& options) {
  if (!options.files.lists.empty() || !options.files.pivots.empty()) {
    throw Error(Code::kUsage,
                "With --fetch the box gets the lists itself: give no files but --oj.");
  }
  wire::Request request;
  request.set_id(1);
  wire::ImportTrust& import = *request.mutable_import_trust();
  for (const Certificate& certificate : ReadOfficialJournal(options.files)) {
    import.add_official_journal(certificate.der().data(), certificate.der().size());
  }
  const auto& lotl = options.files.list_of_lists;
  import.set_list_of_lists(lotl.empty() ? kListOfLists : lotl.string());
  for (const std::string& territory : options.territories) import.add_territories(territory);
  const auto answer = AskSealer(ReadBoxConfig(invocation.Box()).control_socket, request, kPatience);
  const wire::TrustImported& imported = answer.trust_imported();
  return {{imported.lists().begin(), imported.lists().end()}, imported.taken(), imported.added()};
}

void Print(const Invocation& invocation, const Import& import) {
  if (invocation.json) {
    json::ObjectWriter out;
    out.Boolean("taken", import.taken).Integer("added", import.added);
    fmt::print("{}\n", out.Objects("lists", ToJson(import.rows)).WriteIndented());
    return;
  }
  fmt::print("{}", TrustTable(import.rows));
  if (import.taken) {
    fmt::print("{} added to the box; see them with `signetctl trust list`.\n", import.added);
  } else {
    fmt::print("Nothing was taken: the way to the list of lists does not hold.\n");
  }
}

Outcome ImportTrust(const Invocation& invocation, const Options& options) {
  if (!options.fetch && options.files.list_of_lists.empty()) {
    throw Error(Code::kUsage, "Give the list of lists with --lotl FILE, or use --fetch.");
  }
  const Import import =
      options.fetch ? OverRelay(invocation, options) : FromFiles(invocation, options.files);
  Print(invocation, import);
  return OutcomeOf(import.rows);
}

}  // namespace

void AddTrustImport(CLI::App& trust, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* const command =
      trust.add_subcommand("import", "Put trusted lists into the box (--box)");
  command->footer(kFooter);
  AddTrustFileOptions(*command, options->files);
  command->get_option("--oj")->required(false);
  command->get_option("--lotl")->required(false);
  CLI::Option* const fetch = command->add_flag(
      "--fetch", options->fetch, "The running box fetches the lists through its gateway");
  command
      ->add_option("--territory", options->territories,
                   "With --fetch: this list only (repeatable; default: all)")
      ->type_name("CODE")
      ->needs(fetch);
  command->callback(
      [options, &invocation] { invocation.outcome = ImportTrust(invocation, *options); });
}

}  // namespace signet::provisioning
