#pragma once

#include <optional>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/json.h"

namespace signet::seal {

/// The tokens (RFC 3161, DER) of a tstContainer (TS 119 182-1 5.4.3) with base64url entries around
/// it: `{"tstTokens":[{"val":standard base64}]}` with at least one token and no other members
/// (`canonAlg` is for clear entries). Nullopt for anything else.
std::optional<std::vector<Bytes>> ReadTimeStampContainer(const json::Value& container);

}  // namespace signet::seal
