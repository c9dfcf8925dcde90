#pragma once

#include <map>
#include <string>

namespace signet::hsm {

/// SoftHSM writes a token's own file, `token.object`, anew at each C_Login, in place: a process
/// that is killed in that moment leaves it empty, and the token with all its keys is gone
/// (measured: once in some fifty kills while eight clients seal). So before a worker starts, a copy
/// of each such file that is whole is kept beside it as `token.kept`, and an empty one is put back
/// from its copy.
///
/// The store is the one that SOFTHSM2_CONF in `environment` names; without it this does nothing.
/// Call it only while nobody logs in. Throws Error(kFileUnusable).
void KeepSoftHsmTokens(const std::map<std::string, std::string>& environment);

}  // namespace signet::hsm
