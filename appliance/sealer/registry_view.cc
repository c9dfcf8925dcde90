#include "appliance/sealer/registry_view.h"

#include <algorithm>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/registry/client.h"
#include "appliance/registry/mandate.h"
#include "appliance/registry/organisation.h"
#include "appliance/seal/qc_statements.h"

namespace signet::sealer {
namespace {

constexpr std::string_view kTest = "TEST ";

std::string IssuerCommonName(const Certificate& certificate) {
  const X509_NAME* const issuer = X509_get_issuer_name(certificate.x509());
  const int at = X509_NAME_get_index_by_NID(issuer, NID_commonName, -1);
  if (at < 0) return "";
  const ASN1_STRING* const text = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(issuer, at));
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
          static_cast<std::size_t>(ASN1_STRING_length(text))};
}

hsm::Mechanism MechanismOf(seal::Algorithm algorithm, const std::string& key) {
  switch (algorithm) {
    case seal::Algorithm::kEs256:
      return hsm::Mechanism::kEcdsaP256;
    case seal::Algorithm::kEs384:
      return hsm::Mechanism::kEcdsaP384;
    case seal::Algorithm::kPs256:
      return hsm::Mechanism::kRsaPssSha256;
    case seal::Algorithm::kRs256:
      return hsm::Mechanism::kRsaPkcs1Sha256;
    case seal::Algorithm::kEs512:
    case seal::Algorithm::kPs384:
    case seal::Algorithm::kPs512:
    case seal::Algorithm::kRs384:
    case seal::Algorithm::kRs512:
      break;
  }
  throw Error(Code::kConfigurationInvalid,
              "Seal key " + key + " is registered with an algorithm this box does not seal with.");
}

UsableKey Understand(registry::SealKey row) {
  const auto algorithm = seal::AlgorithmFromName(row.algorithm);
  if (!algorithm) {
    throw Error(Code::kConfigurationInvalid,
                "Seal key " + row.name + " is registered with an unknown algorithm.");
  }
  const auto mechanism = MechanismOf(*algorithm, row.name);
  UsableKey key{std::move(row.name), *algorithm,     seal::TimeHeaderFromName(row.time_header),
                mechanism,           row.is_default, std::move(row.chain),
                std::nullopt};
  key.activated = !key.chain.empty() && row.activated == key.chain.front().fingerprint();
  key.is_demo = !key.chain.empty() && IsDemoCertificate(key.chain.front());
  if (!key.chain.empty() && seal::Fits(key.algorithm, key.chain.front())) {
    key.headers.emplace(key.algorithm, key.time_header, key.chain);
  }
  return key;
}

std::shared_ptr<const std::vector<UsableKey>> LoadKeys(SQLite::Database& database) {
  std::vector<UsableKey> keys;
  for (auto& key : registry::ListSealKeys(database)) keys.push_back(Understand(std::move(key)));
  return std::make_shared<const std::vector<UsableKey>>(std::move(keys));
}

}  // namespace

bool IsDemoCertificate(const Certificate& certificate) {
  const seal::QcStatements claims = seal::ReadQcStatements(certificate);
  return certificate.subject().organisation.starts_with(kTest) &&
         IssuerCommonName(certificate).starts_with(kTest) && !claims.compliance &&
         !claims.malformed;
}

std::string ProblemOf(const UsableKey& key, Time now) {
  if (key.chain.empty()) return "It has no certificate yet.";
  const Certificate& certificate = key.chain.front();
  if (!key.headers) {
    return "Its certificate's key cannot make " + std::string(NameOf(key.algorithm)) +
           " signatures.";
  }
  if (!key.activated) {
    return "Two administrators have not activated its certificate: `signetctl key activate`.";
  }
  if (now < certificate.not_before()) {
    return "Its certificate is valid only from " + FormatTimeSeconds(certificate.not_before()) +
           ".";
  }
  if (now > certificate.not_after()) {
    return "Its certificate ended at " + FormatTimeSeconds(certificate.not_after()) + ".";
  }
  return "";
}

RegistryView RegistryView::Load(SQLite::Database& database) {
  return {std::make_shared<const OrganisationBook>(registry::ListOrganisations(database)),
          std::make_shared<const ClientBook>(registry::ListClients(database)),
          std::make_shared<const MandateBook>(registry::ListMandatesEverApproved(database)),
          LoadKeys(database)};
}

RegistryView Renewed(const RegistryView& view, const Touched& touched, SQLite::Database& database) {
  RegistryView out = view;
  if (touched.organisations) {
    out.organisations =
        std::make_shared<const OrganisationBook>(registry::ListOrganisations(database));
  }
  if (touched.clients) {
    out.clients = std::make_shared<const ClientBook>(registry::ListClients(database));
  }
  if (touched.keys) out.keys = LoadKeys(database);
  if (touched.mandate.empty()) return out;
  auto mandate = registry::FindMandate(database, touched.mandate);
  const bool counts = mandate && mandate->status != registry::MandateStatus::kDraft &&
                      mandate->status != registry::MandateStatus::kProposed;
  if (counts) {
    out.mandates = std::make_shared<const MandateBook>(out.mandates->With(*std::move(mandate)));
  }
  return out;
}

const UsableKey* RegistryView::FindKey(std::string_view name) const {
  const auto found = std::ranges::find_if(*keys, [name](const UsableKey& key) {
    return name.empty() ? key.is_default : key.name == name;
  });
  return found == keys->end() ? nullptr : &*found;
}

}  // namespace signet::sealer
