#pragma once

#include <string>
#include <vector>

#include "appliance/elm/graph/graph.h"

namespace signet::test {

/// A graph's statements as N-Triples (W3C, 25 February 2014), one a line without its end, sorted;
/// blank nodes are `_:b0`, `_:b1` … in the order of their ids.
std::vector<std::string> NTriplesOf(const elm::Graph& graph);

}  // namespace signet::test
