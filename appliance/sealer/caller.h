#pragma once

#include <optional>
#include <string>

#include "appliance/base/clock.h"
#include "appliance/base/error.h"
#include "appliance/sealer/dispatch.h"
#include "appliance/sealer/registry_view.h"
#include "appliance/sealer/signed_request.h"

namespace signet::sealer {

/// Who stands behind a request, as the sealer itself found out.
struct Caller {
  RegistryView registry;                     ///< that the request goes by; keeps `client` alive
  const registry::Client* client = nullptr;  ///< null: nobody known (or the control socket)
  std::optional<Sha256> certificate;         ///< that the peer showed
  std::optional<RequestProof> proof;         ///< that the client signed the request
};

/// Decides whether this request may be looked at: origin, certificate, role, state, in that order.
/// Throws Error: kWireMalformed, kCertificateRequired, kClientUnknown, kClientCertificateExpired,
/// kClientCertificateNotYetValid, kClientNotAllowed (suspended), kRoleNotAllowed, kStateForbids,
/// kUnprovisioned. `caller` is filled as far as it got, also when this throws; the signature is not
/// looked at here (signed_request.h).
void Admit(const Operation& operation, Origin origin, const wire::Request& request,
           const RegistryView& registry, const BoxState::View& state, Time now, Caller& caller);

}  // namespace signet::sealer
