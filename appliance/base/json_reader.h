#pragma once

#include <memory>
#include <string_view>

#include "appliance/base/json.h"
#include "appliance/base/json_content.h"

namespace signet::json {

/// Reads a text whose encoding has been checked (json_refusal.h). Throws as Document::Parse does.
std::unique_ptr<const DocumentContent> ReadContent(std::string_view text, const Limits& limits);

}  // namespace signet::json
