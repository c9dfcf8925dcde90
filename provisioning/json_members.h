#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/json.h"

namespace signet::provisioning {

// Members of what the box answers, told without fuss: what is missing or of another kind is empty.

std::string TextIn(json::Value object, std::string_view name);
std::vector<std::string> TextsIn(json::Value object, std::string_view name);
std::optional<std::int64_t> IntegerIn(json::Value object, std::string_view name);
bool FlagIn(json::Value object, std::string_view name);
std::vector<json::Value> ElementsIn(json::Value object, std::string_view name);

}  // namespace signet::provisioning
