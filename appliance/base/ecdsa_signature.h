#pragma once

#include <cstddef>

#include "appliance/base/bytes.h"

namespace signet {

/// An ECDSA signature has two spellings: r‖s of fixed width (RFC 7518 3.4, RFC 9421 3.3.4, PKCS#11)
/// and DER (RFC 3279 2.2.3, OpenSSL, signed notes). `raw` must have an even, non-zero number of
/// octets, `width` is that of r and of s. Both throw Error(kCryptographyFailed).
Bytes EcdsaToDer(ByteView raw);
Bytes EcdsaToRaw(ByteView der, std::size_t width);

}  // namespace signet
