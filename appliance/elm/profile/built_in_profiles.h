#pragma once

#include <string_view>

namespace signet::elm {

/// The compiled profiles that come with Signet (PROFILE.md): application profile 1.2 of the
/// European Digital Credentials for Learning. Text for ProfileSet::Read.
std::string_view BuiltInProfiles();

}  // namespace signet::elm
