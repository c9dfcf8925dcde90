#pragma once

#include <boost/json/value.hpp>

namespace signet {

/// `document` after a JSON Patch (RFC 6902) of the operations add, remove, replace, move and copy.
/// Throws std::runtime_error if it does not apply.
boost::json::value ApplyPatch(boost::json::value document, const boost::json::value& patch);

}  // namespace signet
