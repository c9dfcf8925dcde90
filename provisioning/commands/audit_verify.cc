#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>

#include "appliance/audit/offline.h"
#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/base/json_writer.h"
#include "provisioning/commands/commands.h"
#include "provisioning/commands/log_progress.h"
#include "provisioning/log_access.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
Three ways:
  audit verify                  the log of a running box, with --profile
  audit verify OUTDIR           an exported log; needs no box
  audit verify --receipt FILE   one receipt; with --sealed also that it is this sealed file's
The whole tree is computed again from the entries and held against the checkpoint that the log's key
signed; then the entries are held against each other (every seal has its intention, and so on).
What does not agree is named with its place.

--log-key is the log's public key (vkey), as a file or as text. Get it from the box's owner on a way
you trust; the box has it in trust/log.vkey. A profile may name it as log_key.

Exit codes: 0 all agrees, 1 something does not, 2 could not be checked.

Examples:
  signetctl --profile auditor.toml audit verify
  signetctl audit verify log-2026-11 --log-key log.vkey
  signetctl audit verify --receipt diploma.tlog-proof --sealed diploma.sealed.jsonld \
            --log-key log.vkey)";

struct Options {
  std::filesystem::path folder;
  std::string log_key;
  std::filesystem::path receipt;
  std::filesystem::path sealed;
};

json::ObjectWriter ToJson(const audit::Finding& finding) {
  json::ObjectWriter out;
  out.Text("severity", finding.weight == audit::Finding::Weight::kError ? "failure" : "warning");
  if (!finding.path.empty()) out.Text("path", finding.path);
  if (finding.offset) out.Integer("offset", static_cast<std::int64_t>(*finding.offset));
  if (finding.entry) out.Integer("entry", static_cast<std::int64_t>(*finding.entry));
  out.Text("text", finding.what);
  return out;
}

void AddFindings(const std::vector<audit::Finding>& findings, json::ObjectWriter& out) {
  std::vector<json::ObjectWriter> list;
  for (const audit::Finding& finding : findings) list.push_back(ToJson(finding));
  out.Objects("findings", std::move(list));
}

void AddCheckpoint(const std::optional<audit::Checkpoint>& checkpoint, json::ObjectWriter& out) {
  if (!checkpoint) return;
  out.Text("origin", checkpoint->origin)
      .Integer("size", static_cast<std::int64_t>(checkpoint->head.size))
      .Text("root", checkpoint->head.root.hex());
}

void PrintFindings(const std::vector<audit::Finding>& findings, std::uint64_t more) {
  for (const audit::Finding& finding : findings) {
    const bool error = finding.weight == audit::Finding::Weight::kError;
    fmt::print("  {} {}\n", error ? "wrong:  " : "warning:", finding.Text());
  }
  if (more > 0) fmt::print("  and {} more\n", more);
}

void PrintLog(const audit::LogReport& report) {
  if (report.Good()) {
    fmt::print("The log agrees with itself and with its signed checkpoint.\n");
  } else {
    fmt::print("The log does NOT agree:\n");
  }
  PrintFindings(report.findings, report.more_findings);
  if (report.checkpoint) {
    fmt::print("  log      {}\n  entries  {}\n  root     {}\n", report.checkpoint->origin,
               report.checkpoint->head.size, report.checkpoint->head.root.hex());
  }
  if (report.summary) {
    fmt::print("  seals    {} intended, {} completed, {} failed, {} open\n",
               report.summary->intended, report.summary->completed, report.summary->failed,
               report.summary->open);
  }
}

json::ObjectWriter ToJson(const audit::LogReport& report) {
  json::ObjectWriter out;
  out.Boolean("good", report.Good());
  AddCheckpoint(report.checkpoint, out);
  if (report.summary) {
    out.Object(
        "seals",
        std::move(json::ObjectWriter()
                      .Integer("intended", static_cast<std::int64_t>(report.summary->intended))
                      .Integer("completed", static_cast<std::int64_t>(report.summary->completed))
                      .Integer("failed", static_cast<std::int64_t>(report.summary->failed))
                      .Integer("open", static_cast<std::int64_t>(report.summary->open))));
  }
  AddFindings(report.findings, out);
  out.Integer("moreFindings", static_cast<std::int64_t>(report.more_findings));
  return out;
}

Outcome VerifyWholeLog(const Invocation& invocation, const Options& options,
                       const std::optional<Profile>& profile) {
  const audit::LogKey key = FindLogKey(options.log_key, profile);
  OpenedLog log(options.folder, profile);
  LogProgress progress("Checking the log");
  const audit::LogReport report = audit::VerifyLog(log.source(), key, progress.Listener());
  progress.Clear();
  if (invocation.json) {
    fmt::print("{}\n", ToJson(report).WriteIndented());
  } else {
    PrintLog(report);
  }
  return report.Good() ? Outcome::kGood : Outcome::kNotGood;
}

void PrintReceipt(const audit::ReceiptReport& report, const Options& options) {
  if (!report.Good()) {
    fmt::print("{} proves NOTHING:\n", options.receipt.string());
    PrintFindings(report.findings, 0);
    return;
  }
  fmt::print("{} is good: entry {} of the log \"{}\" ({} entries when it was signed)\n",
             options.receipt.string(), report.receipt->index, report.checkpoint->origin,
             report.checkpoint->head.size);
  fmt::print("  {}\n", audit::DescribeEntry(report.receipt->entry));
  if (!options.sealed.empty()) {
    fmt::print("  and it is the entry of {}.\n", options.sealed.string());
  }
  PrintFindings(report.findings, 0);
}

Outcome VerifyOneReceipt(const Invocation& invocation, const Options& options,
                         const std::optional<Profile>& profile) {
  const audit::LogKey key = FindLogKey(options.log_key, profile);
  std::optional<std::string> sealed;
  if (!options.sealed.empty()) sealed = ReadFile(options.sealed);
  const std::string text = ReadFile(options.receipt, 1U << 20U);
  const audit::ReceiptReport report = audit::VerifyReceipt(text, key, sealed);
  if (!invocation.json) {
    PrintReceipt(report, options);
    return report.Good() ? Outcome::kGood : Outcome::kNotGood;
  }
  json::ObjectWriter out;
  out.Boolean("good", report.Good());
  AddCheckpoint(report.checkpoint, out);
  if (report.receipt) {
    out.Integer("index", static_cast<std::int64_t>(report.receipt->index))
        .Text("entry", report.receipt->entry);
  }
  AddFindings(report.findings, out);
  fmt::print("{}\n", out.WriteIndented());
  return report.Good() ? Outcome::kGood : Outcome::kNotGood;
}

Outcome Verify(const Invocation& invocation, const Options& options) {
  std::optional<Profile> profile;
  if (!invocation.profile.empty()) profile = Profile::Read(invocation.profile);
  if (!options.receipt.empty() && !options.folder.empty()) {
    throw Error(Code::kUsage, "Check either an exported log or --receipt, one at a time.");
  }
  if (!options.sealed.empty() && options.receipt.empty()) {
    throw Error(Code::kUsage, "--sealed goes with --receipt.");
  }
  return options.receipt.empty() ? VerifyWholeLog(invocation, options, profile)
                                 : VerifyOneReceipt(invocation, options, profile);
}

}  // namespace

void AddAuditVerify(CLI::App& audit, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* const command =
      audit.add_subcommand("verify", "Check a log, an exported log, or a receipt");
  command->footer(kFooter);
  command->add_option("OUTDIR", options->folder, "An exported log");
  command->add_option("--log-key", options->log_key, "The log's public key: file or vkey")
      ->type_name("KEY");
  command->add_option("--receipt", options->receipt, "Check this receipt")->type_name("FILE");
  command->add_option("--sealed", options->sealed, "The sealed file the receipt is for")
      ->type_name("FILE");
  command->callback([options, &invocation] { invocation.outcome = Verify(invocation, *options); });
}

}  // namespace signet::provisioning
