#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "appliance/base/bytes.h"
#include "appliance/base/json_writer.h"
#include "appliance/registry/client.h"
#include "appliance/registry/mandate.h"
#include "appliance/registry/organisation.h"
#include "appliance/registry/proposal.h"
#include "provisioning/new_client.h"

namespace signet::provisioning {

/// The paper that both sides of a mandate signed.
struct SignedDocument {
  std::string media_type;
  Bytes octets;
};

/// What came of a change that needs two people.
struct Proposed {
  bool in_force = false;  ///< done at once, at a box that is being set up
  std::string answer;     ///< the box's JSON: the proposal, or what was changed if `in_force`
};

/// The lists of a registry, by their names under /v1.
enum class Collection { kOrganisations, kClients, kMandates, kKeys, kApprovals };
std::string_view NameOf(Collection collection);

/// The registry of one box, as administrators see and change it: over the API of a running box, or
/// at the box itself. Texts that come back are the box's JSON (openapi.yaml). All throw Error: what
/// the registry refuses, and the codes of the way that leads to it.
class RegistryAccess {
 public:
  virtual ~RegistryAccess() = default;

  /// {"clients": […]}, all of them.
  virtual std::string List(Collection collection) = 0;
  virtual std::string Show(Collection collection, const std::string& name) = 0;
  virtual Bytes MandateDocument(const std::string& name) = 0;

  virtual std::string AddOrganisation(const registry::Organisation& organisation) = 0;
  /// No administrators: for them, Propose.
  virtual std::string AddClient(const NewClient& client) = 0;
  /// Takes over `organisations`, `rate` and `signatures_required`.
  virtual std::string ChangeClient(const registry::Client& client) = 0;
  virtual std::string SetClientStatus(const std::string& name, registry::ClientStatus status) = 0;
  virtual std::string AddCertificate(const std::string& client,
                                     const HandedCertificate& certificate) = 0;
  virtual std::string RemoveCertificate(const std::string& client, const std::string& id) = 0;
  virtual std::string AddSigningKey(const std::string& client, const registry::SigningKey& key) = 0;
  virtual std::string RemoveSigningKey(const std::string& client, const std::string& id) = 0;
  virtual std::string DraftMandate(const std::string& name,
                                   const registry::MandateTerms& terms) = 0;
  /// kSuspended or kEnded.
  virtual std::string StopMandate(const std::string& name, registry::MandateStatus status) = 0;

  /// Without `terms`: a draft that the box has. With `document`: it becomes part of the terms.
  virtual Proposed ProposeMandate(const std::string& name,
                                  const std::optional<registry::MandateTerms>& terms,
                                  const std::optional<SignedDocument>& document) = 0;
  /// What else needs two people. Without `content` the box takes what it has under that name.
  virtual Proposed Propose(registry::ProposalKind kind, const std::string& subject,
                           const std::optional<json::ObjectWriter>& content) = 0;
};

/// Whether the client of this name is an administrator, whose changes need two people.
bool IsAdministrator(RegistryAccess& registry, const std::string& client);

}  // namespace signet::provisioning
