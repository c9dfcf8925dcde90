#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/openssl.h"

namespace signet::test {

/// A certificate and the key that belongs to it, as a service signs with them.
struct Credentials {
  Certificate certificate;
  std::shared_ptr<EVP_PKEY> key;
};

/// The key is only referred to: it must live longer, as TestKey's do.
Credentials CredentialsOf(Certificate certificate, EVP_PKEY* key);
/// FOLDER/NAME.pem and FOLDER/NAME.key.
Credentials ReadCredentials(const std::filesystem::path& folder, const std::string& name);

/// Who answers for the seals and time-stamps of one test or one demo box. Every name says TEST.
///
///   issuer ── seal certificates, responder (id-kp-OCSPSigning)
///   tsa_issuer ── tsa[0], tsa[1], wrong_usage
///   stranger: a time-stamp certificate under no anchor
struct ServiceHierarchy {
  Credentials issuer;
  Credentials responder;
  Credentials tsa_issuer;
  std::vector<Credentials> tsa;
  Credentials wrong_usage;
  Credentials stranger;
};

/// From the files that provisioning/demo/certificates makes.
ServiceHierarchy ReadHierarchy(const std::filesystem::path& folder);

}  // namespace signet::test
