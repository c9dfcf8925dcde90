#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "appliance/elm/graph/term_table.h"
#include "appliance/elm/xsd/literal_value.h"

namespace signet::elm {

/// The datatype of this id, by a table: every datatype known here is a well-known term.
Datatype DatatypeOf(TermId iri);

/// What a term of a table stands for, if it is a literal with an order.
std::optional<LiteralValue> ValueOf(const TermTable& terms, TermId id);

}  // namespace signet::elm
