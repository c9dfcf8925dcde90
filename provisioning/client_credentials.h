#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "appliance/base/certificate.h"
#include "appliance/base/json_writer.h"
#include "appliance/registry/client.h"

namespace signet::provisioning {

/// A certificate by which a client is to be known, as somebody hands it in.
struct HandedCertificate {
  registry::CertificateMatch match = registry::CertificateMatch::kPublicKey;
  Certificate certificate;
  std::optional<Certificate> issuer;  ///< kIssuerAndSubject only: the CA's
};

/// Reads both files. Throws Error(kParameterInvalid) for a certificate that expired, and where an
/// issuer is missing or too much.
HandedCertificate ReadHandedCertificate(registry::CertificateMatch match,
                                        const std::filesystem::path& certificate,
                                        const std::filesystem::path& issuer);

/// A public key or the certificate that has it, PEM. Throws Error(kParameterInvalid), above all for
/// a private key.
registry::SigningKey ReadSigningKey(const std::string& id, const std::filesystem::path& file);

/// As openapi.yaml writes them.
json::ObjectWriter ToJson(const HandedCertificate& handed);
json::ObjectWriter ToJson(const registry::SigningKey& key);
json::ObjectWriter ToJson(const registry::Rate& rate);

}  // namespace signet::provisioning
