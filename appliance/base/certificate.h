#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/clock.h"
#include "appliance/base/digest.h"
#include "appliance/base/openssl.h"

namespace signet {

/// What the subject of a seal certificate says of its owner (ETSI EN 319 412-3 4.2.1). UTF-8; empty
/// where the subject does not have the attribute.
struct CertificateSubject {
  std::string organisation;             ///< O, 2.5.4.10
  std::string organisation_identifier;  ///< organizationIdentifier, 2.5.4.97
  std::string common_name;              ///< CN, 2.5.4.3
  std::string country;                  ///< C, 2.5.4.6: ISO 3166-1 alpha-2
};

enum class KeyType { kRsa, kEcP256, kEcP384, kEcP521, kOther };

/// An X.509 certificate (RFC 5280) that parsed: a value, cheap to copy, immutable, safe to share
/// between threads. Parsing says nothing about trust.
class Certificate {
 public:
  /// One certificate and nothing after it. Throws Error(kCryptographyFailed).
  static Certificate FromDer(ByteView der);
  /// The certificate that OpenSSL has read already; the object is shared, not copied. Throws
  /// Error(kCryptographyFailed).
  static Certificate FromX509(X509* x509);
  /// All certificates of a PEM text in its order. Throws Error(kCryptographyFailed) if there is
  /// none or one does not parse.
  static std::vector<Certificate> FromPem(std::string_view pem);

  ByteView der() const;
  std::string Pem() const;
  const Sha256& fingerprint() const;  ///< SHA-256 of der()
  CertificateSubject subject() const;
  std::string SubjectText() const;  ///< RFC 2253 spelling, for people
  std::string IssuerText() const;
  Time not_before() const;
  Time not_after() const;
  KeyType key_type() const;
  int key_bits() const;
  /// DER of RFC 5035 IssuerSerial, which JAdES's kid carries (TS 119 182-1 5.1.4).
  Bytes IssuerSerial() const;

  /// OpenSSL's objects, owned by this certificate.
  X509* x509() const;
  EVP_PKEY* public_key() const;

  friend bool operator==(const Certificate& a, const Certificate& b) {
    return a.fingerprint() == b.fingerprint();
  }

 private:
  struct Content;
  explicit Certificate(std::shared_ptr<const Content> content);
  static Certificate Completed(std::shared_ptr<Content> content);
  std::shared_ptr<const Content> content_;
};

}  // namespace signet
