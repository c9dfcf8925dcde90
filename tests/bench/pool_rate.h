#pragma once

#include <string>

#include "appliance/base/secret.h"
#include "hsm/token_pool.h"

namespace signet::bench {

/// What a token pool reaches: requests of one key, so many of them always waiting or under way.
struct PoolLoad {
  hsm::TokenSettings settings;
  Secret pin;
  std::string key_label;
  hsm::Mechanism mechanism = hsm::Mechanism::kEcdsaP256;
  unsigned at_once = 16;
  double seconds = 3;
};

struct PoolRate {
  double signatures_per_second = 0;
  double own_cpu_microseconds = 0;     ///< of this process, per signature
  double worker_cpu_microseconds = 0;  ///< of the workers, per signature
};

/// Throws Error if the token cannot be unlocked or a signature fails.
PoolRate MeasurePoolRate(PoolLoad load);

}  // namespace signet::bench
