#pragma once

#include <string>
#include <string_view>

#include "appliance/base/clock.h"
#include "tests/support/services/behaviour.h"
#include "tests/support/services/credentials.h"

namespace signet::test {

/// The TimeStampResp (RFC 3161 2.4.2, DER) of authority `number` to a TimeStampReq, made by OpenSSL
/// at `now` and bent as `behaviour` says. Throws Error for a request that OpenSSL cannot read.
std::string AnswerTimeStamp(const ServiceHierarchy& hierarchy, std::size_t number,
                            Behaviour behaviour, std::string_view request, Time now);

}  // namespace signet::test
