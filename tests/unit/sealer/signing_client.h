#pragma once

#include <string_view>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/http_signature.h"
#include "appliance/registry/client.h"
#include "appliance/sealer/signed_request.h"
#include "appliance/wire/signet.pb.h"
#include "tests/support/test_certificates.h"

namespace signet::sealer::test {

using signet::test::KeyKind;
using signet::test::TestKey;

// A client that signs its requests, and the sealer that it asks.

inline constexpr std::string_view kOrigin = "log.example/box";
extern const Time kNow;

Bytes PublicDer(EVP_PKEY* key);

/// What the client is registered with: "key-1", on P-256, and "spare", Ed25519.
std::vector<registry::SigningKey> Keys();
/// Good ones, for "key-1".
SignatureParameters Parameters();

/// The request that a client sends for it, with the fields that its body needs.
SignableRequest Sent(const wire::Request& request);
/// Puts the signature of `sent` into the request, as an honest gateway does.
void Sign(wire::Request& request, const SignableRequest& sent,
          const SignatureParameters& parameters = Parameters(),
          EVP_PKEY* key = TestKey(KeyKind::kP256));
wire::Request Signed(wire::Request request, const SignatureParameters& parameters = Parameters());

/// With body, parameters and idempotency key.
wire::Request UnsignedSeal();

/// As a client that must sign.
std::optional<RequestProof> Check(const wire::Request& request);
/// The code of the Error that the same ends with.
Code Refusal(const wire::Request& request);

}  // namespace signet::sealer::test
