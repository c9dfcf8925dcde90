#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/seal/revocation_status.h"
#include "appliance/seal/verified_signatures.h"

namespace signet::seal {

/// OCSPResponseStatus (RFC 6960 4.2.1), with its numbers.
enum class OcspStatus {
  kSuccessful = 0,
  kMalformedRequest = 1,
  kInternalError = 2,
  kTryLater = 3,
  kSigRequired = 5,
  kUnauthorized = 6,
};
std::string_view NameOf(OcspStatus status);  ///< "tryLater", …

/// An OCSP response (RFC 6960 4.2) that parsed: a value, cheap to copy, immutable, safe to share
/// between threads. Reading it says nothing about who made it: ask ResponderFor() before believing
/// StatusOf().
class OcspResponse {
 public:
  /// A whole OCSPResponse in DER and nothing after it. Nullopt for anything else, for a response
  /// type other than id-pkix-ocsp-basic, and for one with a critical extension that is not known
  /// here. Never throws because of the content.
  static std::optional<OcspResponse> Read(ByteView der);

  ByteView der() const;
  OcspStatus status() const;
  /// Below only with kSuccessful: nothing or an epoch otherwise.
  Time produced_at() const;
  const std::vector<Certificate>& certificates() const;  ///< those the response brings along
  std::optional<Bytes> nonce() const;                    ///< RFC 8954 2.1: the octets of Nonce

  /// What it says of `certificate`, issued by `issuer`: the CertID (RFC 6960 4.1.1) has to be that
  /// of both, by SHA-1, SHA-256, SHA-384 or SHA-512. Of several answers the newest.
  std::optional<RevocationStatus> StatusOf(const Certificate& certificate,
                                           const Certificate& issuer) const;

  /// Who signed it, if that one may speak for `issuer` (4.2.2.2): the issuer itself, or a
  /// certificate that the issuer signed for id-kp-OCSPSigning and that was valid at producedAt. It
  /// is looked for among certificates() and `known`. Nullopt if the signature does not verify with
  /// such a certificate.
  std::optional<Certificate> ResponderFor(const Certificate& issuer,
                                          const std::vector<Certificate>& known,
                                          VerifiedSignatures* memory = nullptr) const;
  /// The certificate that signed it, whoever that is, by the same search.
  std::optional<Certificate> Signer(const std::vector<Certificate>& known) const;
  /// The hash function of its signature, as OpenSSL numbers it (NID); NID_undef if unknown.
  int signature_hash() const;

 private:
  struct Content;
  explicit OcspResponse(std::shared_ptr<const Content> content);
  std::shared_ptr<const Content> content_;
};

/// id-pkix-ocsp-nocheck (RFC 6960 4.2.2.2.1): the issuer asks not to look for revocation of this
/// responder's certificate.
bool HasOcspNoCheck(const Certificate& responder);

}  // namespace signet::seal
