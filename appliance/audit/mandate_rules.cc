#include "appliance/audit/mandate_rules.h"

#include <algorithm>
#include <array>
#include <utility>

namespace signet::audit {
namespace {

using Mandate = MandateRules::Mandate;
using Status = MandateRules::Mandate::Status;

constexpr std::string_view kMandate = "mandate:";
constexpr std::string_view kDemonstration = "demonstration-mandate:";

constexpr auto kNames = std::to_array<std::pair<Status, std::string_view>>({
    {Status::kDraft, "draft"},
    {Status::kProposed, "proposed"},
    {Status::kApproved, "approved"},
    {Status::kSuspended, "suspended"},
    {Status::kEnded, "ended"},
});

std::string NameOf(Status status) {
  return std::string(
      std::ranges::find(kNames, status, &decltype(kNames)::value_type::first)->second);
}

// The life of a mandate (LOG.md).
constexpr auto kSteps = std::to_array<std::pair<Status, Status>>({
    {Status::kDraft, Status::kDraft},  // its document came
    {Status::kDraft, Status::kProposed},
    {Status::kProposed, Status::kProposed},  // again, since the first proposal expired
    {Status::kProposed, Status::kDraft},
    {Status::kProposed, Status::kApproved},
    {Status::kApproved, Status::kSuspended},
    {Status::kSuspended, Status::kApproved},
    {Status::kDraft, Status::kEnded},
    {Status::kProposed, Status::kEnded},
    {Status::kApproved, Status::kEnded},
    {Status::kSuspended, Status::kEnded},
});

std::string Member(const LoggedEntry& entry, std::string_view name) {
  return std::string(entry.Text(name).value_or(""));
}

Time TimeOf(const LoggedEntry& entry, std::string_view name) {
  return ParseTime(Member(entry, name)).value_or(Time());
}

}  // namespace

MandateRules::MandateRules(PeopleRules& people, Report report)
    : people_(people), report_(std::move(report)) {}

void MandateRules::Follow(const LoggedEntry& entry) {
  const std::string_view type = entry.type();
  people_.RequireEditor(entry);
  if (type == "mandate.drafted") {
    Draft(entry);
    return;
  }
  const auto found = mandates_.find(Member(entry, "mandate"));
  if (found == mandates_.end()) {
    Error("No earlier entry has drafted the mandate " + Member(entry, "mandate") + ".");
  } else if (type == "mandate.proposed") {
    Propose(entry, found->second);
  } else if (type == "mandate.approved") {
    Approve(entry, found->second);
  } else if (type == "mandate.status-changed") {
    SetStatus(entry, found->second);
  }
}

void MandateRules::Step(const LoggedEntry& entry, Mandate& mandate, Status to) {
  if (std::ranges::find(kSteps, std::pair(mandate.status, to)) == kSteps.end()) {
    Error("The mandate " + Member(entry, "mandate") + " is " + NameOf(mandate.status) +
          " and cannot become " + NameOf(to) + ".");
  }
  mandate.status = to;
}

void MandateRules::Draft(const LoggedEntry& entry) {
  Mandate& mandate = mandates_[Member(entry, "mandate")];
  if (mandate.status != Status::kDraft) {
    Error("The mandate " + Member(entry, "mandate") + " is drafted already and " +
          NameOf(mandate.status) + ".");
    return;
  }
  mandate.content = Member(entry, "content");
}

void MandateRules::Propose(const LoggedEntry& entry, Mandate& mandate) {
  Step(entry, mandate, Status::kProposed);
  if (entry.Text("content") != mandate.content) {
    Error("The terms that were proposed are not those that were drafted.");
  }
}

void MandateRules::Approve(const LoggedEntry& entry, Mandate& mandate) {
  if (mandate.status == Status::kSuspended) {
    Error("A suspended mandate is resumed by mandate.status-changed, not approved anew.");
  } else {
    Step(entry, mandate, Status::kApproved);
  }
  mandate.status = Status::kApproved;
  if (entry.Text("content") != mandate.content) {
    Error("The terms that were approved are not those that were proposed.");
  }
  const auto proposer = people_.RequireTwo(entry, "mandate-approval", Member(entry, "mandate"));
  if (proposer == "box") {
    report_(Finding::Weight::kWarning, "The mandate " + Member(entry, "mandate") +
                                           " was approved at the box, before there were two "
                                           "administrators who could.");
  }
  if (proposer && entry.Text("proposed_by") != *proposer) {
    Error("The mandate was proposed by " + *proposer + ", not by " + Member(entry, "proposed_by") +
          ".");
  }
  mandate.valid_from = TimeOf(entry, "valid_from");
  mandate.valid_until = TimeOf(entry, "valid_until");
  mandate.seals_in_total = entry.Index("seals_in_total");
  const auto demonstration = entry.document().root().Find("demonstration");
  mandate.demonstration = demonstration && demonstration->kind() == json::Kind::kTrue;
}

void MandateRules::SetStatus(const LoggedEntry& entry, Mandate& mandate) {
  const std::string name = Member(entry, "status");
  const auto* const found = std::ranges::find(kNames, name, &decltype(kNames)::value_type::second);
  if (found == kNames.end() || found->first == Status::kProposed) {
    Error("A mandate's status does not change to " + name + ".");
    return;
  }
  const bool resumes = found->first == Status::kApproved;
  if (resumes && mandate.status == Status::kProposed) {
    Error("A mandate is approved by mandate.approved, not by a change of its status.");
  }
  Step(entry, mandate, found->first);
  if (resumes) people_.RequireTwo(entry, "mandate-resumption", Member(entry, "mandate"));
  if (found->first == Status::kDraft && !people_.WasRejected(Member(entry, "proposal"))) {
    Error("The mandate is a draft again, but its proposal was not rejected.");
  }
}

MandateRules::Mandate* MandateRules::FindFor(std::string_view authority) {
  const bool demonstration = authority.starts_with(kDemonstration);
  if (!demonstration && !authority.starts_with(kMandate)) {
    ToldOlder(authority);
    return nullptr;
  }
  const std::string_view name =
      authority.substr(demonstration ? kDemonstration.size() : kMandate.size());
  const auto found = mandates_.find(name);
  if (found == mandates_.end()) {
    Error("No earlier entry has drafted the mandate " + std::string(name) + ".");
    return nullptr;
  }
  if (found->second.demonstration != demonstration) {
    Error("The mandate " + std::string(name) +
          (demonstration ? " is no demonstration." : " is a demonstration, and not called one."));
  }
  return &found->second;
}

// Versions without mandates let clients say in whose name they submit.
void MandateRules::ToldOlder(std::string_view authority) {
  if (people_.tells_by_whom()) {
    Error("The authority " + std::string(authority) + " is no mandate.");
  } else if (!told_older_) {
    told_older_ = true;
    report_(Finding::Weight::kWarning,
            "The authority " + std::string(authority) +
                " is an older Signet's: no mandate says that this and later such seals were "
                "allowed.");
  }
}

void MandateRules::RequireApproved(const Mandate& mandate) {
  if (mandate.status == Status::kApproved) return;
  Error("The mandate was " + NameOf(mandate.status) + ".");
}

void MandateRules::TakeOne(const LoggedEntry& intention, Mandate& mandate) {
  RequireApproved(mandate);
  ++mandate.seals;
  // What was never approved has neither times nor numbers.
  if (mandate.valid_until == Time()) return;
  if (intention.time() < mandate.valid_from || intention.time() >= mandate.valid_until) {
    Error("The mandate is valid from " + FormatTime(mandate.valid_from) + " to " +
          FormatTime(mandate.valid_until) + " only.");
  }
  if (mandate.seals_in_total && mandate.seals > *mandate.seals_in_total) {
    Error("The mandate is for " + std::to_string(*mandate.seals_in_total) +
          " seals, and this is number " + std::to_string(mandate.seals) + ".");
  }
}

MandateRules::Under MandateRules::Take(const LoggedEntry& intention) {
  Under under;
  const std::string authority = Member(intention, "authority");
  if (authority == "own") return under;
  std::string_view rest = authority;
  do {
    const std::string_view one = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(one.size() + 1, rest.size()));
    Mandate* const mandate = FindFor(one);
    if (mandate == nullptr) continue;
    TakeOne(intention, *mandate);
    under.push_back(mandate);
  } while (!rest.empty());
  return under;
}

void MandateRules::RequireUsable(const LoggedEntry& resumed, const Under& under) {
  for (const Mandate* const mandate : under) {
    RequireApproved(*mandate);
    if (resumed.time() >= mandate->valid_until + kTimeTolerance) {
      Error("The seal goes on after its mandate's end at " + FormatTime(mandate->valid_until) +
            ".");
    }
  }
}

void MandateRules::GiveBack(const Under& under) {
  for (Mandate* const mandate : under) {
    if (mandate->seals > 0) --mandate->seals;
  }
}

}  // namespace signet::audit
