#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "appliance/base/secret.h"
#include "hsm/mechanism.h"

namespace signet::bench {

/// Who asks the module for signatures, and for which.
struct ModuleLoad {
  std::filesystem::path module;
  std::map<std::string, std::string> environment;  ///< for the module (SOFTHSM2_CONF)
  std::string token_label;
  Secret pin;
  std::string key_label;
  hsm::Mechanism mechanism = hsm::Mechanism::kEcdsaP256;
  unsigned processes = 1;  ///< each loads the module for itself
  unsigned threads = 1;    ///< in each process, each with its own session
  double seconds = 3;
};

/// What the module itself can do: C_SignInit and C_Sign a second over all threads, with held
/// sessions and key handles and nothing else in the way; the figure that Signet's own is compared
/// with. The module is loaded in child processes only; call it before this process has threads.
/// Throws Error kTokenFailed if a signature fails or a child cannot start.
double MeasureModuleRate(const ModuleLoad& load);

}  // namespace signet::bench
