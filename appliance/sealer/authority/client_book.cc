#include "appliance/sealer/authority/client_book.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "appliance/base/certificate.h"
#include "appliance/base/error.h"
#include "appliance/registry/client_certificate.h"

namespace signet::sealer {
namespace {

using registry::CertificateMatch;
using registry::Client;

// So many certificates are remembered; a stranger's never are.
constexpr std::size_t kMostRemembered = 20'000;

std::optional<Certificate> Read(ByteView der) {
  try {
    return Certificate::FromDer(der);
  } catch (const Error&) {
    return std::nullopt;  // whoever shows it is nobody
  }
}

// RFC 5280 6.1.3 (a)(1) and (4): this CA signed it, and it names this CA.
bool IsIssuedBy(const Certificate& certificate, const Certificate& issuer) {
  return X509_check_issued(issuer.x509(), certificate.x509()) == X509_V_OK &&
         X509_verify(certificate.x509(), issuer.public_key()) == 1;
}

}  // namespace

std::size_t ClientBook::DigestHash::operator()(const Sha256& digest) const {
  std::size_t out = 0;
  std::memcpy(&out, digest.octets.data(), sizeof out);
  return out;
}

ClientBook::ClientBook(std::vector<Client> clients) : clients_(std::move(clients)) {
  for (std::size_t client = 0; client < clients_.size(); ++client) {
    const auto& certificates = clients_[client].certificates;
    for (std::size_t i = 0; i < certificates.size(); ++i) {
      by_digest_.emplace(certificates[i].digest, Entry{client, i});
      if (certificates[i].match != CertificateMatch::kIssuerAndSubject) continue;
      if (std::ranges::find(issuers_, certificates[i].issuer) == issuers_.end()) {
        issuers_.push_back(certificates[i].issuer);
      }
    }
  }
}

KnownClient ClientBook::Recognise(ByteView certificate) const {
  const Sha256 fingerprint = HashSha256(certificate);
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = seen_.find(fingerprint); found != seen_.end()) return found->second;
  }
  const KnownClient known = Examine(certificate, fingerprint);
  if (known.client == nullptr) return known;
  const std::lock_guard lock(mutex_);
  if (seen_.size() >= kMostRemembered) seen_.clear();
  seen_.emplace(fingerprint, known);
  return known;
}

KnownClient ClientBook::Examine(ByteView der, const Sha256& fingerprint) const {
  const auto certificate = Read(der);
  if (!certificate) return {};
  const auto known = [&](const Sha256& digest) {
    const auto found = by_digest_.find(digest);
    if (found == by_digest_.end()) return KnownClient{};
    const Client& client = clients_[found->second.client];
    const auto& entry = client.certificates[found->second.certificate];
    return KnownClient{&client, std::max(entry.not_before, certificate->not_before()),
                       std::min(entry.not_after, certificate->not_after())};
  };
  if (const auto found = known(fingerprint); found.client != nullptr) return found;
  const Sha256 key = HashSha256(registry::PublicKeyOf(*certificate));
  if (const auto found = known(key); found.client != nullptr) return found;
  for (const Bytes& issuer : issuers_) {
    const auto found = known(registry::DigestOf(issuer, registry::SubjectOf(*certificate)));
    if (found.client == nullptr) continue;
    const auto ca = Read(issuer);
    if (ca && IsIssuedBy(*certificate, *ca)) return found;
  }
  return {};
}

const Client* ClientBook::Find(std::string_view name) const {
  const auto found = std::ranges::lower_bound(clients_, name, {}, &Client::name);
  return found == clients_.end() || found->name != name ? nullptr : &*found;
}

std::size_t ClientBook::administrators() const {
  return static_cast<std::size_t>(std::ranges::count_if(clients_, [](const Client& client) {
    return client.role == registry::Role::kAdministrator &&
           client.status == registry::ClientStatus::kActive;
  }));
}

void RequireStillActive(const ClientBook& clients, const Client& admitted) {
  const Client* const now = clients.Find(admitted.name);
  if (now != nullptr && now->status == registry::ClientStatus::kActive) return;
  throw Error(Code::kClientNotAllowed,
              "Client " + admitted.name + " is suspended at this box. Ask its administrators why.");
}

}  // namespace signet::sealer
