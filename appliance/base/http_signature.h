#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/clock.h"
#include "appliance/base/openssl.h"

namespace signet {

/// HTTP Message Signatures (RFC 9421), as far as Signet's clients
/// sign and the sealer checks them. What is not of this form is refused, never guessed at.

/// The parts of a request that a signature may cover, each field as one value (RFC 9110 5.2);
/// empty: the request does not have it. Untrusted until a signature over them was checked.
struct SignableRequest {
  std::string method;
  std::string target;  ///< path and query as in the request line (RFC 9112 3.2.1)
  std::string content_digest;
  std::string content_type;
  std::string idempotency_key;
};

/// Parameters of a signature (RFC 9421 2.3). All but the last two are needed.
struct SignatureParameters {
  Time created;       ///< to the second
  std::string nonce;  ///< 16 to 128 visible ASCII characters
  std::string keyid;
  std::string tag;  ///< "signet:" and the origin of the log of the box that is meant, so that a
                    ///< request for one box is none for another
  std::optional<Time> expires{};  ///< when the signer stops standing by it
  std::string algorithm{};        ///< `alg`; the key decides, and this may only agree
};
/// The `tag` for the box whose log has this origin.
std::string SignatureTag(std::string_view log_origin);

/// A Signature-Input and Signature pair that was read, its signature not checked yet.
struct HttpSignature {
  std::vector<std::string> components;  ///< "@method", "content-digest", …
  SignatureParameters parameters;
  std::string parameters_text;  ///< value of @signature-params: as it was sent, in its one spelling
  Bytes signature;
};

/// Reads both fields: one signature under one label, no parameter that is not in
/// SignatureParameters. It covers each of @method, @path, @query, content-digest, content-type and
/// idempotency-key once if the request has it, and nothing else: `request` says what there is.
/// Throws Error(kSignatureInvalid) that says what is missing or too much, also for values that are
/// too long or have other characters than visible ASCII and spaces.
HttpSignature ReadHttpSignature(const UntrustedText& signature_input,
                                const UntrustedText& signature, const SignableRequest& request);

/// RFC 9421 2.5, the octets that are signed. Throws Error(kSignatureInvalid) for a component that
/// the request does not have.
std::string SignatureBase(const HttpSignature& signature, const SignableRequest& request);

/// By the key's kind (request_signature.h). False also if `alg` says another.
bool VerifyHttpSignature(const HttpSignature& signature, const SignableRequest& request,
                         ByteView public_key_der);
/// Whether signatures of this key are taken: P-256, P-384, Ed25519, RSA of 3,072 bits and more.
/// Throws Error(kRegistryMalformed) for what is no SubjectPublicKeyInfo at all.
bool IsSigningKey(ByteView public_key_der);

/// What a client sends.
struct SignatureFields {
  std::string signature_input;
  std::string signature;
};
/// Signs what `request` has. Throws Error(kCryptographyFailed) for a key of another kind, and
/// Error(kSignatureInvalid) for what ReadHttpSignature would refuse.
SignatureFields SignRequest(const SignableRequest& request, const SignatureParameters& parameters,
                            EVP_PKEY* key);

}  // namespace signet
