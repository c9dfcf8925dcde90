#include "appliance/audit/event.h"

#include <string_view>

#include "appliance/audit/tile.h"
#include "appliance/base/error.h"
#include "appliance/base/json_writer.h"

namespace signet::audit {
namespace {

using json::ObjectWriter;

// Digests, times and indices as LOG.md spells them.
void Put(ObjectWriter& to, std::string_view name, const Sha256& digest) {
  to.Text(name, digest.hex());
}
void Put(ObjectWriter& to, std::string_view name, Time time) { to.Text(name, FormatTime(time)); }
void Put(ObjectWriter& to, std::string_view name, std::uint64_t number) {
  to.Integer(name, static_cast<std::int64_t>(number));
}
// A member that may be absent is never an empty text.
void PutIfAny(ObjectWriter& to, std::string_view name, const std::string& text) {
  if (!text.empty()) to.Text(name, text);
}

std::string_view Write(ObjectWriter& to, const BoxInitialised& event) {
  to.Text("origin", event.origin).Text("version", event.version).Text("log_key", event.log_key);
  return "box.initialised";
}
std::string_view Write(ObjectWriter& to, const BoxStarted& event) {
  to.Text("version", event.version);
  return "box.started";
}
std::string_view Write(ObjectWriter&, const BoxStopped&) { return "box.stopped"; }
std::string_view Write(ObjectWriter& to, const StateChanged& event) {
  to.Text("from", event.from).Text("to", event.to).Text("reason", event.reason);
  return "state.changed";
}
std::string_view Write(ObjectWriter& to, const OrganisationAdded& event) {
  to.Text("organisation", event.organisation);
  to.Text("identifier", event.identifier);
  to.Boolean("sealing", event.sealing);
  Put(to, "content", event.content);
  to.Text("by", event.by);
  return "organisation.added";
}
std::string_view Write(ObjectWriter& to, const OrganisationChanged& event) {
  to.Text("organisation", event.organisation);
  Put(to, "content", event.content);
  to.Text("by", event.by);
  PutIfAny(to, "proposal", event.proposal);
  return "organisation.changed";
}
std::string_view Write(ObjectWriter& to, const ClientAdded& event) {
  to.Text("client", event.client);
  to.Text("role", event.role);
  Put(to, "content", event.content);
  to.Text("by", event.by);
  PutIfAny(to, "proposal", event.proposal);
  return "client.added";
}
std::string_view Write(ObjectWriter& to, const ClientChanged& event) {
  to.Text("client", event.client);
  Put(to, "content", event.content);
  to.Text("by", event.by);
  return "client.changed";
}
std::string_view Write(ObjectWriter& to, const ClientStatusChanged& event) {
  to.Text("client", event.client);
  to.Text("status", event.status);
  to.Text("by", event.by);
  PutIfAny(to, "proposal", event.proposal);
  return "client.status-changed";
}
std::string_view Write(ObjectWriter& to, const ClientCertificateAdded& event) {
  to.Text("client", event.client);
  to.Text("match", event.match);
  Put(to, "certificate", event.certificate);
  to.Text("by", event.by);
  PutIfAny(to, "proposal", event.proposal);
  return "client.certificate-added";
}
std::string_view Write(ObjectWriter& to, const ClientCertificateRemoved& event) {
  to.Text("client", event.client);
  Put(to, "certificate", event.certificate);
  to.Text("by", event.by);
  return "client.certificate-removed";
}
std::string_view Write(ObjectWriter& to, const SigningKeyAdded& event) {
  to.Text("client", event.client);
  to.Text("key", event.key);
  to.Text("public_key", event.public_key);
  to.Text("by", event.by);
  return "client.signing-key-added";
}
std::string_view Write(ObjectWriter& to, const SigningKeyRemoved& event) {
  to.Text("client", event.client);
  to.Text("key", event.key);
  to.Text("by", event.by);
  return "client.signing-key-removed";
}
std::string_view Write(ObjectWriter& to, const AdministratorRecovered& event) {
  to.Text("lost", event.lost);
  to.Text("administrator", event.administrator);
  to.Text("reason", event.reason);
  return "administrator.recovered";
}
std::string_view Write(ObjectWriter& to, const MandateDrafted& event) {
  to.Text("mandate", event.mandate);
  to.Text("issuing", event.issuing);
  Put(to, "content", event.content);
  to.Text("by", event.by);
  return "mandate.drafted";
}
std::string_view Write(ObjectWriter& to, const MandateProposed& event) {
  to.Text("mandate", event.mandate);
  Put(to, "content", event.content);
  to.Text("by", event.by);
  return "mandate.proposed";
}
std::string_view Write(ObjectWriter& to, const MandateApproved& event) {
  to.Text("mandate", event.mandate);
  to.Text("issuing", event.issuing);
  Put(to, "content", event.content);
  Put(to, "valid_from", event.valid_from);
  Put(to, "valid_until", event.valid_until);
  if (event.seals_in_total) Put(to, "seals_in_total", *event.seals_in_total);
  to.Boolean("demonstration", event.demonstration);
  to.Text("proposed_by", event.proposed_by);
  to.Text("by", event.by);
  PutIfAny(to, "proposal", event.proposal);
  return "mandate.approved";
}
std::string_view Write(ObjectWriter& to, const MandateStatusChanged& event) {
  to.Text("mandate", event.mandate);
  to.Text("status", event.status);
  to.Text("by", event.by);
  PutIfAny(to, "proposal", event.proposal);
  return "mandate.status-changed";
}
std::string_view Write(ObjectWriter& to, const ProposalMade& event) {
  to.Text("proposal", event.proposal);
  to.Text("kind", event.kind);
  to.Text("subject", event.subject);
  Put(to, "content", event.content);
  Put(to, "expires", event.expires);
  to.Text("by", event.by);
  return "proposal.made";
}
std::string_view Write(ObjectWriter& to, const ProposalApproved& event) {
  to.Text("proposal", event.proposal);
  to.Text("kind", event.kind);
  to.Text("subject", event.subject);
  Put(to, "content", event.content);
  to.Text("by", event.by);
  return "proposal.approved";
}
std::string_view Write(ObjectWriter& to, const ProposalRejected& event) {
  to.Text("proposal", event.proposal);
  to.Text("by", event.by);
  return "proposal.rejected";
}
std::string_view Write(ObjectWriter& to, const KeyActivated& event) {
  to.Text("key", event.key);
  Put(to, "certificate", event.certificate);
  to.Text("by", event.by);
  PutIfAny(to, "proposal", event.proposal);
  return "key.activated";
}
std::string_view Write(ObjectWriter& to, const KeyGenerated& event) {
  to.Text("key", event.key).Text("algorithm", event.algorithm);
  to.Text("time_header", event.time_header);
  Put(to, "public_key", event.public_key);
  return "key.generated";
}
std::string_view Write(ObjectWriter& to, const KeyCertified& event) {
  to.Text("key", event.key);
  Put(to, "certificate", event.certificate);
  Put(to, "not_before", event.not_before);
  Put(to, "not_after", event.not_after);
  return "key.certified";
}
std::string_view Write(ObjectWriter& to, const DefaultKeySet& event) {
  to.Text("key", event.key);
  return "key.default-set";
}
std::string_view Write(ObjectWriter& to, const TokenUnlocked& event) {
  to.Text("source", event.source);
  return "token.unlocked";
}
std::string_view Write(ObjectWriter& to, const TokenLocked& event) {
  to.Text("source", event.source);
  return "token.locked";
}
std::string_view Write(ObjectWriter& to, const PinRefused& event) {
  to.Text("source", event.source);
  return "token.pin-refused";
}
std::string_view Write(ObjectWriter& to, const TokenFault& event) {
  to.Text("fault", event.fault);
  return "token.fault";
}
std::string_view Write(ObjectWriter& to, const TimeStampRefused& event) {
  to.Text("authority", event.authority).Text("problem", event.problem);
  return "tsa.refused";
}
std::string_view Write(ObjectWriter& to, const SealExtended& event) {
  to.Text("client", event.client).Text("level", event.level);
  Put(to, "before", event.before);
  Put(to, "after", event.after);
  return "seal.extended";
}
std::string_view Write(ObjectWriter& to, const KeyRevoked& event) {
  to.Text("key", event.key);
  Put(to, "certificate", event.certificate);
  return "key.revoked";
}
std::string_view Write(ObjectWriter& to, const AccessRefused& event) {
  to.Text("problem", event.problem);
  Put(to, "count", event.count);
  if (event.certificate) Put(to, "certificate", *event.certificate);
  return "access.refused";
}
std::string_view Write(ObjectWriter& to, const RequestRefused& event) {
  to.Text("client", event.client).Text("operation", event.operation);
  to.Text("problem", event.problem);
  return "request.refused";
}
std::string_view Write(ObjectWriter& to, const SealRefused& event) {
  to.Text("client", event.client).Text("problem", event.problem);
  Put(to, "request", event.request);
  return "seal.refused";
}
std::string_view Write(ObjectWriter& to, const SealIntended& event) {
  to.Text("seal", event.seal);
  to.Text("client", event.client);
  to.Text("key", event.key);
  Put(to, "certificate", event.certificate);
  to.Text("preparation", event.preparation);
  to.Text("level", event.level);
  to.Text("authority", event.authority);
  Put(to, "request", event.request);
  Put(to, "signing_input", event.signing_input);
  PutIfAny(to, "profile", event.profile);
  PutIfAny(to, "request_base", event.request_base);
  PutIfAny(to, "request_key", event.request_key);
  PutIfAny(to, "request_signature", event.request_signature);
  return "seal.intended";
}
std::string_view Write(ObjectWriter& to, const SealResumed& event) {
  to.Text("seal", event.seal);
  Put(to, "intention", event.intention);
  return "seal.resumed";
}
std::string_view Write(ObjectWriter& to, const SealInterrupted& event) {
  to.Text("seal", event.seal);
  Put(to, "intention", event.intention);
  return "seal.interrupted";
}
std::string_view Write(ObjectWriter& to, const SealCompleted& event) {
  to.Text("seal", event.seal);
  Put(to, "intention", event.intention);
  to.Text("level", event.level);
  Put(to, "certificate", event.certificate);
  Put(to, "signing_time", event.signing_time);
  Put(to, "sealed", event.sealed);
  PutIfAny(to, "authority", event.authority);
  return "seal.completed";
}
std::string_view Write(ObjectWriter& to, const SealFailed& event) {
  to.Text("seal", event.seal);
  Put(to, "intention", event.intention);
  to.Text("problem", event.problem);
  return "seal.failed";
}
std::string_view Write(ObjectWriter& to, const TrustOriginAdded& event) {
  Put(to, "certificate", event.certificate);
  return "trust.origin-added";
}
std::string_view Write(ObjectWriter& to, const TrustedListImported& event) {
  to.Text("kind", event.kind).Text("territory", event.territory);
  Put(to, "sequence", event.sequence);
  Put(to, "list", event.list);
  Put(to, "issued", event.issued);
  if (event.next_update) Put(to, "next_update", *event.next_update);
  return "trust.list-imported";
}
std::string_view Write(ObjectWriter& to, const ProfileImported& event) {
  to.Text("name", event.name).Text("version", event.version);
  Put(to, "profile", event.profile);
  return "profile.imported";
}
std::string_view Write(ObjectWriter& to, const CodeListImported& event) {
  to.Text("scheme", event.scheme).Integer("codes", static_cast<std::int64_t>(event.codes));
  Put(to, "list", event.list);
  return "code-list.imported";
}
std::string_view Write(ObjectWriter& to, const AdviceBound& event) {
  to.Text("organisation", event.organisation).Text("advice", event.advice);
  to.Boolean("binding", event.binding);
  return "organisation.advice-bound";
}
std::string_view Write(ObjectWriter& to, const TrustAnchorAdded& event) {
  to.Text("anchor", event.anchor).Text("purpose", event.purpose);
  Put(to, "certificate", event.certificate);
  return "trust.anchor-added";
}

}  // namespace

std::string EncodeEntry(Time time, const Event& event) {
  ObjectWriter writer;
  const std::string_view type =
      std::visit([&writer](const auto& one) { return Write(writer, one); }, event);
  writer.Text("type", type).Text("time", FormatTime(time));
  std::string entry = writer.WriteCanonical();
  if (entry.size() > kLongestEntry) {
    throw Error(Code::kInternal, "A log entry has more than 65,535 octets.", std::string(type));
  }
  return entry;
}

}  // namespace signet::audit
