#pragma once

#include <map>
#include <string>

#include "appliance/base/bytes.h"
#include "appliance/base/openssl.h"

namespace signet::provisioning {

/// Sets the variables that a PKCS#11 module reads when it is loaded (SOFTHSM2_CONF), in this
/// process; call it before the module is loaded and while there is one thread.
void ApplyTokenEnvironment(const std::map<std::string, std::string>& environment);

/// The key of a DER SubjectPublicKeyInfo. Throws Error(kCryptographyFailed).
openssl::Handle<EVP_PKEY> PublicKeyFromInfo(ByteView info);

}  // namespace signet::provisioning
