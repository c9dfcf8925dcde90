#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "appliance/audit/finding.h"
#include "appliance/audit/logged_entry.h"

namespace signet::audit {

/// What the entries of a log say, in numbers.
struct LogSummary {
  std::uint64_t size = 0;
  std::uint64_t intended = 0;
  std::uint64_t completed = 0;
  std::uint64_t failed = 0;
  std::uint64_t interrupted = 0;  ///< entries seal.interrupted
  std::uint64_t open = 0;         ///< intentions without an outcome
  std::optional<Time> first;
  std::optional<Time> last;
};

/// The rules over the entries of one log, in their order (LOG.md, "The offline check", 3 to 7).
/// Memory grows with the number of seals: some 30 octets each.
class EntryRules {
 public:
  /// `origin`: the log's. `report` is called for each finding while Add and Finish run.
  EntryRules(std::string origin, std::function<void(Finding)> report);

  void Add(std::uint64_t index, std::string_view text);
  LogSummary Finish();

 private:
  struct OpenSeal {
    std::string seal;
    std::string certificate;
  };

  void Report(Finding::Weight weight, std::string what);
  void CheckShape(const LoggedEntry& entry);
  void CheckFirst(const LoggedEntry& entry);
  void CheckTime(const LoggedEntry& entry);
  void Follow(const LoggedEntry& entry);
  void Intend(const LoggedEntry& entry);
  void Continue(const LoggedEntry& entry);

  const std::string origin_;
  const std::function<void(Finding)> report_;
  LogSummary summary_;
  std::uint64_t index_ = 0;
  std::unordered_map<std::uint64_t, OpenSeal> open_;  // by the intention's index
  // Of every intention: the beginning of its seal's hash, and its index.
  std::vector<std::pair<std::uint64_t, std::uint64_t>> seals_;
  std::set<std::string, std::less<>> clients_;
  std::set<std::pair<std::string, std::string>> certificates_;  // key and certificate
};

}  // namespace signet::audit
