#include "tests/unit/sealer/signing_client.h"

#include "appliance/base/content_digest.h"
#include "appliance/sealer/http_form.h"
#include "tests/support/error_matcher.h"

namespace signet::sealer::test {

const Time kNow = *ParseTime("2026-11-26T22:00:00Z");

Bytes PublicDer(EVP_PKEY* key) {
  Bytes der(static_cast<std::size_t>(i2d_PUBKEY(key, nullptr)));
  unsigned char* out = der.data();
  i2d_PUBKEY(key, &out);
  return der;
}

std::vector<registry::SigningKey> Keys() {
  return {{"spare", PublicDer(TestKey(KeyKind::kEd25519))},
          {"key-1", PublicDer(TestKey(KeyKind::kP256))}};
}

SignatureParameters Parameters() {
  return {
      .created = kNow, .nonce = "0123456789abcdef", .keyid = "key-1", .tag = SignatureTag(kOrigin)};
}

SignableRequest Sent(const wire::Request& request) {
  const HttpForm form = HttpFormOf(request).value();
  SignableRequest sent;
  sent.method = form.method;
  sent.target = form.path;
  for (const auto& [name, value] : form.query) {
    sent.target.append(sent.target == form.path ? "?" : "&").append(name).append("=").append(value);
  }
  sent.idempotency_key = form.idempotency_key.value_or("");
  if (form.body.empty()) return sent;
  sent.content_digest = ContentDigest(AsBytes(form.body));
  sent.content_type = form.media_type.value_or("application/json");
  return sent;
}

void Sign(wire::Request& request, const SignableRequest& sent,
          const SignatureParameters& parameters, EVP_PKEY* key) {
  const SignatureFields fields = SignRequest(sent, parameters, key);
  wire::HttpSignature& signature = *request.mutable_signature();
  signature.set_signature_input(fields.signature_input);
  signature.set_signature(fields.signature);
  signature.set_method(sent.method);
  signature.set_target(sent.target);
  signature.set_content_digest(sent.content_digest);
  signature.set_content_type(sent.content_type);
  signature.set_idempotency_key(sent.idempotency_key);
}

wire::Request Signed(wire::Request request, const SignatureParameters& parameters) {
  Sign(request, Sent(request), parameters);
  return request;
}

wire::Request UnsignedSeal() {
  wire::Request request;
  wire::Seal& seal = *request.mutable_seal();
  seal.set_credential(R"({"a":1})");
  seal.set_key("k");
  seal.set_level("B-B");
  seal.set_idempotency_key("order-4711/1");
  return request;
}

std::optional<RequestProof> Check(const wire::Request& request) {
  return CheckSignedRequest(request, Keys(), true, kOrigin, kNow);
}

Code Refusal(const wire::Request& request) {
  return signet::test::CodeOf([&] { Check(request); });
}

}  // namespace signet::sealer::test
