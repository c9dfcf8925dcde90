#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <limits>
#include <memory>
#include <optional>

#include "appliance/audit/checkpoint.h"
#include "appliance/audit/logged_entry.h"
#include "appliance/audit/tile.h"
#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/base/json.h"
#include "appliance/base/json_writer.h"
#include "provisioning/commands/commands.h"
#include "provisioning/log_access.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
Prints the entries for people, oldest first, up to the newest checkpoint: of a running box with
--profile, or of an exported log. It only reads; `audit verify` checks.
With --json each line is one entry exactly as it stands in the log.

Examples:
  signetctl --profile auditor.toml audit show
  signetctl --profile auditor.toml audit show --last 20
  signetctl audit show log-2026-11 --from 1000 --count 50)";

struct Options {
  std::filesystem::path folder;
  std::uint64_t from = 0;
  std::uint64_t count = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t last = 0;  // 0: not given
};

struct Range {
  std::uint64_t begin;
  std::uint64_t end;
};

Range RangeOf(const Options& options, std::uint64_t size) {
  if (options.last > 0) return {size - std::min(size, options.last), size};
  const std::uint64_t begin = std::min(options.from, size);
  return {begin, begin + std::min(options.count, size - begin)};
}

// An entry of a log that nobody has verified may be anything; as JSON it cannot steer a terminal.
std::string JsonLine(std::string_view entry) {
  try {
    json::Document::Parse(entry, {});
    return std::string(entry);
  } catch (const Error&) {
    return json::ObjectWriter().Text("unreadable", EncodeHex(AsBytes(entry))).Write();
  }
}

void PrintBundle(const Bytes& bundle, std::uint64_t first, const Range& range, bool as_json) {
  std::uint64_t index = first;
  for (const audit::BundledEntry& entry : audit::SplitBundle(bundle)) {
    if (index >= range.begin && index < range.end) {
      if (as_json) {
        fmt::print("{}\n", JsonLine(entry.entry));
      } else {
        fmt::print("{:>7}  {}\n", index, audit::DescribeEntry(entry.entry));
      }
    }
    ++index;
  }
}

Outcome Show(const Invocation& invocation, const Options& options) {
  std::optional<Profile> profile;
  if (!invocation.profile.empty()) profile = Profile::Read(invocation.profile);
  OpenedLog log(options.folder, profile);
  const std::uint64_t size = audit::ReadNoteUnverified(log.source().ReadCheckpoint()).head.size;
  const Range range = RangeOf(options, size);
  for (std::uint64_t number = range.begin / audit::kTileWidth;
       number * audit::kTileWidth < range.end; ++number) {
    const unsigned width = audit::TileWidthAt(0, number, size);
    PrintBundle(log.source().ReadBundle(number, width), number * audit::kTileWidth, range,
                invocation.json);
  }
  return Outcome::kGood;
}

}  // namespace

void AddAuditShow(CLI::App& audit, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = audit.add_subcommand("show", "Print the log for people");
  command->footer(kFooter);
  command->add_option("OUTDIR", options->folder, "An exported log");
  CLI::Option* const from =
      command->add_option("--from", options->from, "First entry to show (counted from 0)");
  CLI::Option* const count = command->add_option("--count", options->count, "How many to show");
  command->add_option("--last", options->last, "Show the newest so many")
      ->excludes(from)
      ->excludes(count);
  command->callback([options, &invocation] { invocation.outcome = Show(invocation, *options); });
}

}  // namespace signet::provisioning
