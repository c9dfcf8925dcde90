#include "appliance/elm/jsonld/number_literal.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

#include "appliance/elm/graph/well_known_terms.h"

namespace signet::elm {
namespace {

/// From here on an integer is written as a double (JSON-LD 1.1 API 8.2.2 step 10).
constexpr double kFirstDouble = 1e21;

std::string Write(double number, std::chars_format format, int precision) {
  std::array<char, 48> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), number, format, precision).ptr;
  return {digits.begin(), end};
}

/// printf's "%1.15E" less the mantissa's last zeros and those in front of the exponent (8.6).
std::string CanonicalDouble(double number) {
  const std::string written = Write(number, std::chars_format::scientific, 15);
  const std::size_t e = written.find('e');
  const std::size_t last = written.find_last_not_of('0', e - 1);
  const std::size_t mantissa_end = written[last] == '.' ? last + 2 : last + 1;
  const std::size_t exponent = written.find_first_not_of("+-0", e + 1);
  const std::string sign = written[e + 1] == '-' && exponent != std::string::npos ? "-" : "";
  return written.substr(0, mantissa_end) + "E" + sign +
         (exponent == std::string::npos ? "0" : written.substr(exponent));
}

bool IsSpeltAsInteger(std::string_view spelt) {
  return spelt.find_first_of(".eE") == std::string_view::npos;
}

std::string CanonicalInteger(std::string_view spelt, double number) {
  if (number == 0) return "0";
  if (IsSpeltAsInteger(spelt)) return std::string(spelt);
  return Write(number, std::chars_format::fixed, 0);
}

}  // namespace

NumberLiteral ReadNumber(std::string_view spelt, TermId coerced) {
  double number = 0;  // stays so for one too small for a double
  std::from_chars(spelt.data(), spelt.data() + spelt.size(), number);
  const bool is_double = std::trunc(number) != number || std::abs(number) >= kFirstDouble;
  if (is_double || coerced == kXsdDouble) {
    return {CanonicalDouble(number), coerced == kNoTerm ? kXsdDouble : coerced};
  }
  return {CanonicalInteger(spelt, number), coerced == kNoTerm ? kXsdInteger : coerced};
}

}  // namespace signet::elm
