#pragma once

#include <set>
#include <string>
#include <string_view>

#include "appliance/base/clock.h"
#include "tests/support/services/behaviour.h"
#include "tests/support/services/credentials.h"

namespace signet::test {

/// The OCSPResponse (RFC 6960 4.2.1, DER) to an OCSPRequest about certificates of `issuer`, signed
/// by `responder`, good for an hour from `now`.
std::string AnswerOcsp(const Credentials& issuer, const Credentials& responder,
                       const Credentials& stranger, Behaviour behaviour, std::string_view request,
                       Time now);

/// A CRL (RFC 5280 5, DER) of `issuer`, good for a day from `now`; with Behaviour::kRevoked it
/// revokes `certificates`.
std::string MakeCrl(const Credentials& issuer, const std::vector<Certificate>& certificates,
                    Behaviour behaviour, Time now);

}  // namespace signet::test
