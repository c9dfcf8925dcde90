#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "appliance/base/bytes.h"
#include "hsm/mechanism.h"

namespace signet::provisioning {

/// Attributes of a subject in their order, type and UTF-8 value: {"C", "EE"}, {"O", "…"}.
using SubjectAttributes = std::vector<std::pair<std::string, std::string>>;

/// Reads OpenSSL's spelling, `/C=EE/O=Example/CN=Example seal`; a slash inside a value is written
/// `\/`. Throws Error(kParameterInvalid).
SubjectAttributes ParseSubject(std::string_view text);

/// The order and the set a seal certificate for a legal person has (EN 319 412-3 4.2.1):
/// C, O, organizationIdentifier, CN. An empty identifier is left out.
SubjectAttributes SealSubject(const std::string& country, const std::string& organisation,
                              const std::string& organisation_identifier,
                              const std::string& common_name);

/// What a request needs of the key that asks: its SubjectPublicKeyInfo and one signature of it.
struct RequestingKey {
  Bytes public_key;  ///< DER
  std::function<Bytes(hsm::Mechanism mechanism, ByteView digest)> sign;
};

/// PKCS#10 (RFC 2986) in PEM, signed by `key` and checked. RSA signs PKCS#1 v1.5 also for keys that
/// will seal with PSS: the request only proves that we have the key, and every authority takes it.
/// Throws Error(kParameterInvalid) for a subject OpenSSL does not know, Error(kCryptographyFailed)
/// if the signature is not the key's, and what `key.sign` throws.
std::string MakeCertificateRequest(const RequestingKey& key, const SubjectAttributes& subject);

}  // namespace signet::provisioning
