#pragma once

#include <string>
#include <vector>

#include "provisioning/box_connection.h"
#include "provisioning/registry_access.h"

namespace signet::provisioning {

/// The registry of a running box, over its API, with the rights of the profile's client.
class RegistryOverNetwork final : public RegistryAccess {
 public:
  /// Throws as BoxConnection.
  explicit RegistryOverNetwork(const Profile& profile) : connection_(profile) {}

  std::string List(Collection collection) override;
  std::string Show(Collection collection, const std::string& name) override;
  Bytes MandateDocument(const std::string& name) override;
  std::string AddOrganisation(const registry::Organisation& organisation) override;
  std::string AddClient(const NewClient& client) override;
  std::string ChangeClient(const registry::Client& client) override;
  std::string SetClientStatus(const std::string& name, registry::ClientStatus status) override;
  std::string AddCertificate(const std::string& client,
                             const HandedCertificate& certificate) override;
  std::string RemoveCertificate(const std::string& client, const std::string& id) override;
  std::string AddSigningKey(const std::string& client, const registry::SigningKey& key) override;
  std::string RemoveSigningKey(const std::string& client, const std::string& id) override;
  std::string DraftMandate(const std::string& name, const registry::MandateTerms& terms) override;
  std::string StopMandate(const std::string& name, registry::MandateStatus status) override;
  Proposed ProposeMandate(const std::string& name,
                          const std::optional<registry::MandateTerms>& terms,
                          const std::optional<SignedDocument>& document) override;
  Proposed Propose(registry::ProposalKind kind, const std::string& subject,
                   const std::optional<json::ObjectWriter>& content) override;

  /// Approves an open proposal, for what has this digest.
  std::string Approve(const std::string& proposal, const Sha256& digest);
  std::string Reject(const std::string& proposal);

 private:
  void DraftForProposal(const std::string& name, const registry::MandateTerms& terms);
  /// Segments of a path below /v1.
  using Path = std::vector<std::string_view>;
  std::string Send(const std::string& method, const Path& path, const json::ObjectWriter& body);
  std::string Send(const std::string& method, const Path& path, std::string_view media_type,
                   std::string body);

  BoxConnection connection_;
};

}  // namespace signet::provisioning
