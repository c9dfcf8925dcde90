#include "appliance/audit/entry_rules.h"

#include <algorithm>
#include <cstring>

#include "appliance/base/digest.h"
#include "appliance/base/error.h"

namespace signet::audit {
namespace {

std::string Member(const LoggedEntry& entry, std::string_view name) {
  return std::string(entry.Text(name).value_or(""));
}

std::uint64_t BeginningOfHash(std::string_view text) {
  std::uint64_t beginning = 0;
  std::memcpy(&beginning, HashSha256(text).octets.data(), sizeof beginning);
  return beginning;
}

}  // namespace

EntryRules::EntryRules(std::string origin, std::function<void(Finding)> report)
    : origin_(std::move(origin)),
      report_(std::move(report)),
      people_(origin_, ReportHere()),
      mandates_(people_, ReportHere()) {}

audit::Report EntryRules::ReportHere() {
  return [this](Finding::Weight weight, std::string what) { Report(weight, std::move(what)); };
}

void EntryRules::Report(Finding::Weight weight, std::string what) {
  report_({.weight = weight, .path = {}, .offset = {}, .entry = index_, .what = std::move(what)});
}

void EntryRules::Add(std::uint64_t index, std::string_view text) {
  index_ = index;
  ++summary_.size;
  try {
    const LoggedEntry entry(text);
    CheckShape(entry);
    if (index == 0) CheckFirst(entry);
    CheckTime(entry);
    Follow(entry);
  } catch (const Error& error) {
    if (error.code() != Code::kLogMalformed) throw;
    Report(Finding::Weight::kError, error.message());
  }
}

void EntryRules::CheckShape(const LoggedEntry& entry) {
  using enum Finding::Weight;
  const std::string type(entry.type());
  if (!entry.IsCanonical()) Report(kError, "The entry is not canonical JSON (RFC 8785).");
  if (entry.kind() == nullptr) {
    Report(kWarning, "The type " + type + " is not known; a newer Signet may have written it.");
  }
  for (const std::string_view name : entry.WrongMembers()) {
    Report(kError, "A " + type + " must have a member " + std::string(name) +
                       " of the kind that LOG.md gives.");
  }
  for (const std::string& name : entry.UnknownMembers()) {
    Report(kWarning, "The member " + name + " of " + type +
                         " is not known; a newer Signet may have written it.");
  }
}

void EntryRules::CheckFirst(const LoggedEntry& entry) {
  if (entry.type() != "box.initialised") {
    Report(Finding::Weight::kWarning, "The log does not begin with box.initialised.");
  } else if (Member(entry, "origin") != origin_) {
    Report(Finding::Weight::kError, "The log began as " + Member(entry, "origin") +
                                        ", and its checkpoint says " + origin_ + ".");
  }
}

void EntryRules::CheckTime(const LoggedEntry& entry) {
  if (!summary_.first) summary_.first = entry.time();
  if (summary_.last && entry.time() + kTimeTolerance < *summary_.last) {
    Report(Finding::Weight::kWarning, "The time goes back from " + FormatTime(*summary_.last) +
                                          " to " + FormatTime(entry.time()) +
                                          "; see whether the clock was set.");
  }
  summary_.last = summary_.last ? std::max(*summary_.last, entry.time()) : entry.time();
}

void EntryRules::Follow(const LoggedEntry& entry) {
  const std::string_view type = entry.type();
  if (type == "seal.intended") {
    Intend(entry);
  } else if (type == "seal.resumed" || type == "seal.interrupted" || type == "seal.completed" ||
             type == "seal.failed") {
    Continue(entry);
  } else if (type.starts_with("client.") || type.starts_with("proposal.") ||
             type.starts_with("organisation.") || type.starts_with("administrator.")) {
    people_.Follow(index_, entry);
  } else if (type.starts_with("mandate.")) {
    mandates_.Follow(entry);
  } else if (type.starts_with("key.")) {
    FollowKey(entry);
  }
}

void EntryRules::FollowKey(const LoggedEntry& entry) {
  const std::string key = Member(entry, "key");
  const std::string certificate = Member(entry, "certificate");
  if (entry.type() == "key.certified") {
    certificates_.emplace(key, certificate);
    // Keys that older versions sealed with go on without an activation.
    if (!people_.tells_by_whom()) activated_[key].certificate = certificate;
  } else if (entry.type() == "key.activated") {
    people_.RequireEditor(entry);
    people_.RequireTwo(entry, "key-activation", key);
    if (!certificates_.contains({key, certificate})) {
      Report(Finding::Weight::kWarning,
             "No earlier entry has given the key " + key + " this certificate.");
    }
    has_activations_ = true;
    ActivatedKey& activated = activated_[key];
    activated = {certificate, std::move(activated.certificate), entry.time()};
  }
}

void EntryRules::Intend(const LoggedEntry& entry) {
  ++summary_.intended;
  const std::string seal = Member(entry, "seal");
  seals_.emplace_back(BeginningOfHash(seal), index_);
  if (const auto base = entry.Text("request_base")) {
    requests_.emplace_back(BeginningOfHash(*base), index_);
  }
  people_.RequireAsker(entry);
  RequireKey(entry);
  open_[index_] = {seal, Member(entry, "certificate"), Member(entry, "authority"),
                   mandates_.Take(entry)};
}

void EntryRules::RequireKey(const LoggedEntry& intention) {
  const std::string key = Member(intention, "key");
  const std::string certificate = Member(intention, "certificate");
  if (!certificates_.contains({key, certificate})) {
    Report(Finding::Weight::kWarning,
           "No earlier entry has given the key " + key + " this certificate.");
  }
  if (!has_activations_) return;
  const auto found = activated_.find(key);
  const bool is_activated = found != activated_.end() && found->second.certificate == certificate;
  const bool was_until_now = found != activated_.end() && found->second.before == certificate &&
                             intention.time() <= found->second.since + kTimeTolerance;
  if (is_activated || was_until_now) return;
  Report(Finding::Weight::kError, "The key " + key + " was not activated with this certificate.");
}

void EntryRules::CheckContinued(const LoggedEntry& entry, const OpenSeal& seal) {
  using enum Finding::Weight;
  const std::string_view type = entry.type();
  if (seal.seal != Member(entry, "seal")) {
    Report(kError, "The " + std::string(type) + " is of another seal than its intention.");
  }
  if (type == "seal.resumed") mandates_.RequireUsable(entry, seal.under);
  if (type == "seal.failed") MandateRules::GiveBack(seal.under);
  if (type != "seal.completed") return;
  if (seal.certificate != Member(entry, "certificate")) {
    Report(kError, "The seal has another certificate than its intention.");
  }
  if (entry.Text("authority").value_or(seal.authority) != seal.authority) {
    Report(kError, "The seal has another authority than its intention.");
  }
}

void EntryRules::Continue(const LoggedEntry& entry) {
  const std::string type(entry.type());
  const auto intention = entry.Index("intention");
  const auto seal = intention ? open_.find(*intention) : open_.end();
  if (seal == open_.end()) {
    Report(Finding::Weight::kError, "The " + type + " refers to no open intention: entry " +
                                        (intention ? std::to_string(*intention) : "?") +
                                        " is none, or has its outcome already.");
  } else {
    CheckContinued(entry, seal->second);
  }
  if (type == "seal.interrupted") ++summary_.interrupted;
  if (type == "seal.completed") ++summary_.completed;
  if (type == "seal.failed") ++summary_.failed;
  const bool outcome = type == "seal.completed" || type == "seal.failed";
  if (outcome && seal != open_.end()) open_.erase(seal);
}

void EntryRules::ReportRepeats(Seen& seen, const std::string& what) {
  std::ranges::sort(seen);
  for (std::size_t i = 1; i < seen.size(); ++i) {
    if (seen[i].first != seen[i - 1].first) continue;
    index_ = seen[i].second;
    Report(Finding::Weight::kError,
           what + " at entry " + std::to_string(seen[i - 1].second) + " already.");
  }
}

LogSummary EntryRules::Finish() {
  ReportRepeats(seals_, "The seal has an intention");
  ReportRepeats(requests_, "The request that the client signed has an intention");
  summary_.open = open_.size();
  return summary_;
}

}  // namespace signet::audit
