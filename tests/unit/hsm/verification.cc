#include "tests/unit/hsm/verification.h"

#include <openssl/ec.h>
#include <openssl/rsa.h>

#include "appliance/base/digest.h"
#include "appliance/base/openssl.h"

namespace signet::test {
namespace {

using hsm::Mechanism;

Bytes DerSignature(const Bytes& concatenated) {
  const auto half = concatenated.size() / 2;
  const openssl::Handle<ECDSA_SIG> signature(ECDSA_SIG_new());
  ECDSA_SIG_set0(signature.get(), BN_bin2bn(concatenated.data(), static_cast<int>(half), nullptr),
                 BN_bin2bn(concatenated.data() + half, static_cast<int>(half), nullptr));
  Bytes der(static_cast<std::size_t>(i2d_ECDSA_SIG(signature.get(), nullptr)));
  auto* at = der.data();
  i2d_ECDSA_SIG(signature.get(), &at);
  return der;
}

bool SetPadding(EVP_PKEY_CTX* context, Mechanism mechanism) {
  if (mechanism == Mechanism::kRsaPssSha256) {
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, 32) == 1;
  }
  if (mechanism == Mechanism::kRsaPkcs1Sha256) {
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1 &&
           EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) == 1;
  }
  return true;
}

bool VerifiesMessage(EVP_PKEY* key, const Bytes& message, const Bytes& signature) {
  const openssl::Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  return EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key) == 1 &&
         EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                          message.size()) == 1;
}

}  // namespace

Bytes InputFor(Mechanism mechanism, unsigned number) {
  const std::string text = "input " + std::to_string(number);
  if (mechanism == Mechanism::kEd25519) return ToBytes(text);
  const bool p384 = mechanism == Mechanism::kEcdsaP384;
  return Hash(p384 ? HashFunction::kSha384 : HashFunction::kSha256, {AsBytes(text)});
}

bool Verifies(const Bytes& public_key, Mechanism mechanism, const Bytes& input,
              const Bytes& signature) {
  const unsigned char* at = public_key.data();
  const openssl::Handle<EVP_PKEY> key(
      d2i_PUBKEY(nullptr, &at, static_cast<long>(public_key.size())));
  if (!key) return false;
  if (mechanism == Mechanism::kEd25519) return VerifiesMessage(key.get(), input, signature);
  const bool ecdsa = mechanism == Mechanism::kEcdsaP256 || mechanism == Mechanism::kEcdsaP384;
  const Bytes octets = ecdsa ? DerSignature(signature) : signature;
  const openssl::Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(key.get(), nullptr));
  return EVP_PKEY_verify_init(context.get()) == 1 && SetPadding(context.get(), mechanism) &&
         EVP_PKEY_verify(context.get(), octets.data(), octets.size(), input.data(), input.size()) ==
             1;
}

}  // namespace signet::test
