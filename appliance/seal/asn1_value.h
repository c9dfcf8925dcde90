#pragma once

#include <openssl/asn1.h>
#include <openssl/types.h>

#include <optional>

#include "appliance/base/bytes.h"
#include "appliance/base/clock.h"
#include "appliance/seal/revocation_status.h"

namespace signet::seal {

/// UTCTime or GeneralizedTime, a fraction of a second dropped; nullopt for null and for what is no
/// time.
std::optional<Time> TimeFromAsn1(const ASN1_TIME* time);

/// The octets of a string, valid as long as it is.
ByteView ViewOf(const ASN1_STRING* value);

/// A library context without any algorithm. What is read in it has certificates whose public keys
/// are not read, which is what costs; Certificate::FromDer reads them where they are needed.
OSSL_LIB_CTX* ContextWithoutKeys();

/// A CRLReason (RFC 5280 5.3.1) by its number; kUnspecified for one that is not listed there.
RevocationReason ReasonFromNumber(long number);

}  // namespace signet::seal
