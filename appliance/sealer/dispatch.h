#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include "appliance/registry/client.h"
#include "appliance/sealer/box_state.h"
#include "appliance/wire/signet.pb.h"

namespace signet::sealer {

/// Sets of roles and of states, as bits.
using RoleSet = std::uint8_t;
using StateSet = std::uint8_t;
constexpr RoleSet Roles(std::initializer_list<registry::Role> roles) {
  RoleSet set = 0;
  for (const auto role : roles)
    set = static_cast<RoleSet>(set | (1U << static_cast<unsigned>(role)));
  return set;
}
constexpr StateSet States(std::initializer_list<State> states) {
  StateSet set = 0;
  for (const auto state : states) set = static_cast<StateSet>(set | static_cast<unsigned>(state));
  return set;
}

/// Where a request may come from: the gateway for a TLS peer, the gateway for its local socket, the
/// sealer's control socket.
enum class Origin : std::uint8_t { kGateway = 1, kControl = 2, kLocal = 4 };

/// Whether a request that comes over the gateway has to be signed by its client (RFC 9421).
enum class Signing : std::uint8_t {
  kNever,       ///< anyone may ask; a signature is not even looked at
  kIfRequired,  ///< where the client is registered so
  kAlways,      ///< changes of the registry
};
/// "never", "if-required", "always"
std::string_view NameOf(Signing signing);

/// One row a request of the wire contract: who may ask for it, in which states, over which socket,
/// and signed or not. What has no row, or fits none of its columns, is refused before anything else
/// looks at it.
struct Operation {
  wire::Request::OperationCase request;
  std::string_view name;  ///< operationId in openapi.yaml; "-" in front where HTTP has none
  RoleSet roles;          ///< 0: anyone, also without a client certificate
  StateSet states;
  std::uint8_t origins;  ///< Origin bits
  Signing signature;
};

/// nullptr for a request that is not in the table.
const Operation* FindOperation(wire::Request::OperationCase request);
std::span<const Operation> AllOperations();

bool AllowsRole(const Operation& operation, registry::Role role);
bool AllowsState(const Operation& operation, State state);
bool AllowsOrigin(const Operation& operation, Origin origin);

}  // namespace signet::sealer
