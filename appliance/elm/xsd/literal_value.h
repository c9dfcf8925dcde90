#pragma once

#include <compare>
#include <optional>
#include <string_view>
#include <variant>

#include "appliance/elm/xsd/datatype.h"
#include "appliance/elm/xsd/number_value.h"
#include "appliance/elm/xsd/time_value.h"

namespace signet::elm {

/// What a literal stands for, where an order is defined on it. It may point into the lexical form.
using LiteralValue = std::variant<bool, Decimal, double, std::string_view, Moment, Duration>;

/// nullopt for ill-typed literals and for datatypes without an order.
std::optional<LiteralValue> ReadLiteralValue(Datatype datatype, std::string_view lexical);

/// The order that SHACL's ranges and lessThan use: SPARQL's operators (SPARQL 1.1 Query 17.3), and
/// XML Schema's order for the other types of dates, times and durations. Numbers of any type
/// compare; otherwise values of different kinds are unordered.
std::partial_ordering Compare(const LiteralValue& a, const LiteralValue& b);

}  // namespace signet::elm
