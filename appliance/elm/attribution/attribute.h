#pragma once

#include <vector>

#include "appliance/elm/attribution.h"
#include "appliance/elm/attribution/statement_index.h"

namespace signet::elm {

/// What `statements`, in the order of the text, say together of the node `credential`; kNoNode: of
/// a text that has none.
Attribution Attribute(std::vector<AttributionStatement> statements, NodeNumber credential);

}  // namespace signet::elm
