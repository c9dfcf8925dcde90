#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

#include "appliance/elm/xsd/datatype.h"

namespace signet::elm {

/// A length of time on the time line: `seconds` (rounded down) and 10^-18 of a second.
struct TimeSpan {
  std::int64_t seconds = 0;
  std::uint64_t fraction = 0;
  auto operator<=>(const TimeSpan&) const = default;
};

/// A value of the seven-property model of dates and times (XML Schema 1.1-2, D.2.1), as the time
/// line has it (E.3.4); without a zone it is taken as UTC there.
struct Moment {
  Datatype kind = Datatype::kDateTime;  ///< only equal kinds compare
  TimeSpan since_epoch;
  bool zoned = false;
};

/// A duration (3.3.6).
struct Duration {
  std::int64_t months = 0;
  TimeSpan span;
};

/// Whether `lexical` is in the lexical space of a type of dates and times: 3.3.7 (dateTime) to
/// 3.3.14 (gMonth), with no day that a month does not have, 24:00:00 as the day's end, zones up to
/// 14:00, and a year 0000.
bool IsMoment(Datatype datatype, std::string_view lexical);
/// nullopt also where a year or a fraction has more digits than are kept here: more than 11, or
/// more than 18 (5.4 allows four and three).
std::optional<Moment> ReadMoment(Datatype datatype, std::string_view lexical);

bool IsDuration(Datatype datatype, std::string_view lexical);
/// nullopt also beyond 9 digits of a part, or 18 of a fraction.
std::optional<Duration> ReadDuration(Datatype datatype, std::string_view lexical);

/// Where a duration ends that begins at each of the four dateTimes of 3.3.6.1.
std::array<TimeSpan, 4> EndsOf(const Duration& duration);

/// The order of 3.3.7.1 and E.3.4: a moment without a zone may lie anywhere within 14 hours.
std::partial_ordering Compare(const Moment& a, const Moment& b);
/// The order of 3.3.6.1: that of all four ends.
std::partial_ordering Compare(const Duration& a, const Duration& b);

}  // namespace signet::elm
