#pragma once

#include <string>

#include "appliance/base/bytes.h"
#include "hsm/mechanism.h"

namespace signet::test {

/// Something this mechanism can sign, different for each `number`.
Bytes InputFor(hsm::Mechanism mechanism, unsigned number);

/// Whether OpenSSL accepts it: `public_key` is a SubjectPublicKeyInfo in DER, `signature` as the
/// token gives it (r‖s for ECDSA).
bool Verifies(const Bytes& public_key, hsm::Mechanism mechanism, const Bytes& input,
              const Bytes& signature);

}  // namespace signet::test
