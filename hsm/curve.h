#pragma once

#include "appliance/base/bytes.h"
#include "hsm/mechanism.h"

namespace signet::hsm {

/// CKA_EC_PARAMS of a curve: the DER of its object identifier (RFC 5480 2.1.1.1, RFC 8410 3), which
/// SoftHSM 2.6 takes for Ed25519 too. Throws Error(kInternal) for RSA.
Bytes CurveParameters(KeyKind kind);

/// 256, 384 or 255 for the curves above in any of their spellings, 0 for any other.
unsigned CurveBits(ByteView parameters);

}  // namespace signet::hsm
