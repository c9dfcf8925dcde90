#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "appliance/audit/finding.h"
#include "appliance/audit/logged_entry.h"
#include "appliance/audit/mandate_rules.h"
#include "appliance/audit/people_rules.h"

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

/// The rules over the entries of one log, in their order (LOG.md, "The offline check", 3 to 14).
/// Memory grows with the number of seals (some 30 octets each, half of that again if its request
/// is signed) and with what the registry holds.
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
    std::string authority;
    MandateRules::Under under;
  };
  struct ActivatedKey {
    std::string certificate;
    std::string before;  ///< the one in whose place it came
    Time since;
  };
  /// The beginning of a text's hash, and an entry that has it.
  using Seen = std::vector<std::pair<std::uint64_t, std::uint64_t>>;

  void Report(Finding::Weight weight, std::string what);
  audit::Report ReportHere();
  void CheckShape(const LoggedEntry& entry);
  void CheckFirst(const LoggedEntry& entry);
  void CheckTime(const LoggedEntry& entry);
  void Follow(const LoggedEntry& entry);
  void FollowKey(const LoggedEntry& entry);
  void Intend(const LoggedEntry& entry);
  void RequireKey(const LoggedEntry& intention);
  void Continue(const LoggedEntry& entry);
  void CheckContinued(const LoggedEntry& entry, const OpenSeal& seal);
  void ReportRepeats(Seen& seen, const std::string& what);

  const std::string origin_;
  const std::function<void(Finding)> report_;
  LogSummary summary_;
  std::uint64_t index_ = 0;
  std::unordered_map<std::uint64_t, OpenSeal> open_;  // by the intention's index
  Seen seals_;                                        // of every intention: its seal
  Seen requests_;  // of those that have one: the request that the client signed
  PeopleRules people_;
  MandateRules mandates_;
  std::set<std::pair<std::string, std::string>> certificates_;  // key and certificate
  std::map<std::string, ActivatedKey, std::less<>> activated_;  // by key
  bool has_activations_ = false;
};

}  // namespace signet::audit
