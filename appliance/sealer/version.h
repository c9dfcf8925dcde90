#pragma once

#include <string_view>

namespace signet::sealer {

inline constexpr std::string_view kVersion = SIGNET_VERSION;

}  // namespace signet::sealer
