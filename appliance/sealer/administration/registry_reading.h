#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "appliance/base/bytes.h"
#include "appliance/base/digest.h"
#include "appliance/base/json.h"
#include "appliance/registry/client.h"
#include "appliance/registry/mandate_terms.h"
#include "appliance/registry/organisation.h"
#include "appliance/registry/proposal.h"

namespace signet::sealer {

/// What administrators send, as openapi.yaml describes it, read strictly: an unknown member is
/// refused, like a missing one. All throw Error: the JSON reader's codes, and kRegistryMalformed
/// that names the member and what it takes.

registry::Organisation ReadOrganisation(json::Value object);
/// With its certificates and signing keys (PEM).
registry::Client ReadClient(json::Value object);
/// `before` with what a change may change.
registry::Client ReadClientChange(json::Value object, registry::Client before);
registry::ClientStatus ReadClientStatus(json::Value object);
registry::ClientCertificate ReadClientCertificate(json::Value object);
registry::SigningKey ReadSigningKey(json::Value object);

/// Another certificate of an administrator, and with it perhaps another key to sign with.
struct AdministratorCredentials {
  registry::ClientCertificate certificate;
  std::optional<registry::SigningKey> signing_key;
};
AdministratorCredentials ReadAdministratorCredentials(json::Value object);

struct NewMandate {
  std::string name;
  registry::MandateTerms terms;
};
NewMandate ReadNewMandate(json::Value object);

struct NewProposal {
  registry::ProposalKind kind;
  std::string subject;
  std::string content;  ///< JSON; empty: the box fills it in
};
NewProposal ReadNewProposal(json::Value object);
/// {"digest": "…"}
Sha256 ReadApproval(json::Value object);

}  // namespace signet::sealer
