#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/base/openssl.h"
#include "appliance/seal/findings.h"

namespace signet::seal {

/// A path from a certificate to an anchor, as RFC 5280 6.1 wants it apart from times and
/// revocation, which are judged for a moment (certificate_validation.h).
struct CertificatePath {
  std::vector<Certificate> certificates;  ///< the asked one first, the anchor last; or empty
  Findings findings;                      ///< why there is none, or what is odd about it
};

/// Finds paths for the certificates of one judgement. Only `anchors` are trusted: a root that the
/// file brings along is not. Any certificate can be an anchor, one below a root or the asked one
/// itself too. `untrusted` may serve on the way; of several ways those that are valid at `at` are
/// preferred. Keeps references to both lists. One thread.
class PathFinder {
 public:
  PathFinder(const std::vector<Certificate>& anchors, const std::vector<Certificate>& untrusted,
             Time at);

  /// `whose` is for findings: "the seal". Found once and kept.
  const CertificatePath& PathOf(const Certificate& certificate, const std::string& whose);
  bool IsAnchor(const Certificate& certificate) const;
  /// The certificate among both lists that has the issuer's name and key identifier; nothing is
  /// verified.
  std::optional<Certificate> IssuerOf(const Certificate& certificate) const;

 private:
  void AddIssuersOf(const Certificate& certificate) const;
  CertificatePath Find(const Certificate& certificate, const std::string& whose) const;

  const std::vector<Certificate>& anchors_;
  const std::vector<Certificate>& untrusted_;
  Time at_;
  openssl::Handle<X509_STORE> store_;
  std::map<Sha256, CertificatePath> found_;
};

}  // namespace signet::seal
