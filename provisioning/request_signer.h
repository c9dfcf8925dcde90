#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "appliance/base/clock.h"
#include "appliance/base/openssl.h"
#include "provisioning/profile.h"

namespace signet::provisioning {

struct HttpRequest;

/// Signs a client's requests (base/http_signature.h), so that the box's log proves who asked.
class RequestSigner {
 public:
  /// Nothing for a profile without signing key. Throws Error(kFileUnusable) for files that cannot
  /// be read, Error(kConfigurationInvalid) for a key that is none, has a password or is of a kind
  /// that boxes do not take, and Error(kLogMalformed) for a log key that is no vkey.
  static std::optional<RequestSigner> For(const Profile& profile);

  /// The fields that go with this request: Signature-Input, Signature and, if it has a body,
  /// Content-Digest. Each call makes another signature, with its own nonce: a box takes each once.
  std::vector<std::pair<std::string, std::string>> FieldsFor(const HttpRequest& request,
                                                             Time now) const;

 private:
  RequestSigner(openssl::Handle<EVP_PKEY> key, std::string keyid, std::string tag);

  openssl::Handle<EVP_PKEY> key_;
  std::string keyid_;
  std::string tag_;
};

}  // namespace signet::provisioning
