#include "provisioning/request_signer.h"

#include <openssl/pem.h>

#include <boost/beast/core/string.hpp>

#include "appliance/base/content_digest.h"
#include "appliance/base/encoding.h"
#include "appliance/base/file.h"
#include "appliance/base/http_signature.h"
#include "appliance/base/identifier.h"
#include "appliance/base/request_signature.h"
#include "provisioning/box_connection.h"
#include "provisioning/log_access.h"

namespace signet::provisioning {
namespace {

constexpr std::size_t kNonceOctets = 16;

// OpenSSL would ask at the terminal.
int NoPassword(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*given*/) { return -1; }

openssl::Handle<EVP_PKEY> ReadKey(const std::filesystem::path& file) {
  const Secret pem = ReadSecretFile(file);
  const openssl::Handle<BIO> in(
      BIO_new_mem_buf(pem.Reveal().data(), static_cast<int>(pem.Reveal().size())));
  openssl::Handle<EVP_PKEY> key(in ? PEM_read_bio_PrivateKey(in.get(), nullptr, NoPassword, nullptr)
                                   : nullptr);
  const std::string cause = openssl::TakeErrors();
  if (RequestAlgorithmOf(key.get())) return key;
  throw Error(
      Code::kConfigurationInvalid,
      file.string() +
          " is no key to sign requests with: it must be a PEM private key without password, "
          "on P-256 or P-384, Ed25519, or RSA of 3,072 bits and more.",
      cause);
}

std::string FieldOf(const HttpRequest& request, std::string_view name) {
  for (const auto& [field, value] : request.headers) {
    if (boost::beast::iequals(field, name)) return value;
  }
  return {};
}

}  // namespace

RequestSigner::RequestSigner(openssl::Handle<EVP_PKEY> key, std::string keyid, std::string tag)
    : key_(std::move(key)), keyid_(std::move(keyid)), tag_(std::move(tag)) {}

std::optional<RequestSigner> RequestSigner::For(const Profile& profile) {
  if (!profile.signing_key) return std::nullopt;
  auto key = ReadKey(*profile.signing_key);
  return RequestSigner(std::move(key), profile.signing_key_id,
                       SignatureTag(FindLogKey("", profile).name()));
}

std::vector<std::pair<std::string, std::string>> RequestSigner::FieldsFor(
    const HttpRequest& request, Time now) const {
  std::vector<std::pair<std::string, std::string>> fields;
  SignableRequest signable{.method = request.method,
                           .target = request.target,
                           .content_digest = "",
                           .content_type = FieldOf(request, "Content-Type"),
                           .idempotency_key = FieldOf(request, "Idempotency-Key")};
  if (!request.body.empty()) {
    signable.content_digest = ContentDigest(AsBytes(request.body));
    fields.emplace_back("Content-Digest", signable.content_digest);
  }
  const SignatureParameters parameters{.created = now,
                                       .nonce = EncodeBase64Url(RandomOctets(kNonceOctets)),
                                       .keyid = keyid_,
                                       .tag = tag_};
  SignatureFields signature = SignRequest(signable, parameters, key_.get());
  fields.emplace_back("Signature-Input", std::move(signature.signature_input));
  fields.emplace_back("Signature", std::move(signature.signature));
  return fields;
}

}  // namespace signet::provisioning
