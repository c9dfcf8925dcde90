#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "appliance/base/json_writer.h"
#include "provisioning/commands/commands.h"
#include "provisioning/sealing.h"
#include "provisioning/terminal.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
Writes for each FILE the sealed credential, OUTDIR/<name>.sealed.jsonld, and its receipt,
OUTDIR/<name>.tlog-proof, which proves that the seal is in the box's log. One file refused does not
stop the others.

Run it again after an interruption or a refusal: what is sealed stays as it is, the rest goes on.
OUTDIR/.<name>.request remembers each file's request for that, so that no file is sealed twice. A
changed file or other options make a new seal, and so does --again.

Exit codes: 0 all sealed, 1 some refused, 2 some could not be done (try again).

Examples:
  signetctl --profile submitter.toml seal diploma.jsonld --out sealed
  signetctl --profile submitter.toml seal 2026/*.jsonld --out sealed --key p384
  signetctl --profile submitter.toml seal ready.jsonld --out sealed --preparation as-is
--preparation edc writes issuer and dates as the Commission's issuer does; as-is changes nothing and
needs an issuer that is the owner of the seal's certificate.)";

const char* NameOf(SealingResult::Kind kind) {
  switch (kind) {
    case SealingResult::Kind::kSealed:
      return "sealed";
    case SealingResult::Kind::kKept:
      return "kept";
    case SealingResult::Kind::kRefused:
      return "refused";
    case SealingResult::Kind::kNotDone:
      return "not-done";
  }
  return "";
}

json::ObjectWriter ToJson(const SealingResult& result) {
  json::ObjectWriter out;
  out.Text("file", result.file.string()).Text("result", NameOf(result.kind));
  if (!result.seal.empty()) {
    out.Text("sealed", result.sealed.string()).Text("seal", result.seal);
    if (!result.log_index.empty()) out.Integer("logIndex", std::stoll(result.log_index));
    if (result.has_receipt) out.Text("receipt", result.receipt.string());
    if (!result.authority.empty()) out.Text("authority", result.authority);
  }
  if (!result.problem.empty()) out.Text("problem", result.problem).Text("detail", result.detail);
  if (!result.findings.empty()) out.Texts("findings", result.findings);
  return out;
}

// Nothing for the sealing organisation's own credentials.
std::string AuthorityLine(const std::string& authority) {
  if (authority.empty() || authority == "own") return "";
  const bool demonstration = authority.find("demonstration-mandate:") != std::string::npos;
  return fmt::format("          under {}{}\n", Printable(authority),
                     demonstration ? ": for trying things out, nobody's authority" : "");
}

void Print(const SealingResult& result) {
  const std::string file = result.file.string();
  switch (result.kind) {
    case SealingResult::Kind::kSealed:
      fmt::print("sealed    {} -> {}\n", file, result.sealed.string());
      break;
    case SealingResult::Kind::kKept:
      fmt::print("kept      {} -> {} (sealed before; --again makes a new seal)\n", file,
                 result.sealed.string());
      break;
    case SealingResult::Kind::kRefused:
      fmt::print("refused   {}\n          {} ({})\n", file, result.detail, result.problem);
      for (const std::string& finding : result.findings)
        fmt::print("          {}\n", Printable(finding));
      return;
    case SealingResult::Kind::kNotDone:
      fmt::print("not done  {}\n          {} ({})\n", file, result.detail, result.problem);
      return;
  }
  if (result.has_receipt) {
    fmt::print("          receipt {}\n", result.receipt.string());
    fmt::print("{}", AuthorityLine(result.authority));
  } else {
    fmt::print("          no receipt yet: {}\n", result.detail);
  }
}

std::size_t Count(const std::vector<SealingResult>& results, SealingResult::Kind kind) {
  return static_cast<std::size_t>(std::ranges::count(results, kind, &SealingResult::kind));
}

void Summarise(const std::vector<SealingResult>& results) {
  fmt::print(
      "{} sealed, {} kept, {} refused, {} not done.\n",
      Count(results, SealingResult::Kind::kSealed), Count(results, SealingResult::Kind::kKept),
      Count(results, SealingResult::Kind::kRefused), Count(results, SealingResult::Kind::kNotDone));
}

Outcome Seal(const Invocation& invocation, const std::vector<std::filesystem::path>& files,
             const SealingOptions& options) {
  const Profile profile = Profile::Read(invocation.Profile());
  std::vector<SealingResult> results;
  {
    Progress progress("Sealing", files.size());
    results = SealFiles(profile, files, options, [&progress](const SealingResult& result) {
      progress.Advance(result.file.filename().string());
    });
  }
  if (invocation.json) {
    std::vector<json::ObjectWriter> list;
    for (const SealingResult& result : results) list.push_back(ToJson(result));
    fmt::print("{}\n", json::ObjectWriter().Objects("files", std::move(list)).WriteIndented());
  } else {
    for (const SealingResult& result : results) Print(result);
    if (results.size() > 1) Summarise(results);
  }
  return OutcomeOf(results);
}

}  // namespace

void AddSeal(CLI::App& parent, Invocation& invocation) {
  auto files = std::make_shared<std::vector<std::filesystem::path>>();
  auto options = std::make_shared<SealingOptions>();
  CLI::App* const command = parent.add_subcommand("seal", "Seal credentials (--profile)");
  command->footer(kFooter);
  command->add_option("FILE", *files, "Unsigned credentials")->required();
  command->add_option("--out", options->out, "Folder for what comes back")
      ->required()
      ->type_name("OUTDIR");
  command->add_option("--key", options->key, "Seal key (default: the box's default key)");
  command->add_option("--preparation", options->preparation, "edc or as-is (default: edc)")
      ->check(CLI::IsMember({"edc", "as-is"}));
  command
      ->add_option("--level", options->level,
                   "B-B, B-T, B-LT or B-LTA (default: the highest the box offers)")
      ->check(CLI::IsMember({"B-B", "B-T", "B-LT", "B-LTA"}));
  command->add_flag("--again", options->again, "Make new seals although there are some already");
  command->add_option("--in-flight", options->in_flight, "Requests at once (default: 4)")
      ->check(CLI::Range(1, 32));
  command->callback(
      [files, options, &invocation] { invocation.outcome = Seal(invocation, *files, *options); });
}

}  // namespace signet::provisioning
