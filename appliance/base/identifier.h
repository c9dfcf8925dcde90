#pragma once

#include <string>

#include "appliance/base/bytes.h"
#include "appliance/base/digest.h"

namespace signet {

/// A random UUID (RFC 9562 version 4) in lower case, from OpenSSL's generator.
std::string NewUuid();
/// The UUID of this digest (RFC 9562 version 8): its first octets, with the version's bits.
std::string UuidFrom(const Sha256& digest);
/// `count` octets from OpenSSL's generator.
Bytes RandomOctets(std::size_t count);

}  // namespace signet
