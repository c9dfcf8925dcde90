#pragma once

#include "provisioning/trust_files.h"

namespace CLI {
class App;
}

namespace signet::provisioning {

/// --oj, --lotl, --pivots and LIST…, which `trust check` and `trust import` share.
void AddTrustFileOptions(CLI::App& command, TrustFiles& files);

}  // namespace signet::provisioning
