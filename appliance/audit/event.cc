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
  to.Text("organisation", event.organisation).Text("identifier", event.identifier);
  to.Boolean("sealing", event.sealing);
  return "organisation.added";
}
std::string_view Write(ObjectWriter& to, const ClientAdded& event) {
  to.Text("client", event.client).Text("role", event.role);
  Put(to, "certificate", event.certificate);
  to.Boolean("any_awarding_body", event.any_awarding_body);
  return "client.added";
}
std::string_view Write(ObjectWriter& to, const ClientStatusChanged& event) {
  to.Text("client", event.client).Text("status", event.status);
  return "client.status-changed";
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
  to.Text("seal", event.seal).Text("client", event.client).Text("key", event.key);
  Put(to, "certificate", event.certificate);
  to.Text("preparation", event.preparation).Text("level", event.level);
  to.Text("authority", event.authority);
  Put(to, "request", event.request);
  Put(to, "signing_input", event.signing_input);
  to.Text("profile", event.profile);
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
std::string_view Write(ObjectWriter& to, const TrustAnchorAdded& event) {
  to.Text("anchor", event.anchor).Text("purpose", event.purpose);
  Put(to, "certificate", event.certificate);
  return "trust.anchor-added";
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
