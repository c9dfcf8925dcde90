#pragma once

#include <optional>

#include "api/request_head.h"
#include "appliance/base/http_signature.h"

namespace signet::api {

/// What a client signed, as it came. The gateway judges nothing of it: only the sealer knows the
/// client's keys.
struct SignedHead {
  SignableRequest request;
  SignatureFields fields;
};

/// nullopt if there is neither Signature-Input nor Signature. Throws Error(kSignatureInvalid) for
/// what could not be passed on: characters other than visible ASCII and spaces.
std::optional<SignedHead> SignedHeadOf(const RequestHead& head);

}  // namespace signet::api
