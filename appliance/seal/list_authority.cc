#include "appliance/seal/list_authority.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace signet::seal {
namespace {

// TS 119 612 5.3.1: 5 since v2.1.1, 6 since v2.3.1.
bool IsKnownVersion(const TrustedList& list) { return list.version == 5 || list.version == 6; }

std::string WhoseSigners(const TrustedList& list) {
  if (list.is_list_of_lists()) {
    return "its signer is not among those that the Official Journal and the pivots name for the "
           "list of lists";
  }
  return "its signer is not among those that the list of lists names for " +
         (list.territory.empty() ? "it" : list.territory);
}

// The first thing that keeps a list from being used; empty if there is none.
std::string Problem(const ReadList& read, bool signer_authorised) {
  if (!read.is_signed()) return read.reason.empty() ? "its signature is not valid" : read.reason;
  if (!read.list) return "it is not a trusted list";
  const TrustedList& list = *read.list;
  if (!signer_authorised) return WhoseSigners(list);
  if (!IsKnownVersion(list)) {
    return "it is of version " + (list.version ? std::to_string(*list.version) : "?") +
           " of TS 119 612; 5 and 6 are read here";
  }
  if (!list.sequence || !list.issued) return "it does not say its number and its time of issue";
  return list.defect;
}

std::vector<std::string> Warnings(const TrustedList& list, Time at) {
  std::vector<std::string> out;
  if (!list.next_update) {
    out.emplace_back("it names no next update: its operator closed it");
  } else if (*list.next_update < at) {
    out.push_back("a newer one was due on " + FormatTimeSeconds(*list.next_update) +
                  "; get it and import it");
  }
  if (list.issued && *list.issued > at) {
    out.push_back("it was issued on " + FormatTimeSeconds(*list.issued) +
                  ", later than the time of this judgement");
  }
  return out;
}

}  // namespace

ListAuthority::ListAuthority(std::vector<Certificate> official_journal, Time at)
    : lotl_signers_(std::move(official_journal)), at_(at) {}

ListJudgement ListAuthority::JudgeBy(ReadList read, const std::vector<Certificate>& signers) const {
  ListJudgement out;
  out.signer_authorised = read.signer && std::ranges::count(signers, *read.signer) > 0;
  out.reason = Problem(read, out.signer_authorised);
  if (read.list) out.warnings = Warnings(*read.list, at_);
  if (out.reason.empty()) {
    out.authorised = AuthorisedList(std::make_shared<const TrustedList>(*read.list));
  }
  out.read = std::move(read);
  return out;
}

std::vector<Certificate> ListAuthority::SignersOf(const TrustedList& list) const {
  if (list.is_list_of_lists()) return lotl_signers_;
  const auto found = national_signers_.find(list.territory);
  return found == national_signers_.end() ? std::vector<Certificate>() : found->second;
}

ListJudgement ListAuthority::Judge(ReadList list) const {
  const std::vector<Certificate> signers =
      list.list ? SignersOf(*list.list) : std::vector<Certificate>();
  return JudgeBy(std::move(list), signers);
}

ListJudgement ListAuthority::AdmitPivot(ReadList pivot) {
  ListJudgement out = JudgeBy(std::move(pivot), lotl_signers_);
  out.warnings.clear();  // a pivot is of the past
  if (!out.authorised) return out;
  std::vector<Certificate> next;
  for (const ListPointer& pointer : (*out.authorised)->pointers) {
    if (pointer.type != uri::kListOfLists || !pointer.is_xml()) continue;
    next.insert(next.end(), pointer.certificates.begin(), pointer.certificates.end());
  }
  if (next.empty()) {
    out.reason = "it names no signers for the next list of lists";
    out.authorised.reset();
  } else {
    lotl_signers_ = std::move(next);
  }
  return out;
}

ListJudgement ListAuthority::AdmitListOfLists(ReadList list_of_lists) {
  ListJudgement out = JudgeBy(std::move(list_of_lists), lotl_signers_);
  if (out.authorised && !(*out.authorised)->is_list_of_lists()) {
    out.reason = "it is not the list of lists";
    out.authorised.reset();
  }
  if (!out.authorised) return out;
  for (const ListPointer& pointer : (*out.authorised)->pointers) {
    if (pointer.type == uri::kListOfLists || !pointer.is_xml()) continue;
    auto& signers = national_signers_[pointer.territory];
    signers.insert(signers.end(), pointer.certificates.begin(), pointer.certificates.end());
  }
  return out;
}

std::optional<std::int64_t> PivotNumber(std::string_view location) {
  for (std::size_t at = location.find("pivot"); at != std::string_view::npos;
       at = location.find("pivot", at + 1)) {
    std::string_view rest = location.substr(at + std::string_view("pivot").size());
    if (rest.empty() || (rest.front() != '-' && rest.front() != '_')) continue;
    rest.remove_prefix(1);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    if (error == std::errc() && number > 0) return number;
  }
  return std::nullopt;
}

std::vector<Pivot> PivotsOf(const TrustedList& list_of_lists) {
  std::vector<Pivot> out;
  for (const std::string& location : list_of_lists.information_uris) {
    const auto number = PivotNumber(location);
    if (number && std::ranges::find(out, *number, &Pivot::number) == out.end()) {
      out.push_back({*number, location});
    }
  }
  std::ranges::sort(out, {}, &Pivot::number);
  return out;
}

}  // namespace signet::seal
