#include "appliance/audit/offline.h"

#include <algorithm>
#include <utility>

#include "appliance/audit/logged_entry.h"
#include "appliance/audit/tree_check.h"
#include "appliance/base/error.h"

namespace signet::audit {
namespace {

bool HasError(const std::vector<Finding>& findings) {
  return std::ranges::any_of(
      findings, [](const Finding& one) { return one.weight == Finding::Weight::kError; });
}

Finding AtFile(std::string path, std::string what) {
  return {.weight = Finding::Weight::kError,
          .path = std::move(path),
          .offset = {},
          .entry = {},
          .what = std::move(what)};
}

// What a verifier says of texts that are not as they must be.
bool IsJudgement(const Error& error) {
  return error.code() == Code::kLogMalformed || error.code() == Code::kLogInconsistent ||
         error.code() == Code::kLogPlaceUnknown;
}

// Findings up to the most that are listed: errors first, then warnings.
void List(LogReport& report, std::vector<Finding> found) {
  std::ranges::stable_sort(found, [](const Finding& a, const Finding& b) {
    return a.weight == Finding::Weight::kError && b.weight == Finding::Weight::kWarning;
  });
  for (Finding& finding : found) {
    if (report.findings.size() < kMostFindings) {
      report.findings.push_back(std::move(finding));
    } else {
      ++report.more_findings;
    }
  }
}

void CheckSealed(ReceiptReport& report, const LoggedEntry& entry,
                 std::optional<std::string_view> sealed) {
  if (entry.type() != "seal.completed") {
    report.findings.push_back(AtFile(
        "", "The receipt's entry is a " + std::string(entry.type()) + ", not a seal.completed."));
    return;
  }
  if (!entry.WrongMembers().empty()) {
    report.findings.push_back(AtFile("", "The receipt's entry lacks members of seal.completed."));
    return;
  }
  if (sealed && entry.Text("sealed") != HashSha256(*sealed).hex()) {
    report.findings.push_back(
        AtFile("",
               "The receipt is good, but it is not this file's: the logged seal has another "
               "digest."));
  }
}

void CheckReceipt(ReceiptReport& report, std::string_view text, const LogKey& key,
                  std::optional<std::string_view> sealed) {
  report.receipt = ReadReceipt(text);
  report.checkpoint = OpenNote(report.receipt->note, key);
  const Sha256 leaf = HashLeaf(AsBytes(report.receipt->entry));
  if (!VerifyInclusion(report.checkpoint->head, report.receipt->index, leaf,
                       report.receipt->proof)) {
    report.findings.push_back(AtFile(
        "", "The proof does not lead from the receipt's entry and index to the signed root."));
    return;
  }
  CheckSealed(report, LoggedEntry(report.receipt->entry), sealed);
}

}  // namespace

bool LogReport::Good() const { return checkpoint && !HasError(findings); }

LogReport VerifyLog(LogSource& source, const LogKey& key, const Progress& progress) {
  LogReport report;
  try {
    report.checkpoint = OpenNote(source.ReadCheckpoint(), key);
  } catch (const Error& error) {
    if (!IsJudgement(error)) throw;
    report.findings.push_back(AtFile("checkpoint", error.message()));
    return report;
  }
  std::vector<Finding> of_rules;
  std::uint64_t beyond = 0;
  EntryRules rules(report.checkpoint->origin, [&](Finding finding) {
    // A log full of warnings must not hide an error behind them.
    const bool listed =
        of_rules.size() < kMostFindings || finding.weight == Finding::Weight::kError;
    if (listed && of_rules.size() < 100 * kMostFindings) {
      of_rules.push_back(std::move(finding));
    } else {
      ++beyond;
    }
  });
  TreeCheck tree(source, report.checkpoint->head);
  const bool entries_signed = tree.Run(
      [&](std::uint64_t index, std::string_view entry) { rules.Add(index, entry); }, progress);
  std::vector<Finding> found = tree.TakeFindings();
  if (entries_signed) {
    report.summary = rules.Finish();
    found.insert(found.end(), std::make_move_iterator(of_rules.begin()),
                 std::make_move_iterator(of_rules.end()));
    report.more_findings = beyond;
  }
  List(report, std::move(found));
  return report;
}

bool ReceiptReport::Good() const { return checkpoint && receipt && findings.empty(); }

ReceiptReport VerifyReceipt(std::string_view text, const LogKey& key,
                            std::optional<std::string_view> sealed) {
  ReceiptReport report;
  try {
    CheckReceipt(report, text, key, sealed);
  } catch (const Error& error) {
    if (!IsJudgement(error)) throw;
    report.findings.push_back(AtFile("", error.message()));
  }
  return report;
}

}  // namespace signet::audit
