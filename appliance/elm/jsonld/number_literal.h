#pragma once

#include <string>
#include <string_view>

#include "appliance/elm/graph/term.h"

namespace signet::elm {

/// What JSON-LD makes of a number (JSON-LD 1.1 API 8.2.2 and 8.6).
struct NumberLiteral {
  std::string lexical;
  TermId datatype;
};

/// `spelt` is a JSON number within a double's range, `coerced` the term's datatype or kNoTerm. An
/// integer of 64 bits keeps all its digits.
NumberLiteral ReadNumber(std::string_view spelt, TermId coerced);

}  // namespace signet::elm
