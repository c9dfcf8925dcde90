#pragma once

#include "tests/support/test_time_stamp.h"

namespace signet::interop {

/// A time-stamp token like test::TimeStampOver's, also by certificates that OpenSSL's own authority
/// would not use: those that may not stamp.
Bytes TokenBy(const test::TimeStampAuthority& authority, ByteView content, Time time,
              const char* hash = "SHA256");

}  // namespace signet::interop
