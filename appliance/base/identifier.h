#pragma once

#include <string>

#include "appliance/base/bytes.h"

namespace signet {

/// A random UUID (RFC 9562 version 4) in lower case, from OpenSSL's generator.
std::string NewUuid();
/// `count` octets from OpenSSL's generator.
Bytes RandomOctets(std::size_t count);

}  // namespace signet
