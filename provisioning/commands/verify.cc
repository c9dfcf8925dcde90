#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "provisioning/commands/commands.h"
#include "provisioning/credential_report.h"
#include "provisioning/terminal.h"
#include "provisioning/validation_report.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
Judges sealed credentials as ETSI EN 319 102-1 does, without a box or a network: container, header,
signature, certificate, path to the anchors you trust, revocation, time-stamps and what they prove;
and whether the credential's issuer is the owner of the seal's certificate.
Without --trust nobody is trusted, so the best you can get is INDETERMINATE. Name the CA of the seal
and the CA of its time-stamps.

A file is accepted if it is TOTAL-PASSED, reaches the level that --require names (default B-LTA, what
the EDC world expects), and nothing in it is damaged, unreadable or in another dress.

Exit codes:
  0  every file accepted
  1  at least one TOTAL-FAILED
  2  none failed, but at least one could not be judged (not readable)
  3  none failed, all judged, at least one INDETERMINATE
  4  all TOTAL-PASSED, at least one not accepted

Examples:
  signetctl verify diploma.sealed.jsonld --trust trust/seal-ca.pem --trust trust/tsa-ca.pem
  signetctl verify *.sealed.jsonld --trust trust/seal-ca.pem --require B-B --json
  signetctl verify old.jsonld --trust ca.pem --time 2026-03-01T12:00:00Z --explain
  signetctl verify diploma.sealed.jsonld --trust ca.pem --report diploma.report.xml)";

struct Options {
  std::vector<std::filesystem::path> files;
  std::vector<std::filesystem::path> trust;
  std::string time;
  std::string required = "B-LTA";
  std::filesystem::path report;
  bool explain = false;
};

seal::JudgementSettings Settings(const Options& options) {
  seal::JudgementSettings settings;
  settings.at = SystemNow();
  if (!options.time.empty()) {
    const auto time = ParseTime(options.time);
    if (!time) {
      throw Error(Code::kUsage, "--time must look like 2026-03-01T12:00:00Z (UTC).");
    }
    settings.at = *time;
  }
  const auto required = seal::LevelFromName(options.required);
  if (!required) throw Error(Code::kUsage, "--require is one of B-B, B-T, B-LT and B-LTA.");
  settings.required = *required;
  for (const std::filesystem::path& file : options.trust) {
    for (const Certificate& anchor : Certificate::FromPem(ReadFile(file))) {
      settings.anchors.push_back(anchor);
    }
  }
  return settings;
}

VerifiedFile VerifyOne(const std::filesystem::path& file, const seal::JudgementSettings& settings) {
  VerifiedFile out;
  out.file = file;
  try {
    out.judgement = JudgeCredential(UntrustedText(ReadFile(file)), settings);
  } catch (const Error& error) {
    out.not_judged = error.message();
  }
  return out;
}

void PrintJson(const std::vector<VerifiedFile>& files) {
  if (files.size() == 1) {
    fmt::print("{}\n", ToJson(files.front()).WriteIndented());
    return;
  }
  std::vector<json::ObjectWriter> list;
  for (const VerifiedFile& file : files) list.push_back(ToJson(file));
  fmt::print("{}\n", json::ObjectWriter().Objects("files", std::move(list)).WriteIndented());
}

Outcome Verify(const Invocation& invocation, const Options& options) {
  const seal::JudgementSettings settings = Settings(options);
  if (!options.report.empty() && options.files.size() != 1) {
    throw Error(Code::kUsage, "--report is for one file at a time.");
  }
  std::vector<VerifiedFile> verified;
  Outcome outcome = Outcome::kGood;
  {
    Progress progress("Verifying", options.files.size());
    for (const std::filesystem::path& file : options.files) {
      verified.push_back(VerifyOne(file, settings));
      outcome = Worse(outcome, OutcomeOf(verified.back()));
      progress.Advance(file.filename().string());
    }
  }
  if (!options.report.empty() && verified.front().not_judged.empty()) {
    WriteFile(options.report, ValidationReport(verified.front().judgement, settings.at),
              FileMode::kPublic);
  }
  if (invocation.json) {
    PrintJson(verified);
    return outcome;
  }
  for (const VerifiedFile& file : verified) {
    fmt::print("{}", options.explain ? FullReport(file) : ShortReport(file));
  }
  if (options.trust.empty()) {
    fmt::print("No anchor was given, so nobody is trusted: name one with --trust CA.pem.\n");
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
