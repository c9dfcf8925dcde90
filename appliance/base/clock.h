#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace signet {

/// UTC, to the millisecond.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;

/// The time as everyone is given it: the system's, or a test's.
using Clock = std::function<Time()>;
Time SystemNow();

/// RFC 3339 in UTC: `2026-11-23T22:31:07.123Z`, and without the fraction.
std::string FormatTime(Time time);
std::string FormatTimeSeconds(Time time);
/// `2026-11-23T22:31:07Z` with an optional fraction and nothing else; nullopt for any other text
/// and for dates that do not exist.
std::optional<Time> ParseTime(std::string_view text);

}  // namespace signet
