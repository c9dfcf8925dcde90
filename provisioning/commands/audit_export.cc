#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "appliance/audit/log_source.h"
#include "appliance/base/json_writer.h"
#include "provisioning/commands/commands.h"
#include "provisioning/commands/log_progress.h"
#include "provisioning/log_access.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
Copies the log up to its newest checkpoint into OUTDIR, a new or empty folder, in the C2SP
tlog-tiles layout that other verifiers read, too. Nothing is checked yet: that is `audit verify`.

Example:
  signetctl --profile auditor.toml audit export log-2026-11
  signetctl audit verify log-2026-11 --log-key log.vkey)";

Outcome Export(const Invocation& invocation, const std::filesystem::path& folder) {
  OpenedLog log({}, Profile::Read(invocation.Profile()));
  LogProgress progress("Copying the log");
  audit::ExportLog(log.source(), folder, progress.Listener());
  progress.Clear();
  if (invocation.json) {
    fmt::print("{}\n", json::ObjectWriter().Text("folder", folder.string()).WriteIndented());
  } else {
    fmt::print(
        "The log is in {}. Check it without the box:\n"
        "  signetctl audit verify {} --log-key KEY\n",
        folder.string(), folder.string());
  }
  return Outcome::kGood;
}

}  // namespace

void AddAuditExport(CLI::App& audit, Invocation& invocation) {
  auto folder = std::make_shared<std::filesystem::path>();
  CLI::App* const command = audit.add_subcommand("export", "Take the log along (--profile)");
  command->footer(kFooter);
  command->add_option("OUTDIR", *folder, "A new folder")->required();
  command->callback([folder, &invocation] { invocation.outcome = Export(invocation, *folder); });
}

}  // namespace signet::provisioning
