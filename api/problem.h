#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "api/finding_json.h"
#include "appliance/base/error.h"

namespace signet::api {

/// What goes back to a client, before HTTP is made of it. Content-Length, Date, Connection are not
/// here; they are the connection's.
struct Answer {
  int status = 200;
  std::string media_type;
  std::string body;
  std::vector<std::pair<std::string, std::string>> fields;
};

/// An occurrence of a failure (RFC 9457 3.1).
struct Problem {
  Code code = Code::kInternal;
  std::string detail;
  std::string correlation;                ///< a UUID; the journal has it beside the cause
  std::uint32_t retry_after_seconds = 0;  ///< 0: no advice
  Findings findings{};                    ///< kProfileViolated
};

/// A problem of the gateway's own making, with a new correlation.
Problem ProblemOf(const Error& error);

/// application/problem+json (RFC 9457 3), with Retry-After (RFC 9110 10.2.3) where there is advice,
/// and with WWW-Authenticate where a certificate or signature is missing (RFC 9110 15.5.2).
Answer RenderProblem(const Problem& problem);

}  // namespace signet::api
