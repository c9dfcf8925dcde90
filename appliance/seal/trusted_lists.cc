#include "appliance/seal/trusted_lists.h"

#include <algorithm>
#include <array>
#include <set>

#include "appliance/base/openssl.h"

namespace signet::seal {
namespace {

using namespace std::chrono_literals;

Sha256 Identity(const Certificate& certificate) {
  const X509_NAME* const name = X509_get_subject_name(certificate.x509());
  const unsigned char* subject = nullptr;
  std::size_t subject_size = 0;
  unsigned char* key = nullptr;
  const int key_size = i2d_PUBKEY(certificate.public_key(), &key);
  const std::unique_ptr<unsigned char, decltype([](unsigned char* p) { OPENSSL_free(p); })> owned(
      key);
  if (X509_NAME_get0_der(name, &subject, &subject_size) != 1 || key_size <= 0) {
    throw openssl::Failure("A certificate's identity could not be encoded.");
  }
  return HashSha256(
      {ByteView(subject, subject_size), ByteView(key, static_cast<std::size_t>(key_size))});
}

bool Issued(const Certificate& issuer, const Certificate& certificate) {
  const bool issued = X509_check_issued(issuer.x509(), certificate.x509()) == X509_V_OK &&
                      X509_verify(certificate.x509(), issuer.public_key()) == 1;
  openssl::TakeErrors();
  return issued;
}

bool HasStatus(const ServiceState& state, std::string_view name) {
  return state.status.size() == uri::kStatus.size() + name.size() &&
         state.status.starts_with(uri::kStatus) && state.status.ends_with(name);
}

}  // namespace

const Time kRegulationBegins = Time(std::chrono::sys_days(std::chrono::year(2016) / 6 / 30)) + 22h;

bool IsApproved(const ServiceState& state, Time at) {
  if (at >= kRegulationBegins) return HasStatus(state, "granted");
  constexpr std::array<std::string_view, 3> kBefore = {"undersupervision", "supervisionincessation",
                                                       "accredited"};
  return std::ranges::any_of(kBefore, [&](auto name) { return HasStatus(state, name); });
}

TrustedLists::TrustedLists(const std::vector<AuthorisedList>& lists) {
  for (const AuthorisedList& list : lists) {
    if (list->type != uri::kNationalList) continue;
    lists_.push_back(list);
    for (const TrustService& service : list->services) {
      std::set<Sha256> identities;
      for (const ServiceState& state : service.states) {
        for (const auto& certificate : state.certificates) {
          identities.insert(Identity(certificate));
        }
      }
      for (const Sha256& one : identities)
        by_identity_.emplace(one, ListedService{&*list, &service});
    }
  }
}

std::vector<ListedService> TrustedLists::ServicesOf(const Certificate& certificate) const {
  std::vector<ListedService> out;
  const auto [first, last] = by_identity_.equal_range(Identity(certificate));
  for (auto it = first; it != last; ++it) out.push_back(it->second);
  return out;
}

std::vector<ListedService> TrustedLists::ServicesOnPath(
    const std::vector<Certificate>& path) const {
  std::vector<ListedService> out;
  for (const Certificate& certificate : WithListedIssuers(path)) {
    for (const ListedService& found : ServicesOf(certificate)) {
      if (std::ranges::find(out, found.service, &ListedService::service) == out.end()) {
        out.push_back(found);
      }
    }
  }
  return out;
}

// A path ends at the first anchor, and lists may have who issued that one, too.
std::vector<Certificate> TrustedLists::WithListedIssuers(std::vector<Certificate> path) const {
  const auto issuer_of = [&](const Certificate& last) -> const Certificate* {
    for (const auto& [identity, found] : by_identity_) {
      for (const ServiceState& state : found.service->states) {
        for (const Certificate& one : state.certificates) {
          if (Issued(one, last)) return &one;
        }
      }
    }
    return nullptr;
  };
  while (!path.empty()) {
    const Certificate* const issuer = issuer_of(path.back());
    if (issuer == nullptr || std::ranges::count(path, *issuer) > 0) break;
    path.push_back(*issuer);
  }
  return path;
}

bool TrustedLists::IsSealIssuer(const Certificate& certificate, Time at) const {
  return std::ranges::any_of(ServicesOf(certificate), [&](const ListedService& found) {
    const ServiceState* const state = found.service->StateAt(at);
    return state != nullptr && state->type == uri::kQualifiedCa && IsApproved(*state, at) &&
           (at < kRegulationBegins || std::ranges::count(state->additional, uri::kForSeals) > 0);
  });
}

bool TrustedLists::IsQualifiedTimeStamper(const std::vector<Certificate>& path, Time at) const {
  bool listed = false;
  for (const ListedService& found : ServicesOnPath(path)) {
    const ServiceState* const state = found.service->StateAt(at);
    if (state == nullptr || state->type != uri::kQualifiedTsa) continue;
    if (!IsApproved(*state, at)) return false;
    listed = true;
  }
  return listed;
}

std::vector<Certificate> TrustedLists::Anchors(std::string_view service_type) const {
  std::vector<Certificate> out;
  std::set<Sha256> seen;
  for (const auto& [identity, found] : by_identity_) {
    for (const ServiceState& state : found.service->states) {
      if (state.type != service_type) continue;
      for (const Certificate& certificate : state.certificates) {
        if (seen.insert(certificate.fingerprint()).second) out.push_back(certificate);
      }
    }
  }
  return out;
}

}  // namespace signet::seal
