#pragma once

#include "appliance/base/bytes.h"
#include "hsm/key.h"
#include "hsm/session.h"

namespace signet::hsm {

/// The public half of `key` as DER of a SubjectPublicKeyInfo (RFC 5280 4.1.2.7), read from the
/// token's public object with the same CKA_ID and label, for RSA from the private object if there
/// is none. Throws CallFailure, and Error kTokenKeyMissing (no public object), kTokenFailed (what
/// the token gives is no public key).
Bytes ReadPublicKey(const Session& session, const PrivateKey& key, const std::string& label);

}  // namespace signet::hsm
