#pragma once

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/system/error_code.hpp>
#include <optional>

#include "api/problem.h"
#include "api/route.h"
#include "appliance/base/error.h"

namespace signet::api {

using HttpHeader = boost::beast::http::header<true, boost::beast::http::fields>;

/// What routing needs of a parsed header.
RequestHead HeadOf(const HttpHeader& header);

/// Refuses what leaves room for two readings of where the request ends or whom it is for: a missing
/// or second Host (RFC 9112 3.2), Transfer-Encoding other than chunked or in HTTP/1.0 (RFC 9112
/// 6.1). Beast has refused the contradictions of Content-Length before. Throws
/// Error(kRequestMalformed).
void CheckFraming(const HttpHeader& header);

/// RFC 9110 10.1.1.
bool ExpectsContinue(const HttpHeader& header);

/// What a failed read of a header, or of a body, says about the request; nullopt if the connection
/// is gone and nobody waits for an answer. `too_slow`: our own deadline ended it.
std::optional<Error> HeaderFailure(const boost::system::error_code& failure, bool too_slow);
std::optional<Error> BodyFailure(const boost::system::error_code& failure, bool too_slow);

/// RFC 9110 5.6.7, now.
std::string HttpDate();

}  // namespace signet::api
