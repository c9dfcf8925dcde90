#include "appliance/sealer/authority/mandate_book.h"

#include <algorithm>
#include <utility>

namespace signet::sealer {
namespace {

std::string_view NameOf(const SharedMandate& mandate) { return mandate->name; }

}  // namespace

MandateBook::MandateBook(std::vector<registry::Mandate> mandates) {
  for (auto& mandate : mandates) {
    Put(std::make_shared<const registry::Mandate>(std::move(mandate)));
  }
}

MandateBook MandateBook::With(registry::Mandate mandate) const {
  MandateBook out = *this;
  out.Put(std::make_shared<const registry::Mandate>(std::move(mandate)));
  return out;
}

void MandateBook::Put(SharedMandate mandate) {
  // Demonstrations stand under the empty name, which no organisation has.
  auto& of = by_organisation_[mandate->terms.issuing];
  const auto place = std::ranges::lower_bound(of, mandate->name, {}, NameOf);
  if (place != of.end() && (*place)->name == mandate->name) {
    *place = mandate;
  } else {
    of.insert(place, mandate);
  }
  by_name_.insert_or_assign(mandate->name, std::move(mandate));
}

SharedMandate MandateBook::Find(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : found->second;
}

const std::vector<SharedMandate>& MandateBook::Of(std::string_view organisation) const {
  static const std::vector<SharedMandate> none;
  const auto found = by_organisation_.find(organisation);
  return found == by_organisation_.end() ? none : found->second;
}

std::vector<SharedMandate> MandateBook::EndingBefore(Time now, Time time) const {
  std::vector<SharedMandate> out;
  for (const auto& [name, mandate] : by_name_) {
    const bool active = PhaseOf(*mandate, now) == registry::MandatePhase::kActive;
    if (active && mandate->terms.valid_until < time) out.push_back(mandate);
  }
  return out;
}

SharedMandate MandateBook::Demonstration(Time now) const {
  for (const auto& mandate : Of("")) {
    if (PhaseOf(*mandate, now) == registry::MandatePhase::kActive) return mandate;
  }
  return nullptr;
}

}  // namespace signet::sealer
