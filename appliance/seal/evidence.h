#pragma once

#include <map>
#include <optional>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/seal/crl.h"
#include "appliance/seal/ocsp_response.h"
#include "appliance/seal/proofs.h"

namespace signet::seal {

/// An OCSP response or a CRL with its place in the signature.
template <typename T>
struct Placed {
  T value;
  Place place;
};

/// What a signature brings along to be judged with: certificates, OCSP responses and CRLs, each
/// with the first place where it stands. Nothing in it is trusted. A certificate that is there
/// several times is read and kept once.
class Evidence {
 public:
  void Add(const Certificate& certificate, Place place);
  /// Reads DER, unless the same octets were read before. False if it is no certificate.
  bool AddCertificate(ByteView der, Place place);
  void Add(OcspResponse response, Place place);
  void Add(Crl crl, Place place);

  const std::vector<Certificate>& certificates() const { return certificates_; }
  const std::vector<Placed<OcspResponse>>& ocsp() const { return ocsp_; }
  const std::vector<Placed<Crl>>& crls() const { return crls_; }
  /// Nullopt for a certificate that the signature does not bring.
  std::optional<Place> PlaceOf(const Certificate& certificate) const;

 private:
  std::vector<Certificate> certificates_;
  std::map<Sha256, Place> places_;  ///< by fingerprint
  std::vector<Placed<OcspResponse>> ocsp_;
  std::vector<Placed<Crl>> crls_;
};

}  // namespace signet::seal
