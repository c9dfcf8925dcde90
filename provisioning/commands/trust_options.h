#pragma once

#include "provisioning/trust_files.h"

namespace CLI {
class App;
}

namespace signet::provisioning {

enum class TrustOptions { kRequired, kOptional };
/// --oj, --lotl and --pivots, the first two required or not.
void AddTrustOriginOptions(CLI::App& command, TrustFiles& files, TrustOptions needed);
/// --oj, --lotl, --pivots and LIST…, which `trust check` and `trust import` share.
void AddTrustFileOptions(CLI::App& command, TrustFiles& files);

}  // namespace signet::provisioning
