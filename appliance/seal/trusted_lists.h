#pragma once

#include <map>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/base/digest.h"
#include "appliance/seal/list_authority.h"
#include "appliance/seal/trusted_list.h"

namespace signet::seal {

/// TS 119 615: when Regulation (EU) 910/2014 took the place of the directive, and `granted` the
/// place of the older statuses: 2016-06-30T22:00:00Z.
extern const Time kRegulationBegins;

/// A service and the national list in which it stands; valid as long as the TrustedLists is.
struct ListedService {
  const TrustedList* list;
  const TrustService* service;
};

/// Whether a service in this state has the approval that its type needs at `at`: granted; before
/// the regulation, under supervision, in cessation of it, or accredited (TS 119 615 4.3).
bool IsApproved(const ServiceState& state, Time at);

/// The authorised lists, asked as one. Only national lists of the EU (TSLType EUgeneric) count:
/// what other lists say makes nothing qualified. A service is found by the certificates in its
/// identity, by subject and public key, so that a certificate that was renewed over the same key is
/// the same service (TS 119 612 5.5.3). Immutable; safe to share between threads.
class TrustedLists {
 public:
  explicit TrustedLists(const std::vector<AuthorisedList>& lists);
  TrustedLists(TrustedLists&&) noexcept = default;
  TrustedLists& operator=(TrustedLists&&) noexcept = default;

  bool empty() const { return lists_.empty(); }
  /// The services whose digital identity is this certificate.
  std::vector<ListedService> ServicesOf(const Certificate& certificate) const;
  /// Those of all certificates in `path` (signer first), and of the listed CAs above its last one,
  /// nearest first: TS 119 615 4.3.4 takes every service from which a path leads to the
  /// certificate.
  std::vector<ListedService> ServicesOnPath(const std::vector<Certificate>& path) const;

  /// Whether this is an issuer of qualified certificates for e-seals at `at`: CA/QC, approved, and
  /// since the regulation with ForeSeals.
  bool IsSealIssuer(const Certificate& certificate, Time at) const;
  /// Whether the time-stamps of the authority at the beginning of `path` are qualified at `at`:
  /// TSA/QTST, approved, and no other service of that type on the path is not (TS 119 615 4.6.4).
  bool IsQualifiedTimeStamper(const std::vector<Certificate>& path, Time at) const;

  /// The certificates of all services of a type, whatever their state: a path that ends in one of
  /// them reaches a list. What it is worth there, the questions above say.
  std::vector<Certificate> Anchors(std::string_view service_type) const;

 private:
  std::vector<Certificate> WithListedIssuers(std::vector<Certificate> path) const;

  std::vector<AuthorisedList> lists_;
  std::multimap<Sha256, ListedService> by_identity_;
};

}  // namespace signet::seal
