#include "appliance/elm/xsd/number_value.h"

#include <charconv>
#include <cstdint>
#include <limits>
#include <string>
#include <system_error>

#include "appliance/elm/xsd/lexical_scanner.h"

namespace signet::elm {
namespace {

Decimal MakeDecimal(bool negative, std::string_view integer, std::string_view fraction) {
  integer.remove_prefix(std::min(integer.find_first_not_of('0'), integer.size()));
  fraction = fraction.substr(0, fraction.find_last_not_of('0') + 1);
  return {.negative = negative && !(integer.empty() && fraction.empty()),
          .integer = integer,
          .fraction = fraction};
}

std::strong_ordering CompareMagnitudes(const Decimal& a, const Decimal& b) {
  if (const auto longer = a.integer.size() <=> b.integer.size(); longer != 0) return longer;
  if (const auto integer = a.integer.compare(b.integer) <=> 0; integer != 0) return integer;
  return a.fraction.compare(b.fraction) <=> 0;
}

struct IntegerRange {
  Datatype datatype;
  std::string_view least;  ///< empty: none
  std::string_view most;
};

// XML Schema 1.1-2, 3.4.13 to 3.4.25: minInclusive and maxInclusive of the built-in types.
constexpr IntegerRange kIntegerRanges[] = {
    {Datatype::kInteger, "", ""},
    {Datatype::kNonPositiveInteger, "", "0"},
    {Datatype::kNegativeInteger, "", "-1"},
    {Datatype::kNonNegativeInteger, "0", ""},
    {Datatype::kPositiveInteger, "1", ""},
    {Datatype::kLong, "-9223372036854775808", "9223372036854775807"},
    {Datatype::kInt, "-2147483648", "2147483647"},
    {Datatype::kShort, "-32768", "32767"},
    {Datatype::kByte, "-128", "127"},
    {Datatype::kUnsignedLong, "0", "18446744073709551615"},
    {Datatype::kUnsignedInt, "0", "4294967295"},
    {Datatype::kUnsignedShort, "0", "65535"},
    {Datatype::kUnsignedByte, "0", "255"},
};

bool IsInRange(const IntegerRange& range, const Decimal& value) {
  if (!range.least.empty() && Compare(value, *ReadDecimal(range.least)) < 0) return false;
  return range.most.empty() || Compare(value, *ReadDecimal(range.most)) <= 0;
}

/// What std::from_chars leaves undecided: too large or too small for the type.
double OutOfRange(std::string_view mantissa, std::int64_t exponent) {
  const auto point = std::min(mantissa.find('.'), mantissa.size());
  const auto digit = mantissa.find_first_of("123456789");
  const auto magnitude = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(digit);
  return magnitude + exponent > 0 ? std::numeric_limits<double>::infinity() : 0.0;
}

template <typename Number>
double Rounded(std::string_view unsigned_text, std::string_view mantissa, std::int64_t exponent) {
  Number number{};
  const auto read =
      std::from_chars(unsigned_text.data(), unsigned_text.data() + unsigned_text.size(), number);
  if (read.ec == std::errc::result_out_of_range) return OutOfRange(mantissa, exponent);
  return static_cast<double>(number);
}

std::int64_t ReadExponent(bool negative, std::string_view digits) {
  // Far beyond every exponent that matters, and no overflow when a mantissa's length is added.
  constexpr std::int64_t kBeyond = std::numeric_limits<std::int64_t>::max() / 4;
  std::int64_t exponent = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
  if (read.ec != std::errc() || exponent > kBeyond) exponent = kBeyond;
  return negative ? -exponent : exponent;
}

std::optional<double> ReadSpecial(std::string_view lexical) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (lexical == "INF" || lexical == "+INF") return kInfinity;
  if (lexical == "-INF") return -kInfinity;
  if (lexical == "NaN") return std::numeric_limits<double>::quiet_NaN();
  return std::nullopt;
}

}  // namespace

std::optional<Decimal> ReadDecimal(std::string_view lexical) {
  LexicalScanner scanner(lexical);
  const bool negative = scanner.Next() == '-';
  scanner.TakeSign();
  const std::string_view integer = scanner.TakeDigits();
  const bool point = scanner.Take('.');
  const std::string_view fraction = point ? scanner.TakeDigits() : std::string_view();
  if (!scanner.AtEnd() || (integer.empty() && fraction.empty())) return std::nullopt;
  return MakeDecimal(negative, integer, fraction);
}

std::strong_ordering Compare(const Decimal& a, const Decimal& b) {
  if (a.negative != b.negative) {
    return a.negative ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  return a.negative ? CompareMagnitudes(b, a) : CompareMagnitudes(a, b);
}

double ToDouble(const Decimal& decimal) {
  std::string text = "0";
  text.append(decimal.integer).append(".").append(decimal.fraction).append("0");
  const double magnitude = Rounded<double>(text, text, 0);
  return decimal.negative ? -magnitude : magnitude;
}

std::optional<Decimal> ReadInteger(Datatype datatype, std::string_view lexical) {
  if (lexical.find('.') != std::string_view::npos) return std::nullopt;
  const auto value = ReadDecimal(lexical);
  if (!value) return std::nullopt;
  for (const IntegerRange& range : kIntegerRanges) {
    if (range.datatype == datatype) return IsInRange(range, *value) ? value : std::nullopt;
  }
  return std::nullopt;
}

std::optional<double> ReadFloatingPoint(Datatype datatype, std::string_view lexical) {
  if (const auto special = ReadSpecial(lexical)) return special;
  const auto mark = std::min(lexical.find_first_of("eE"), lexical.size());
  const std::string_view mantissa = lexical.substr(0, mark);
  if (!ReadDecimal(mantissa)) return std::nullopt;
  std::int64_t exponent = 0;
  if (mark < lexical.size()) {
    LexicalScanner scanner(lexical.substr(mark + 1));
    const bool negative = scanner.Next() == '-';
    scanner.TakeSign();
    const std::string_view digits = scanner.TakeDigits();
    if (digits.empty() || !scanner.AtEnd()) return std::nullopt;
    exponent = ReadExponent(negative, digits);
  }
  const std::size_t sign = mantissa.front() == '-' || mantissa.front() == '+' ? 1 : 0;
  const std::string_view text = lexical.substr(sign);
  const double magnitude = datatype == Datatype::kFloat
                               ? Rounded<float>(text, mantissa.substr(sign), exponent)
                               : Rounded<double>(text, mantissa.substr(sign), exponent);
  return lexical.front() == '-' ? -magnitude : magnitude;
}

}  // namespace signet::elm
