#pragma once

#include <optional>
#include <string>
#include <vector>

#include "appliance/base/json.h"

namespace signet::elm {

/// The tag of displayParameter's primaryLanguage, if the credential has one.
std::optional<std::string> PrimaryLanguage(json::Value credential);

/// The tags of the languages that the credential is displayed in, each once: the primary one, then
/// displayParameter's others in their order.
std::vector<std::string> DisplayLanguages(json::Value credential);

}  // namespace signet::elm
