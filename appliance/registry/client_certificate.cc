#include "appliance/registry/client_certificate.h"

#include <chrono>

#include "appliance/base/error.h"

namespace signet::registry {
namespace {

constexpr std::chrono::days kPublicKeyLasts{3653};
constexpr std::size_t kIdLength = 16;

// i2d functions want a moving pointer and give the length, or a failure, as int.
template <typename Write>
Bytes Der(Write write) {
  const int length = write(nullptr);
  if (length <= 0) throw openssl::Failure("A part of a certificate cannot be written.");
  Bytes out(static_cast<std::size_t>(length));
  std::uint8_t* end = out.data();
  write(&end);
  return out;
}

void RequireIssuer(const Certificate& certificate, const Certificate* issuer) {
  if (issuer == nullptr) {
    throw Error(Code::kRegistryMalformed,
                "A client known by issuer and subject needs the certificate of that issuer too.");
  }
  if (X509_check_issued(issuer->x509(), certificate.x509()) == X509_V_OK &&
      X509_verify(certificate.x509(), issuer->public_key()) == 1) {
    return;
  }
  openssl::TakeErrors();
  throw Error(Code::kRegistryMalformed,
              "The client's certificate was not issued by the issuer that was given.");
}

}  // namespace

Bytes PublicKeyOf(const Certificate& certificate) {
  X509_PUBKEY* const key = X509_get_X509_PUBKEY(certificate.x509());
  return Der([key](std::uint8_t** to) { return i2d_X509_PUBKEY(key, to); });
}

Bytes SubjectOf(const Certificate& certificate) {
  const X509_NAME* const name = X509_get_subject_name(certificate.x509());
  return Der([name](std::uint8_t** to) { return i2d_X509_NAME(name, to); });
}

Sha256 DigestOf(ByteView issuer, ByteView subject) { return HashSha256({issuer, subject}); }

ClientCertificate EntryFor(const Certificate& certificate, CertificateMatch match,
                           const Certificate* issuer) {
  ClientCertificate entry;
  entry.match = match;
  entry.not_before = certificate.not_before();
  entry.not_after = certificate.not_after();
  switch (match) {
    case CertificateMatch::kCertificate:
      entry.digest = certificate.fingerprint();
      break;
    case CertificateMatch::kPublicKey:
      entry.digest = HashSha256(PublicKeyOf(certificate));
      entry.not_after = entry.not_before + kPublicKeyLasts;
      break;
    case CertificateMatch::kIssuerAndSubject:
      RequireIssuer(certificate, issuer);
      entry.subject = SubjectOf(certificate);
      entry.issuer = {issuer->der().begin(), issuer->der().end()};
      entry.digest = DigestOf(entry.issuer, entry.subject);
      entry.not_before = issuer->not_before();
      entry.not_after = issuer->not_after();
      break;
  }
  entry.id = entry.digest.hex().substr(0, kIdLength);
  return entry;
}

}  // namespace signet::registry
