#include "appliance/seal/trusted_list.h"

#include <algorithm>
#include <string>

namespace signet::seal {
namespace {

bool IsGrantedNow(const TrustService& service, std::string_view type) {
  const ServiceState& now = service.states.front();
  return now.type == type && now.status == std::string(uri::kStatus) + "granted";
}

}  // namespace

const ServiceState* TrustService::StateAt(Time at) const {
  for (const ServiceState& state : states) {
    if (state.from <= at) return &state;
  }
  return nullptr;
}

std::size_t CountSealIssuers(const TrustedList& list) {
  return static_cast<std::size_t>(std::ranges::count_if(list.services, [](const auto& service) {
    return IsGrantedNow(service, uri::kQualifiedCa) &&
           std::ranges::count(service.states.front().additional, uri::kForSeals) > 0;
  }));
}

std::size_t CountTimeStampers(const TrustedList& list) {
  return static_cast<std::size_t>(std::ranges::count_if(list.services, [](const auto& service) {
    return IsGrantedNow(service, uri::kQualifiedTsa);
  }));
}

}  // namespace signet::seal
