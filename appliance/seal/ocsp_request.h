#pragma once

#include "appliance/base/bytes.h"
#include "appliance/base/certificate.h"

namespace signet::seal {

/// An OCSPRequest (RFC 6960 4.1.1, DER) for the status of `certificate`, issued by `issuer`, by
/// SHA-1 CertID, which every responder knows (RFC 5019 2.1.1). Without nonce: the answer may be
/// one that the responder made before, and its times tell how old it is.
Bytes MakeOcspRequest(const Certificate& certificate, const Certificate& issuer);

}  // namespace signet::seal
