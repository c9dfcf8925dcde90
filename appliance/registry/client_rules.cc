#include "appliance/registry/client_rules.h"

#include <algorithm>
#include <array>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/registry/naming.h"

namespace signet::registry {
namespace {

constexpr std::uint32_t kHighestRate = 1'000'000;
constexpr std::size_t kMostCertificates = 100;

constexpr std::array<std::pair<Role, std::string_view>, 5> kRoles{{
    {Role::kSubmitter, "submitter"},
    {Role::kOperator, "operator"},
    {Role::kAdministrator, "administrator"},
    {Role::kAuditor, "auditor"},
    {Role::kMonitor, "monitor"},
}};

constexpr std::array<std::pair<ClientStatus, std::string_view>, 2> kStatuses{{
    {ClientStatus::kActive, "active"},
    {ClientStatus::kSuspended, "suspended"},
}};

constexpr std::array<std::pair<CertificateMatch, std::string_view>, 3> kMatches{{
    {CertificateMatch::kCertificate, "certificate"},
    {CertificateMatch::kPublicKey, "public-key"},
    {CertificateMatch::kIssuerAndSubject, "issuer-and-subject"},
}};

template <typename Value, std::size_t size>
std::string_view NameIn(const std::array<std::pair<Value, std::string_view>, size>& table,
                        Value value) {
  const auto* found = std::ranges::find(table, value, &std::pair<Value, std::string_view>::first);
  return found == table.end() ? "unknown" : found->second;
}

template <typename Value, std::size_t size>
Value ValueIn(const std::array<std::pair<Value, std::string_view>, size>& table,
              std::string_view name, const char* refusal) {
  const auto* found = std::ranges::find(table, name, &std::pair<Value, std::string_view>::second);
  if (found != table.end()) return found->first;
  throw Error(Code::kParameterInvalid, refusal);
}

Error Malformed(std::string message) { return {Code::kRegistryMalformed, std::move(message)}; }

void RequireWellFormed(const ClientCertificate& certificate) {
  const bool by_name = certificate.match == CertificateMatch::kIssuerAndSubject;
  if (certificate.subject.empty() == by_name || certificate.issuer.empty() == by_name) {
    throw Malformed(
        "A client that is known by issuer and subject has the CA's certificate beside its own, and "
        "no other has.");
  }
  if (certificate.not_after < certificate.not_before) {
    throw Malformed("The client's certificate ends before it begins; have it issued again.");
  }
}

void RequireWellFormed(const std::vector<SigningKey>& keys) {
  for (const SigningKey& key : keys) {
    RequireName("A signing key's id", key.id);
    if (key.public_key.empty()) throw Malformed("The signing key " + key.id + " is empty.");
  }
}

void RequireRate(const Rate& rate) {
  const auto is_out = [](std::uint32_t n) { return n < 1 || n > kHighestRate; };
  if (!is_out(rate.seals_per_minute) && !is_out(rate.burst)) return;
  throw Malformed("A rate has 1 to 1,000,000 seals per minute and a burst of 1 to 1,000,000.");
}

void RequireSubmittersPart(const Client& client) {
  if (client.role != Role::kSubmitter && (!client.organisations.empty() || client.rate)) {
    throw Malformed("Only a submitter has organisations that it submits for, or a rate.");
  }
  if (client.organisations.size() > kLongestList ||
      HasRepeats({client.organisations.begin(), client.organisations.end()})) {
    throw Malformed("A client submits for at most 1,000 organisations, each named once.");
  }
  if (client.rate) RequireRate(*client.rate);
}

}  // namespace

std::string_view NameOf(Role role) { return NameIn(kRoles, role); }
std::string_view NameOf(ClientStatus status) { return NameIn(kStatuses, status); }
std::string_view NameOf(CertificateMatch match) { return NameIn(kMatches, match); }

Role RoleFromName(std::string_view name) {
  return ValueIn(kRoles, name,
                 "A role is one of submitter, operator, administrator, auditor, monitor.");
}

ClientStatus ClientStatusFromName(std::string_view name) {
  return ValueIn(kStatuses, name, "A client's status is active or suspended.");
}

CertificateMatch CertificateMatchFromName(std::string_view name) {
  return ValueIn(kMatches, name,
                 "A certificate is matched by certificate, public-key or issuer-and-subject.");
}

std::string CertificateIdOf(const Sha256& digest) { return digest.hex().substr(0, 16); }

bool MustSign(const Client& client) {
  return client.role == Role::kAdministrator || client.signatures_required;
}

void RequireWellFormed(const Client& client) {
  RequireName("The client's name", client.name);
  if (client.certificates.empty() || client.certificates.size() > kMostCertificates) {
    throw Malformed("A client is known by 1 to 100 certificates; name the one that it shows.");
  }
  for (const ClientCertificate& certificate : client.certificates) RequireWellFormed(certificate);
  if (client.signing_keys.size() > kMostCertificates) {
    throw Malformed("A client has at most 100 signing keys; remove those it uses no more.");
  }
  RequireWellFormed(client.signing_keys);
  if (MustSign(client) && client.signing_keys.empty()) {
    throw Malformed("Client " + client.name +
                    " has to sign its requests: register a signing key with it.");
  }
  RequireSubmittersPart(client);
}

}  // namespace signet::registry
