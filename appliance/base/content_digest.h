#pragma once

#include <string>
#include <string_view>

#include "appliance/base/bytes.h"

namespace signet {

/// The field Content-Digest (RFC 9530 2) for a body: "sha-256=:…:".
std::string ContentDigest(ByteView body);

/// Whether the field has a SHA-256 or SHA-512 of this body and neither of another. Digests of other
/// kinds say nothing (RFC 9530 2: a recipient may ignore them). False for what is no such field.
bool ContentDigestFits(std::string_view content_digest, ByteView body);

}  // namespace signet
