#include "appliance/sealer/caller.h"

#include "appliance/base/bytes.h"

namespace signet::sealer {
namespace {

void AdmitCertificate(const std::string& certificate, const RegistryView& registry, Time now,
                      Caller& caller) {
  caller.certificate = HashSha256(certificate);
  const KnownClient known = registry.clients->Recognise(AsBytes(certificate));
  if (known.client == nullptr) {
    throw Error(Code::kClientUnknown,
                "This certificate is not registered at this box. Ask its administrators to add it "
                "with `signetctl client add`; its SHA-256 is " +
                    caller.certificate->hex() + ".");
  }
  caller.client = known.client;
  if (now > known.not_after) {
    throw Error(Code::kClientCertificateExpired, "The client certificate ended at " +
                                                     FormatTimeSeconds(known.not_after) +
                                                     ". Get a new one and have it registered.");
  }
  if (now < known.not_before) {
    throw Error(Code::kClientCertificateNotYetValid, "The client certificate is valid only from " +
                                                         FormatTimeSeconds(known.not_before) + ".");
  }
  RequireStillActive(*registry.clients, *known.client);
}

void AdmitPeer(const Operation& operation, const wire::Request& request,
               const RegistryView& registry, Time now, Caller& caller) {
  if (operation.roles == 0) return;
  if (!request.has_peer()) {
    throw Error(Code::kCertificateRequired,
                "Show the client certificate that was registered for you at this box.");
  }
  AdmitCertificate(request.peer().certificate(), registry, now, caller);
  if (!AllowsRole(operation, caller.client->role)) {
    throw Error(Code::kRoleNotAllowed,
                "Client " + caller.client->name + " has the role " +
                    std::string(NameOf(caller.client->role)) +
                    ", which may not do this. The API description lists the roles.");
  }
}

void AdmitState(const Operation& operation, const BoxState::View& state) {
  if (AllowsState(operation, state.state)) return;
  if (state.state == State::kUnprovisioned) {
    throw Error(Code::kUnprovisioned, "This box is not set up yet: " + state.reason);
  }
  throw Error(Code::kStateForbids,
              "The box is " + std::string(NameOf(state.state)) + ". " + state.reason);
}

}  // namespace

void Admit(const Operation& operation, Origin origin, const wire::Request& request,
           const RegistryView& registry, const BoxState::View& state, Time now, Caller& caller) {
  caller.registry = registry;
  if (!AllowsOrigin(operation, origin)) {
    throw Error(Code::kWireMalformed, "This request does not belong on this socket.");
  }
  if (origin == Origin::kGateway) AdmitPeer(operation, request, registry, now, caller);
  AdmitState(operation, state);
}

}  // namespace signet::sealer
