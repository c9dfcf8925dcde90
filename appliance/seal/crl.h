#pragma once

#include <memory>
#include <optional>

#include "appliance/base/bytes.h"
#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/seal/revocation_status.h"
#include "appliance/seal/verified_signatures.h"

namespace signet::seal {

/// A certificate revocation list (RFC 5280 5) that parsed: a value, cheap to copy, immutable, safe
/// to share between threads. Reading it says nothing about who made it: ask IsSignedBy() before
/// believing StatusOf().
class Crl {
 public:
  /// One whole CRL in DER and nothing after it. Nullopt for anything else and for a list that is
  /// not a complete one of its issuer's own certificates: delta and indirect CRLs, CRLs for some
  /// reasons or for attribute certificates, and any with a critical extension that is not known
  /// here (5.2, 5.3). Never throws because of the content.
  static std::optional<Crl> Read(ByteView der);

  ByteView der() const;
  Time this_update() const;
  std::optional<Time> next_update() const;

  /// What it says of `certificate`: nullopt if the certificate names another issuer, or if the
  /// list's issuing distribution point (5.2.5) leaves such certificates out.
  std::optional<RevocationStatus> StatusOf(const Certificate& certificate) const;

  /// Whether it names `issuer` as its issuer, verifies with its key, and the key may sign CRLs
  /// (4.2.1.3).
  bool IsSignedBy(const Certificate& issuer, VerifiedSignatures* memory = nullptr) const;
  /// The hash function of its signature, as OpenSSL numbers it (NID); NID_undef if unknown.
  int signature_hash() const;

 private:
  struct Content;
  explicit Crl(std::shared_ptr<const Content> content);
  std::shared_ptr<const Content> content_;
};

}  // namespace signet::seal
