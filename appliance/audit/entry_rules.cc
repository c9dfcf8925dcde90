#include "appliance/audit/entry_rules.h"

#include <algorithm>
#include <cstring>

#include "appliance/base/digest.h"
#include "appliance/base/error.h"

namespace signet::audit {
namespace {

// The clock is read before an entry gets its place, so neighbours may stand in the other order.
constexpr auto kTimeTolerance = std::chrono::seconds(5);

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
    : origin_(std::move(origin)), report_(std::move(report)) {}

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
  if (type == "client.added") {
    clients_.insert(Member(entry, "client"));
  } else if (type == "key.certified") {
    certificates_.emplace(Member(entry, "key"), Member(entry, "certificate"));
  } else if (type == "seal.intended") {
    Intend(entry);
  } else if (type == "seal.resumed" || type == "seal.interrupted" || type == "seal.completed" ||
             type == "seal.failed") {
    Continue(entry);
  }
}

void EntryRules::Intend(const LoggedEntry& entry) {
  ++summary_.intended;
  const std::string seal = Member(entry, "seal");
  const std::string certificate = Member(entry, "certificate");
  seals_.emplace_back(BeginningOfHash(seal), index_);
  open_[index_] = {seal, certificate};
  if (!clients_.contains(Member(entry, "client"))) {
    Report(Finding::Weight::kWarning,
           "No earlier entry has added the client " + Member(entry, "client") + ".");
  }
  if (!certificates_.contains({Member(entry, "key"), certificate})) {
    Report(Finding::Weight::kWarning,
           "No earlier entry has given the key " + Member(entry, "key") + " this certificate.");
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
    if (seal->second.seal != Member(entry, "seal")) {
      Report(Finding::Weight::kError, "The " + type + " is of another seal than its intention.");
    }
    if (type == "seal.completed" && seal->second.certificate != Member(entry, "certificate")) {
      Report(Finding::Weight::kError, "The seal has another certificate than its intention.");
    }
  }
  if (type == "seal.interrupted") ++summary_.interrupted;
  if (type == "seal.completed") ++summary_.completed;
  if (type == "seal.failed") ++summary_.failed;
  const bool outcome = type == "seal.completed" || type == "seal.failed";
  if (outcome && seal != open_.end()) open_.erase(seal);
}

LogSummary EntryRules::Finish() {
  std::ranges::sort(seals_);
  for (std::size_t i = 1; i < seals_.size(); ++i) {
    if (seals_[i].first != seals_[i - 1].first) continue;
    index_ = seals_[i].second;
    Report(Finding::Weight::kError, "The seal has an intention at entry " +
                                        std::to_string(seals_[i - 1].second) + " already.");
  }
  summary_.open = open_.size();
  return summary_;
}

}  // namespace signet::audit
