#pragma once

#include <cstddef>
#include <vector>

#include "appliance/base/clock.h"

namespace signet::seal {

/// Where something stands in a signature: 0 is the payload, the protected header and the signature
/// value, 1 is the first entry of etsiU, 2 the second, and so on. A time-stamp covers what stands
/// before it, so a place says what proves a thing's existence.
using Place = std::size_t;
inline constexpr Place kSignedPlace = 0;

/// Proofs of existence (EN 319 102-1 5.6.2.1): what existed when, by time-stamps that hold. Without
/// any, everything is known to exist at the time of judgement only.
class Proofs {
 public:
  explicit Proofs(Time now) : now_(now) {}

  /// A time-stamp of `time` covers every place before `end`.
  void Add(Place end, Time time) {
    if (time < now_) proofs_.push_back({end, time});
  }

  /// The earliest time at which what stands at `place` is proven to exist.
  Time Of(Place place) const {
    Time earliest = now_;
    for (const Proof& proof : proofs_) {
      if (place < proof.end && proof.time < earliest) earliest = proof.time;
    }
    return earliest;
  }
  Time now() const { return now_; }

 private:
  struct Proof {
    Place end;
    Time time;
  };
  Time now_;
  std::vector<Proof> proofs_;
};

}  // namespace signet::seal
