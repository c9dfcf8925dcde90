#pragma once

#include "appliance/base/certificate.h"
#include "appliance/registry/client.h"

namespace signet::registry {

/// The parts of a certificate by which a client can be known (CertificateMatch).
Bytes PublicKeyOf(const Certificate& certificate);  ///< DER SubjectPublicKeyInfo
Bytes SubjectOf(const Certificate& certificate);    ///< DER Name
/// ClientCertificate::digest of kIssuerAndSubject.
Sha256 DigestOf(ByteView issuer, ByteView subject);

/// The entry that lets whoever shows `certificate` in. `issuer` is needed for kIssuerAndSubject and
/// must have issued it; the entry then lasts as long as the CA's certificate, for kPublicKey ten
/// years (each certificate has its own end besides), else as long as the certificate. Throws
/// Error(kRegistryMalformed).
ClientCertificate EntryFor(const Certificate& certificate, CertificateMatch match,
                           const Certificate* issuer);

}  // namespace signet::registry
