#include "appliance/seal/asn1_value.h"

#include <chrono>
#include <ctime>

namespace signet::seal {

std::optional<Time> TimeFromAsn1(const ASN1_TIME* time) {
  std::tm fields{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &fields) != 1) return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::year(fields.tm_year + 1900),
      std::chrono::month(static_cast<unsigned>(fields.tm_mon) + 1),
      std::chrono::day(static_cast<unsigned>(fields.tm_mday))};
  return Time(std::chrono::sys_days(date)) + std::chrono::hours(fields.tm_hour) +
         std::chrono::minutes(fields.tm_min) + std::chrono::seconds(fields.tm_sec);
}

ByteView ViewOf(const ASN1_STRING* value) {
  return {ASN1_STRING_get0_data(value), static_cast<std::size_t>(ASN1_STRING_length(value))};
}

RevocationReason ReasonFromNumber(long number) {
  switch (number) {
    case 1:
    case 2:
    case 3:
    case 4:
    case 5:
    case 6:
    case 8:
    case 9:
    case 10:
      return static_cast<RevocationReason>(number);
    default:
      return RevocationReason::kUnspecified;
  }
}

}  // namespace signet::seal
