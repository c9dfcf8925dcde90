#pragma once

#include <vector>

#include "appliance/elm/attribution.h"
#include "appliance/elm/attribution/organisations.h"
#include "appliance/elm/attribution/statement_index.h"

namespace signet::elm {

/// Adds each object of awardingBody to `bodies`, in the order of the statements, and gives what its
/// process awards (Award). When `allotment` is used up, the bodies get the one that is nobody.
std::vector<Award> ReadAwards(const StatementIndex& index, Organisations& bodies,
                              Identifiers& identifiers, Allotment& allotment);

}  // namespace signet::elm
