#pragma once

#include "appliance/base/bytes.h"
#include "hsm/mechanism.h"

namespace signet::hsm {

/// CKA_EC_PARAMS of a curve: the DER of its object identifier (RFC 5480 2.1.1.1), for Ed25519 the
/// PrintableString "edwards25519" (PKCS#11 3.0 2.3.5), the form that SoftHSM 2.6 and newer modules
/// both take. Throws Error(kInternal) for RSA.
Bytes CurveParameters(KeyKind kind);

/// 256, 384 or 255 for the curves above in any of their spellings, 0 for any other.
unsigned CurveBits(ByteView parameters);

}  // namespace signet::hsm
