#pragma once

#include <optional>
#include <string>

#include "appliance/base/secret.h"
#include "appliance/registry/organisation.h"
#include "provisioning/box_layout.h"

namespace signet::provisioning {

struct NewBox {
  BoxPlan plan;
  registry::Organisation organisation;  ///< the sealing organisation
  std::string origin;                   ///< the log's name, for ever
  std::optional<Secret> pin;  ///< the operator's own; else one is made and kept in the box
};

struct MadeBox {
  std::string log_vkey;
  bool log_key_is_ed25519 = true;
};

/// Makes the box whole: folders, token with a random security officer's PIN (kept in
/// secrets/so-pin), log key on the token, database with the log's first entries, trust/log.vkey,
/// sealer.toml, gateway.toml. If anything fails nothing stays, except a token on hardware. Throws
/// Error.
MadeBox MakeBox(NewBox box);

}  // namespace signet::provisioning
