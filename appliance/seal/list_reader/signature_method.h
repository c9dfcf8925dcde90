#pragma once

#include <string_view>

#include "appliance/base/bytes.h"
#include "appliance/base/certificate.h"

namespace signet::list_reader {

/// Name of the hash function that a DigestMethod's `Algorithm` names, as OpenSSL calls it; null for
/// one that is not known or too weak (RFC 6931 2.1; TS 119 312 6).
const char* DigestNameOf(std::string_view algorithm);
/// The same for the digest of a certificate, where SHA-1 may stand: who may sign is decided by the
/// whole certificate, and half of the lists of 2019 name theirs so.
const char* CertificateDigestNameOf(std::string_view algorithm);
Bytes DigestOf(const char* name, std::string_view octets);

/// Whether a SignatureMethod is one that is read here: RSA (PKCS #1 v1.5), RSA-PSS with MGF1 and a
/// salt as long as the hash, ECDSA; each with SHA-256, SHA-384 or SHA-512 (RFC 6931 2.3).
bool IsSignatureMethod(std::string_view algorithm);
/// Whether `value` (ECDSA: r‖s of fixed width, XMLDSig 1.1 6.4.3) is the signature of this
/// certificate's key over `octets`. Never throws because of the value or the key.
bool VerifyValue(std::string_view algorithm, const Certificate& signer, std::string_view octets,
                 ByteView value);

}  // namespace signet::list_reader
