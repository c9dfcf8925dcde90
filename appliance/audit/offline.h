#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "appliance/audit/checkpoint.h"
#include "appliance/audit/entry_rules.h"
#include "appliance/audit/finding.h"
#include "appliance/audit/log_source.h"
#include "appliance/audit/receipt.h"

namespace signet::audit {

/// Most findings that a report lists; the others are counted.
inline constexpr std::size_t kMostFindings = 100;

struct LogReport {
  std::optional<Checkpoint> checkpoint;  ///< if its signature is good
  /// Empty if the entries are not the signed ones: then the rules over them were not judged.
  std::optional<LogSummary> summary;
  std::vector<Finding> findings;
  std::uint64_t more_findings = 0;

  /// No error; there may be warnings.
  bool Good() const;
};

/// The offline check of LOG.md: every octet of the published log is read, and the tree is computed
/// again from the entries alone. Memory grows with the log only as EntryRules does.
/// Throws only if the source cannot be read at all (not for what is missing); `progress` may be
/// empty.
LogReport VerifyLog(LogSource& source, const LogKey& key, const Progress& progress);

struct ReceiptReport {
  std::optional<Checkpoint> checkpoint;  ///< if its signature is good
  std::optional<Receipt> receipt;        ///< if it can be read
  std::vector<Finding> findings;

  bool Good() const;
};

/// Whether the receipt proves that its entry is in the log of `key`, that the entry completes a
/// seal, and, where the sealed file's octets are given, that it is this file's.
ReceiptReport VerifyReceipt(std::string_view text, const LogKey& key,
                            std::optional<std::string_view> sealed);

}  // namespace signet::audit
