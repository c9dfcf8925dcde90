#include "appliance/sealer/registry_view.h"

#include <algorithm>

#include "appliance/base/error.h"

namespace signet::sealer {
namespace {

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
  if (!key.chain.empty() && seal::Fits(key.algorithm, key.chain.front())) {
    key.headers.emplace(key.algorithm, key.time_header, key.chain);
  }
  return key;
}

}  // namespace

std::string ProblemOf(const UsableKey& key, Time now) {
  if (key.chain.empty()) return "It has no certificate yet.";
  const Certificate& certificate = key.chain.front();
  if (!key.headers) {
    return "Its certificate's key cannot make " + std::string(NameOf(key.algorithm)) +
           " signatures.";
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
  RegistryView view;
  for (auto& client : registry::ListClients(database)) {
    const Sha256 certificate = client.certificate;
    view.clients_.emplace(certificate, std::move(client));
  }
  for (auto& key : registry::ListSealKeys(database)) {
    view.keys_.push_back(Understand(std::move(key)));
  }
  return view;
}

const registry::Client* RegistryView::FindClient(const Sha256& certificate) const {
  const auto found = clients_.find(certificate);
  return found == clients_.end() ? nullptr : &found->second;
}

const UsableKey* RegistryView::FindKey(std::string_view name) const {
  const auto found = std::ranges::find_if(keys_, [name](const UsableKey& key) {
    return name.empty() ? key.is_default : key.name == name;
  });
  return found == keys_.end() ? nullptr : &*found;
}

std::vector<std::string> RegistryView::UnboundClients() const {
  std::vector<std::string> names;
  for (const auto& [certificate, client] : clients_) {
    if (client.any_awarding_body) names.push_back(client.name);
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace signet::sealer
