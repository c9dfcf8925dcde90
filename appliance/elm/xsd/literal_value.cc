#include "appliance/elm/xsd/literal_value.h"

namespace signet::elm {
namespace {

template <typename Read>
std::optional<LiteralValue> AsValue(const std::optional<Read>& read) {
  return read ? std::optional<LiteralValue>(*read) : std::nullopt;
}

// Whoever compares two kinds finds no order, save for numbers, which promote to double.
struct Order {
  template <typename One, typename Other>
  std::partial_ordering operator()(const One&, const Other&) const {
    return std::partial_ordering::unordered;
  }
  template <typename Same>
  std::partial_ordering operator()(const Same& a, const Same& b) const {
    return a <=> b;
  }
  std::partial_ordering operator()(const Decimal& a, const Decimal& b) const {
    return Compare(a, b);
  }
  std::partial_ordering operator()(const Decimal& a, double b) const { return ToDouble(a) <=> b; }
  std::partial_ordering operator()(double a, const Decimal& b) const { return a <=> ToDouble(b); }
  std::partial_ordering operator()(const Moment& a, const Moment& b) const { return Compare(a, b); }
  std::partial_ordering operator()(const Duration& a, const Duration& b) const {
    return Compare(a, b);
  }
};

}  // namespace

std::optional<LiteralValue> ReadLiteralValue(Datatype datatype, std::string_view lexical) {
  if (datatype == Datatype::kDecimal) return AsValue(ReadDecimal(lexical));
  if (datatype > Datatype::kDecimal && datatype < Datatype::kFloat) {
    return AsValue(ReadInteger(datatype, lexical));
  }
  if (datatype == Datatype::kFloat || datatype == Datatype::kDouble) {
    return AsValue(ReadFloatingPoint(datatype, lexical));
  }
  if (datatype >= Datatype::kDateTime && datatype <= Datatype::kGDay) {
    return AsValue(ReadMoment(datatype, lexical));
  }
  if (datatype >= Datatype::kDuration && datatype <= Datatype::kDayTimeDuration) {
    return AsValue(ReadDuration(datatype, lexical));
  }
  const bool text = datatype >= Datatype::kString && datatype <= Datatype::kNmtoken;
  if ((!text && datatype != Datatype::kBoolean) || !IsWellTyped(datatype, lexical)) {
    return std::nullopt;
  }
  if (text) return LiteralValue(lexical);
  return LiteralValue(lexical == "true" || lexical == "1");
}

std::partial_ordering Compare(const LiteralValue& a, const LiteralValue& b) {
  return std::visit(Order{}, a, b);
}

}  // namespace signet::elm
