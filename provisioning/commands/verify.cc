#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <utility>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "provisioning/commands/commands.h"
#include "provisioning/commands/trust_options.h"
#include "provisioning/credential_report.h"
#include "provisioning/terminal.h"
#include "provisioning/validation_report.h"
#include "provisioning/verify_trust.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
Judges sealed credentials as ETSI EN 319 102-1 does, without a box or a network: container, header,
signature, certificate, path to the anchors you trust, revocation, time-stamps and what they prove;
and whether the credential's issuer is the owner of the seal's certificate.
Without --trust or trusted lists nobody is trusted, so the best you can get is INDETERMINATE. Name
the CA of the seal and the CA of its time-stamps, or the lists in which they are.

With --oj, --lotl and --list it also says what the seal is worth in law (ETSI TS 119 615): QESeal,
AdESeal-QC, AdESeal and so on. Trust in lists begins and passes on as in `signetctl trust check`, which
shows each list; one that may not be used is said and left out. What --trust names is never qualified,
nor does it help anything to be: the qualification is judged by the lists alone.

A file is accepted if it is TOTAL-PASSED, reaches the level that --require names (default B-LTA, what
the EDC world expects), and nothing in it is damaged, unreadable or in another dress.

Exit codes:
  0  every file accepted
  1  at least one TOTAL-FAILED
  2  none failed, but at least one could not be judged (not readable); or no list can be used
  3  none failed, all judged, at least one INDETERMINATE
  4  all TOTAL-PASSED, at least one not accepted

Examples:
  signetctl verify diploma.sealed.jsonld --trust trust/seal-ca.pem --trust trust/tsa-ca.pem
  signetctl verify *.sealed.jsonld --trust trust/seal-ca.pem --require B-B --json
  signetctl verify old.jsonld --trust ca.pem --time 2026-03-01T12:00:00Z --explain
  signetctl verify diploma.sealed.jsonld --trust ca.pem --report diploma.report.xml
  signetctl verify diploma.sealed.jsonld --oj official-journal.pem --lotl eu-lotl.xml \
      --pivots lists --list lists/??.xml)";

struct Options {
  std::vector<std::filesystem::path> files;
  std::vector<std::filesystem::path> trust;
  TrustFiles lists;
  std::string time;
  std::string required = "B-LTA";
  std::filesystem::path report;
  bool explain = false;
};

Time TimeOf(const Options& options) {
  if (options.time.empty()) return SystemNow();
  const auto time = ParseTime(options.time);
  if (!time) throw Error(Code::kUsage, "--time must look like 2026-03-01T12:00:00Z (UTC).");
  return *time;
}

seal::Level RequiredOf(const Options& options) {
  const auto required = seal::LevelFromName(options.required);
  if (!required) throw Error(Code::kUsage, "--require is one of B-B, B-T, B-LT and B-LTA.");
  return *required;
}

bool AsksLists(const TrustFiles& lists) {
  return !lists.official_journal.empty() || !lists.list_of_lists.empty() || !lists.pivots.empty() ||
         !lists.lists.empty();
}

VerifyTrust TrustOf(const Options& options, Time at) {
  const TrustFiles& lists = options.lists;
  if (!AsksLists(lists)) return TrustOwn(options.trust);
  if (lists.official_journal.empty() || lists.list_of_lists.empty() || lists.lists.empty()) {
    throw Error(Code::kUsage, "Trusted lists need --oj, --lotl and at least one --list together.");
  }
  return TrustOwnAndLists(options.trust, lists, at);
}

VerifiedFile VerifyOne(const std::filesystem::path& file,
                       const sealer::CredentialQuestion& question) {
  VerifiedFile out;
  out.file = file;
  try {
    out.judgement = sealer::JudgeCredential(UntrustedText(ReadFile(file)), question);
  } catch (const Error& error) {
    out.not_judged = error.message();
  }
  return out;
}

void PrintJson(const std::vector<VerifiedFile>& files, const VerifyTrust& trust) {
  std::vector<json::ObjectWriter> list;
  for (const VerifiedFile& file : files) list.push_back(ToJson(file));
  json::ObjectWriter out;
  if (files.size() == 1) {
    out = std::move(list.front());
  } else {
    out.Objects("files", std::move(list));
  }
  if (trust.trust.lists() != nullptr) out.Texts("listNotes", trust.notes);
  fmt::print("{}\n", out.WriteIndented());
}

void PrintText(const std::vector<VerifiedFile>& files, const VerifyTrust& trust,
               const Options& options) {
  for (const VerifiedFile& file : files) {
    fmt::print("{}", options.explain ? FullReport(file) : ShortReport(file));
  }
  for (const std::string& note : trust.notes) fmt::print("{}\n", note);
  if (trust.trust.anchors().empty()) {
    fmt::print("No anchor was given, so nobody is trusted: name one with --trust CA.pem.\n");
  }
}

Outcome Verify(const Invocation& invocation, const Options& options) {
  if (!options.report.empty() && options.files.size() != 1) {
    throw Error(Code::kUsage, "--report is for one file at a time.");
  }
  const Time at = TimeOf(options);
  const seal::Level required = RequiredOf(options);
  const VerifyTrust trust = TrustOf(options, at);
  std::vector<VerifiedFile> verified;
  Outcome outcome = Outcome::kGood;
  {
    Progress progress("Verifying", options.files.size());
    for (const std::filesystem::path& file : options.files) {
      verified.push_back(VerifyOne(file, {.trust = trust.trust, .at = at, .required = required}));
      outcome = Worse(outcome, OutcomeOf(verified.back()));
      progress.Advance(file.filename().string());
    }
  }
  if (!options.report.empty() && verified.front().not_judged.empty()) {
    WriteFile(options.report, ValidationReport(verified.front().judgement, at), FileMode::kPublic);
  }
  if (invocation.json) {
    PrintJson(verified, trust);
  } else {
    PrintText(verified, trust, options);
  }
  return outcome;
}

}  // namespace

void AddVerify(CLI::App& parent, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = parent.add_subcommand("verify", "Judge sealed credentials");
  command->footer(kFooter);
  command->add_option("FILE", options->files, "Sealed credentials")->required();
  command->add_option("--trust", options->trust, "Certificates to trust, PEM (may be repeated)")
      ->type_name("CA.pem")
      ->allow_extra_args(false);
  AddTrustOriginOptions(*command, options->lists, TrustOptions::kOptional);
  command->add_option("--list", options->lists.lists, "National trusted lists")->type_name("FILE");
  command->add_option("--time", options->time, "Judge as at this time, UTC (default: now)")
      ->type_name("TIME");
  command->add_option("--require", options->required, "The least level (default: B-LTA)")
      ->type_name("LEVEL");
  command->add_option("--report", options->report, "Write a report of ETSI TS 119 102-2 (XML) here")
      ->type_name("FILE");
  command->add_flag("--explain", options->explain, "Show the whole reasoning");
  command->callback([options, &invocation] { invocation.outcome = Verify(invocation, *options); });
}

}  // namespace signet::provisioning
