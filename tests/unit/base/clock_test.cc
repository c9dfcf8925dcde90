#include "appliance/base/clock.h"

#include <gtest/gtest.h>

namespace signet {
namespace {

Time At(std::int64_t milliseconds) { return Time(std::chrono::milliseconds(milliseconds)); }

struct Reading {
  std::string_view text;
  std::optional<std::int64_t> milliseconds;  // since 1970
};

TEST(Clock, ReadsRfc3339InUtcAndNothingElse) {
  constexpr auto kNothing = std::nullopt;
  const Reading readings[] = {
      {"1970-01-01T00:00:00Z", 0},
      {"1969-12-31T23:59:59Z", -1000},
      {"2026-11-23T22:31:07Z", 1795473067000},
      {"2026-11-23T22:31:07.1Z", 1795473067100},
      {"2026-11-23T22:31:07.123Z", 1795473067123},
      {"2026-11-23T22:31:07.1239999Z", 1795473067123},
      {"2024-02-29T00:00:00Z", 1709164800000},
      {"2025-02-29T00:00:00Z", kNothing},
      {"2026-02-30T00:00:00Z", kNothing},
      {"2026-04-31T00:00:00Z", kNothing},
      {"2026-13-01T00:00:00Z", kNothing},
      {"2026-00-01T00:00:00Z", kNothing},
      {"2026-01-00T00:00:00Z", kNothing},
      {"2026-01-01T24:00:00Z", kNothing},
      {"2026-01-01T23:60:00Z", kNothing},
      {"2026-01-01T23:59:60Z", kNothing},
      {"2026-01-01T00:00:00", kNothing},
      {"2026-01-01T00:00:00z", kNothing},
      {"2026-01-01t00:00:00Z", kNothing},
      {"2026-01-01 00:00:00Z", kNothing},
      {"2026-01-01T00:00:00+00:00", kNothing},
      {"2026-01-01T00:00:00.Z", kNothing},
      {"2026-01-01T00:00:00,5Z", kNothing},
      {"2026-01-01T00:00:00.-1Z", kNothing},
      {"-026-01-01T00:00:00Z", kNothing},
      {"2026-+1-01T00:00:00Z", kNothing},
      {" 2026-01-01T00:00:00Z", kNothing},
      {"2026-01-01T00:00:00ZZ", kNothing},
      {"2026-1-1T00:00:00Z", kNothing},
      {"Z", kNothing},
      {"", kNothing},
  };
  for (const auto& [text, milliseconds] : readings) {
    SCOPED_TRACE(text);
    const auto time = ParseTime(text);
    ASSERT_EQ(time.has_value(), milliseconds.has_value());
    if (time) {
      EXPECT_EQ(time->time_since_epoch().count(), *milliseconds);
    }
  }
}

TEST(Clock, WritesMillisecondsOrSeconds) {
  EXPECT_EQ(FormatTime(At(1795473067007)), "2026-11-23T22:31:07.007Z");
  EXPECT_EQ(FormatTimeSeconds(At(1795473067999)), "2026-11-23T22:31:07Z");
  EXPECT_EQ(FormatTime(At(-1)), "1969-12-31T23:59:59.999Z");
}

TEST(Clock, ReadsWhatItWrites) {
  // Steps that fall into every month, every hour and leap days, from 1900 to 2100.
  for (std::int64_t t = -2208988800000; t < 4133980800000; t += 12345678901) {
    ASSERT_EQ(ParseTime(FormatTime(At(t))), At(t)) << t;
  }
}

TEST(Clock, SystemTimeIsThisCentury) {
  EXPECT_GT(SystemNow(), *ParseTime("2025-01-01T00:00:00Z"));
  EXPECT_LT(SystemNow(), *ParseTime("2100-01-01T00:00:00Z"));
}

}  // namespace
}  // namespace signet
