#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/audit/logged_entry.h"
#include "appliance/audit/people_rules.h"

namespace signet::audit {

/// The rules over the life of mandates and over the seals made under them (LOG.md, "The offline
/// check", 12 and 13). Memory grows with the number of mandates.
class MandateRules {
 public:
  struct Mandate {
    enum class Status : std::uint8_t { kDraft, kProposed, kApproved, kSuspended, kEnded };
    Status status = Status::kDraft;
    std::string content{};  ///< as it was drafted last
    Time valid_from{};
    Time valid_until{};
    std::optional<std::uint64_t> seals_in_total{};
    bool demonstration = false;
    std::uint64_t seals = 0;  ///< intended and not failed
  };
  /// Those that one seal is made under. They stay where they are.
  using Under = std::vector<Mandate*>;

  /// `people` outlives this.
  MandateRules(PeopleRules& people, Report report);

  /// An entry of mandate.….
  void Follow(const LoggedEntry& entry);

  /// A seal.intended: what its authority names must hold for one more seal.
  Under Take(const LoggedEntry& intention);
  /// A seal.resumed of a seal under these.
  void RequireUsable(const LoggedEntry& resumed, const Under& under);
  /// A seal.failed of one.
  static void GiveBack(const Under& under);

 private:
  void Draft(const LoggedEntry& entry);
  void Propose(const LoggedEntry& entry, Mandate& mandate);
  void Approve(const LoggedEntry& entry, Mandate& mandate);
  void SetStatus(const LoggedEntry& entry, Mandate& mandate);
  void Step(const LoggedEntry& entry, Mandate& mandate, Mandate::Status to);

  Mandate* FindFor(std::string_view authority);
  void RequireApproved(const Mandate& mandate);
  void TakeOne(const LoggedEntry& intention, Mandate& mandate);
  void ToldOlder(std::string_view authority);

  void Error(std::string what) { report_(Finding::Weight::kError, std::move(what)); }

  PeopleRules& people_;
  const Report report_;
  std::map<std::string, Mandate, std::less<>> mandates_;
  bool told_older_ = false;
};

}  // namespace signet::audit
