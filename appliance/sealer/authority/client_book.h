#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/digest.h"
#include "appliance/registry/client.h"

namespace signet::sealer {

/// A client as a certificate shows it.
struct KnownClient {
  const registry::Client* client = nullptr;  ///< null: nobody; owned by the book
  Time not_before;                           ///< of certificate and registration together
  Time not_after;
};

/// The registered clients, found by the certificate that a TLS peer showed. Immutable but for what
/// it remembers of certificates it has looked at; safe from any thread.
class ClientBook {
 public:
  explicit ClientBook(std::vector<registry::Client> clients);
  ClientBook(const ClientBook&) = delete;
  ClientBook& operator=(const ClientBook&) = delete;

  /// `certificate` is DER, untrusted: a certificate that cannot be read is nobody's.
  KnownClient Recognise(ByteView certificate) const;
  const registry::Client* Find(std::string_view name) const;
  const std::vector<registry::Client>& all() const { return clients_; }
  /// Active ones.
  std::size_t administrators() const;

 private:
  struct Entry {
    std::size_t client = 0;
    std::size_t certificate = 0;
  };
  struct DigestHash {
    std::size_t operator()(const Sha256& digest) const;
  };
  using Index = std::unordered_map<Sha256, Entry, DigestHash>;

  KnownClient Examine(ByteView certificate, const Sha256& fingerprint) const;

  std::vector<registry::Client> clients_;  ///< by name
  Index by_digest_;
  /// Certificates of the CAs that name clients by issuer and subject.
  std::vector<Bytes> issuers_;
  mutable std::mutex mutex_;
  mutable std::unordered_map<Sha256, KnownClient, DigestHash> seen_;  ///< by fingerprint
};

/// A client that was admitted may have been suspended since. Throws Error(kClientNotAllowed).
void RequireStillActive(const ClientBook& clients, const registry::Client& admitted);

}  // namespace signet::sealer
