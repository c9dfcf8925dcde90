#pragma once

#include <openssl/asn1.h>
#include <openssl/types.h>
#include <openssl/x509.h>

#include <optional>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/certificate.h"
#include "appliance/seal/revocation_status.h"

namespace signet::seal {

/// The octets of a string, valid as long as it is.
ByteView ViewOf(const ASN1_STRING* value);

/// A library context without any algorithm. What is read in it has certificates whose public keys
/// are not read, which is what costs; Certificate::FromDer reads them where they are needed.
OSSL_LIB_CTX* ContextWithoutKeys();

/// The certificates that came along with something signed. Nullopt if one of them cannot be read,
/// or if there are more than 16: no real response or token has them, and they may not make a
/// judgement costly.
std::optional<std::vector<Certificate>> CertificatesIn(const STACK_OF(X509) * stack);

/// A CRLReason (RFC 5280 5.3.1) by its number; kUnspecified for one that is not listed there.
RevocationReason ReasonFromNumber(long number);

}  // namespace signet::seal
