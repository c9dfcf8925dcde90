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
  for (const Certificate& certificate : path) {
    auto found = ServicesOf(certificate);
    if (!found.empty()) return found;
  }
  return {};
}

bool TrustedLists::IsSealIssuer(const Certificate& certificate, Time at) const {
  return std::ranges::any_of(ServicesOf(certificate), [&](const ListedService& found) {
    const ServiceState* const state = found.service->StateAt(at);
    return state != nullptr && state->type == uri::kQualifiedCa && IsApproved(*state, at) &&
           (at < kRegulationBegins || std::ranges::count(state->additional, uri::kForSeals) > 0);
  });
}

bool TrustedLists::IsQualifiedTimeStamper(const std::vector<Certificate>& path, Time at) const {
  return std::ranges::any_of(ServicesOnPath(path), [&](const ListedService& found) {
    const ServiceState* const state = found.service->StateAt(at);
    return state != nullptr && state->type == uri::kQualifiedTsa && IsApproved(*state, at);
  });
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
