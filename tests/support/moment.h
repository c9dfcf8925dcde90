#pragma once

#include "appliance/base/clock.h"

namespace signet::test {

/// A time as tests write it: "2026-06-01T01:00:00Z".
inline Time At(const char* text) { return *ParseTime(text); }

}  // namespace signet::test
