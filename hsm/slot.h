#pragma once

#include <p11-kit/pkcs11.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hsm/module.h"

namespace signet::hsm {

/// A token in its slot, as C_GetTokenInfo described it.
struct SlotToken {
  CK_SLOT_ID slot;
  std::string label;  ///< without the blanks that fill it up to 32 octets
  CK_FLAGS flags;
};

/// Every token that is present, initialised or not. Throws CallFailure.
std::vector<SlotToken> ListTokens(const Module& module);

/// The initialised token with this label; nullopt if there is none now. Throws CallFailure, and
/// Error kConfigurationInvalid if two have it.
std::optional<SlotToken> FindToken(const Module& module, std::string_view label);

/// What C_GetTokenInfo says of it now. Throws CallFailure.
SlotToken DescribeToken(const Module& module, CK_SLOT_ID slot);

}  // namespace signet::hsm
