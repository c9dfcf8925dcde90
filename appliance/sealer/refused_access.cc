#include "appliance/sealer/refused_access.h"

#include <utility>

namespace signet::sealer {

void RefusedAccess::Count(Code problem, const std::optional<Sha256>& certificate) {
  const std::scoped_lock lock(mutex_);
  Refused& refused = refused_[problem];
  ++refused.count;
  if (certificate) refused.latest = certificate;
}

std::vector<audit::AccessRefused> RefusedAccess::Take() {
  std::map<Code, Refused> taken;
  {
    const std::scoped_lock lock(mutex_);
    taken.swap(refused_);
  }
  std::vector<audit::AccessRefused> events;
  for (const auto& [code, refused] : taken) {
    events.push_back({std::string(InfoOf(code).name), refused.count, refused.latest});
  }
  return events;
}

}  // namespace signet::sealer
