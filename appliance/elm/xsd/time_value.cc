#include "appliance/elm/xsd/time_value.h"

#include <algorithm>
#include <charconv>

#include "appliance/elm/xsd/lexical_scanner.h"

namespace signet::elm {
namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::size_t kFractionDigits = 18;
constexpr std::uint64_t kFractionUnit = 1'000'000'000'000'000'000;

// The fields as they are written; what a type does not have keeps a value that fits every other
// field (1972 is a leap year: XML Schema 1.1-2, E.3.4).
struct Fields {
  bool negative_year = false;
  std::string_view year = "1972";
  int month = 12;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::string_view fraction;
  bool zoned = false;
  int zone_minutes = 0;
};

bool TakeYear(LexicalScanner& scanner, Fields& fields) {
  fields.negative_year = scanner.Take('-');
  fields.year = scanner.TakeDigits();
  return fields.year.size() == 4 || (fields.year.size() > 4 && fields.year.front() != '0');
}

bool TakePart(LexicalScanner& scanner, int least, int most, int& part) {
  part = scanner.TakeTwoDigits();
  return part >= least && part <= most;
}

bool TakeMonth(LexicalScanner& scanner, Fields& fields) {
  return TakePart(scanner, 1, 12, fields.month);
}

bool TakeDay(LexicalScanner& scanner, Fields& fields) {
  return TakePart(scanner, 1, 31, fields.day);
}

bool TakeTime(LexicalScanner& scanner, Fields& fields) {
  if (!TakePart(scanner, 0, 24, fields.hour) || !scanner.Take(':') ||
      !TakePart(scanner, 0, 59, fields.minute) || !scanner.Take(':') ||
      !TakePart(scanner, 0, 59, fields.second)) {
    return false;
  }
  if (scanner.Take('.')) {
    fields.fraction = scanner.TakeDigits();
    if (fields.fraction.empty()) return false;
  }
  const bool full_hour = fields.minute == 0 && fields.second == 0 &&
                         fields.fraction.find_first_not_of('0') == std::string_view::npos;
  return fields.hour < 24 || full_hour;
}

bool TakeZone(LexicalScanner& scanner, Fields& fields) {
  if (scanner.AtEnd()) return true;
  fields.zoned = true;
  if (scanner.Take('Z')) return true;
  const int sign = scanner.Next() == '-' ? -1 : 1;
  int hours = 0;
  int minutes = 0;
  if (!scanner.TakeSign() || !TakePart(scanner, 0, 14, hours) || !scanner.Take(':') ||
      !TakePart(scanner, 0, 59, minutes) || (hours == 14 && minutes != 0)) {
    return false;
  }
  fields.zone_minutes = sign * (hours * 60 + minutes);
  return true;
}

bool IsLeap(std::string_view year) {
  // Proleptic Gregorian: the last four digits decide, for 10,000 is a multiple of 400.
  int number = 0;
  const std::string_view last = year.substr(year.size() - 4);
  std::from_chars(last.data(), last.data() + last.size(), number);
  return (number % 4 == 0 && number % 100 != 0) || number % 400 == 0;
}

bool HasDay(const Fields& fields) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int leap = fields.month == 2 && IsLeap(fields.year) ? 1 : 0;
  return fields.day <= kDays[fields.month - 1] + leap;
}

bool TakeDate(LexicalScanner& scanner, Fields& fields) {
  return TakeYear(scanner, fields) && scanner.Take('-') && TakeMonth(scanner, fields) &&
         scanner.Take('-') && TakeDay(scanner, fields);
}

bool TakeGMonth(LexicalScanner& scanner, Fields& fields) {
  return scanner.Take('-') && scanner.Take('-') && TakeMonth(scanner, fields);
}

bool TakeFields(Datatype datatype, LexicalScanner& scanner, Fields& fields) {
  using enum Datatype;
  if (datatype == kDate) return TakeDate(scanner, fields);
  if (datatype == kTime) return TakeTime(scanner, fields);
  if (datatype == kGYear) return TakeYear(scanner, fields);
  if (datatype == kGYearMonth) {
    return TakeYear(scanner, fields) && scanner.Take('-') && TakeMonth(scanner, fields);
  }
  if (datatype == kGMonth) return TakeGMonth(scanner, fields);
  if (datatype == kGMonthDay) {
    return TakeGMonth(scanner, fields) && scanner.Take('-') && TakeDay(scanner, fields);
  }
  if (datatype == kGDay) {
    return scanner.Take('-') && scanner.Take('-') && scanner.Take('-') && TakeDay(scanner, fields);
  }
  return TakeDate(scanner, fields) && scanner.Take('T') && TakeTime(scanner, fields);
}

std::optional<Fields> ReadFields(Datatype datatype, std::string_view lexical) {
  Fields fields;
  LexicalScanner scanner(lexical);
  if (!TakeFields(datatype, scanner, fields) || !TakeZone(scanner, fields) || !scanner.AtEnd() ||
      !HasDay(fields)) {
    return std::nullopt;
  }
  if (datatype == Datatype::kDateTimeStamp && !fields.zoned) return std::nullopt;
  return fields;
}

// Days from 1970-01-01 in the proleptic Gregorian calendar, by 400-year eras (146,097 days each)
// that begin on 1 March.
std::int64_t DaysSinceEpoch(std::int64_t year, std::int64_t month, std::int64_t day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

std::optional<std::int64_t> ReadNumber(std::string_view digits, std::size_t most_digits) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.size() > most_digits) return std::nullopt;
  std::int64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

std::optional<std::uint64_t> ReadFraction(std::string_view digits) {
  digits = digits.substr(0, digits.find_last_not_of('0') + 1);
  if (digits.size() > kFractionDigits) return std::nullopt;
  std::uint64_t fraction = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), fraction);
  for (std::size_t i = digits.size(); i < kFractionDigits; ++i) fraction *= 10;
  return fraction;
}

TimeSpan Negative(const TimeSpan& span) {
  if (span.fraction == 0) return {.seconds = -span.seconds, .fraction = 0};
  return {.seconds = -span.seconds - 1, .fraction = kFractionUnit - span.fraction};
}

struct DurationParts {
  bool negative = false;
  // Years, months, days, hours, minutes, seconds; absent ones are empty.
  std::string_view parts[6];
  std::string_view fraction;
};

// One number with its letter; nothing is taken if no number comes next.
bool TakeDurationPart(LexicalScanner& scanner, std::string_view letters, std::size_t first,
                      DurationParts& parts) {
  std::size_t from = 0;
  while (scanner.Next() >= '0' && scanner.Next() <= '9') {
    const std::string_view digits = scanner.TakeDigits();
    const bool point = scanner.Take('.');
    const std::string_view fraction = point ? scanner.TakeDigits() : std::string_view();
    const std::size_t at = letters.find(scanner.Next(), from);
    if (at == std::string_view::npos || scanner.AtEnd()) return false;
    if (point && (letters[at] != 'S' || fraction.empty())) return false;
    scanner.Take(letters[at]);
    parts.parts[first + at] = digits;
    if (point) parts.fraction = fraction;
    from = at + 1;
  }
  return true;
}

bool HasPart(const DurationParts& parts, std::size_t from, std::size_t to) {
  return std::any_of(parts.parts + from, parts.parts + to,
                     [](std::string_view part) { return !part.empty(); });
}

std::optional<DurationParts> ReadParts(Datatype datatype, std::string_view lexical) {
  DurationParts parts;
  LexicalScanner scanner(lexical);
  parts.negative = scanner.Take('-');
  if (!scanner.Take('P') || !TakeDurationPart(scanner, "YMD", 0, parts)) return std::nullopt;
  if (scanner.Take('T') && (!TakeDurationPart(scanner, "HMS", 3, parts) || !HasPart(parts, 3, 6))) {
    return std::nullopt;
  }
  if (!scanner.AtEnd() || !HasPart(parts, 0, 6)) return std::nullopt;
  if (datatype == Datatype::kYearMonthDuration && HasPart(parts, 2, 6)) return std::nullopt;
  if (datatype == Datatype::kDayTimeDuration && HasPart(parts, 0, 2)) return std::nullopt;
  return parts;
}

TimeSpan After(const TimeSpan& span, std::int64_t seconds) {
  return {.seconds = span.seconds + seconds, .fraction = span.fraction};
}

}  // namespace

bool IsMoment(Datatype datatype, std::string_view lexical) {
  return ReadFields(datatype, lexical).has_value();
}

std::optional<Moment> ReadMoment(Datatype datatype, std::string_view lexical) {
  const auto fields = ReadFields(datatype, lexical);
  if (!fields) return std::nullopt;
  const auto year = ReadNumber(fields->year, 11);
  const auto fraction = ReadFraction(fields->fraction);
  if (!year || !fraction) return std::nullopt;
  const std::int64_t days =
      DaysSinceEpoch(fields->negative_year ? -*year : *year, fields->month, fields->day);
  const std::int64_t seconds =
      days * kDay + fields->hour * 3600 + fields->minute * 60 + fields->second;
  return Moment{
      .kind = datatype == Datatype::kDateTimeStamp ? Datatype::kDateTime : datatype,
      .since_epoch = {.seconds = seconds - fields->zone_minutes * 60, .fraction = *fraction},
      .zoned = fields->zoned};
}

bool IsDuration(Datatype datatype, std::string_view lexical) {
  return ReadParts(datatype, lexical).has_value();
}

std::optional<Duration> ReadDuration(Datatype datatype, std::string_view lexical) {
  const auto parts = ReadParts(datatype, lexical);
  if (!parts) return std::nullopt;
  std::int64_t numbers[6];
  for (std::size_t i = 0; i < 6; ++i) {
    const auto number = ReadNumber(parts->parts[i], 9);
    if (!number) return std::nullopt;
    numbers[i] = *number;
  }
  const auto fraction = ReadFraction(parts->fraction);
  if (!fraction) return std::nullopt;
  const std::int64_t months = numbers[0] * 12 + numbers[1];
  const TimeSpan span{
      .seconds = numbers[2] * kDay + numbers[3] * 3600 + numbers[4] * 60 + numbers[5],
      .fraction = *fraction};
  if (!parts->negative) return Duration{.months = months, .span = span};
  return Duration{.months = -months, .span = Negative(span)};
}

std::partial_ordering Compare(const Moment& a, const Moment& b) {
  constexpr std::int64_t kZones = std::int64_t{14} * 3600;
  if (a.kind != b.kind) return std::partial_ordering::unordered;
  if (a.zoned == b.zoned) return a.since_epoch <=> b.since_epoch;
  if (!a.zoned) return 0 <=> Compare(b, a);
  if (a.since_epoch < After(b.since_epoch, -kZones)) return std::partial_ordering::less;
  if (a.since_epoch > After(b.since_epoch, kZones)) return std::partial_ordering::greater;
  return std::partial_ordering::unordered;
}

std::array<TimeSpan, 4> EndsOf(const Duration& duration) {
  struct Start {
    std::int64_t year;
    std::int64_t month;
  };
  constexpr std::array<Start, 4> kStarts{{{1696, 9}, {1697, 2}, {1903, 3}, {1903, 7}}};
  std::array<TimeSpan, 4> ends;
  for (std::size_t i = 0; i < kStarts.size(); ++i) {
    const std::int64_t months = kStarts[i].year * 12 + kStarts[i].month - 1 + duration.months;
    const std::int64_t year = (months >= 0 ? months : months - 11) / 12;
    ends[i] = After(duration.span, DaysSinceEpoch(year, months - year * 12 + 1, 1) * kDay);
  }
  return ends;
}

std::partial_ordering Compare(const Duration& a, const Duration& b) {
  const auto ends_a = EndsOf(a);
  const auto ends_b = EndsOf(b);
  const std::partial_ordering first = ends_a[0] <=> ends_b[0];
  for (std::size_t i = 1; i < ends_a.size(); ++i) {
    if (first != (ends_a[i] <=> ends_b[i])) return std::partial_ordering::unordered;
  }
  return first;
}

}  // namespace signet::elm
