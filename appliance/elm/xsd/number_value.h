#pragma once

#include <compare>
#include <optional>
#include <string_view>

#include "appliance/elm/xsd/datatype.h"

namespace signet::elm {

/// A decimal of any length (XML Schema 1.1-2, 3.3.3), exact. It points into the lexical form.
struct Decimal {
  bool negative = false;      ///< never for zero
  std::string_view integer;   ///< digits without leading zeros
  std::string_view fraction;  ///< digits without trailing zeros

  bool IsZero() const { return integer.empty() && fraction.empty(); }
};

/// nullopt for text that is no xsd:decimal.
std::optional<Decimal> ReadDecimal(std::string_view lexical);
std::strong_ordering Compare(const Decimal& a, const Decimal& b);
/// The nearest double; infinite beyond its range.
double ToDouble(const Decimal& decimal);

/// xsd:integer or one of the types derived from it, with the range of that type (3.4.13 to 3.4.25).
std::optional<Decimal> ReadInteger(Datatype datatype, std::string_view lexical);

/// xsd:float or xsd:double (3.3.4, 3.3.5); the value of a float is rounded as one.
std::optional<double> ReadFloatingPoint(Datatype datatype, std::string_view lexical);

}  // namespace signet::elm
