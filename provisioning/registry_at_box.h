#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "appliance/sealer/administration/changes.h"
#include "provisioning/box.h"
#include "provisioning/registry_access.h"

namespace signet::provisioning {

/// The registry of a box at hand. Reading goes beside a running sealer; a change takes the box's
/// lock, and the log says that it was done at the box. What needs two people is done at once while
/// the box is being set up and refused with kApprovalNeeded afterwards (setting_up.h).
class RegistryAtBox final : public RegistryAccess {
 public:
  explicit RegistryAtBox(std::filesystem::path folder) : folder_(std::move(folder)) {}

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

  /// A lost administrator is suspended and `successor` comes in, with nobody's approval but with an
  /// entry of its own in the log. Throws Error(kRegistryUnknown) if `lost` is no active
  /// administrator.
  std::string RecoverAdministrator(const std::string& lost, const NewClient& successor,
                                   const std::string& reason);

 private:
  using Change = std::function<sealer::RegistryChange(SQLite::Database&, const sealer::Editor&)>;
  void Record(const Change& change);

  std::filesystem::path folder_;
  std::unique_ptr<Box> box_;  ///< from the first change on
};

/// Who does what is done at the box, for the log.
sealer::Editor EditorAtBox();

/// Does what two administrators would agree on; to be called where the box's changes are. Throws
/// Error(kApprovalNeeded) once they have to.
sealer::RegistryChange CarryAtBox(SQLite::Database& database, registry::ProposalKind kind,
                                  const std::string& subject, const std::string& content);

}  // namespace signet::provisioning
