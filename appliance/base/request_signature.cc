#include "appliance/base/request_signature.h"

#include <openssl/err.h>
#include <openssl/rsa.h>

#include <array>
#include <string_view>

#include "appliance/base/ecdsa_signature.h"

namespace signet {
namespace {

constexpr int kLeastRsaBits = 3072;
constexpr int kPssSalt = 64;

const EVP_MD* HashOf(RequestAlgorithm algorithm) {
  switch (algorithm) {
    case RequestAlgorithm::kEcdsaP256:
      return ImplementationOf(HashFunction::kSha256);
    case RequestAlgorithm::kEcdsaP384:
      return ImplementationOf(HashFunction::kSha384);
    case RequestAlgorithm::kRsaPss:
      return ImplementationOf(HashFunction::kSha512);
    case RequestAlgorithm::kEd25519:
      return nullptr;  // it hashes by itself (RFC 8032 5.1)
  }
  return nullptr;
}

// An initialised context of RSA is told the scheme of 3.3.1.
bool SetPss(EVP_PKEY_CTX* context) {
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, kPssSalt) == 1;
}

// Octets of an r‖s signature; 0 for the algorithms without one.
std::size_t RawWidth(RequestAlgorithm algorithm) {
  switch (algorithm) {
    case RequestAlgorithm::kEcdsaP256:
      return 64;
    case RequestAlgorithm::kEcdsaP384:
      return 96;
    case RequestAlgorithm::kEd25519:
    case RequestAlgorithm::kRsaPss:
      return 0;
  }
  return 0;
}

std::optional<RequestAlgorithm> OfCurve(const EVP_PKEY* key) {
  std::array<char, 64> name{};
  if (EVP_PKEY_get_group_name(key, name.data(), name.size(), nullptr) != 1) return std::nullopt;
  const std::string_view curve = name.data();
  if (curve == SN_X9_62_prime256v1) return RequestAlgorithm::kEcdsaP256;
  if (curve == SN_secp384r1) return RequestAlgorithm::kEcdsaP384;
  return std::nullopt;
}

bool Verify(EVP_PKEY* key, RequestAlgorithm algorithm, ByteView base, ByteView signature) {
  const openssl::Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key_context = nullptr;  // the digest context's
  bool ready = context && EVP_DigestVerifyInit(context.get(), &key_context, HashOf(algorithm),
                                               nullptr, key) == 1;
  if (algorithm == RequestAlgorithm::kRsaPss) ready = ready && SetPss(key_context);
  if (!ready) throw openssl::Failure("A request's signature could not be checked.");
  const bool good = EVP_DigestVerify(context.get(), signature.data(), signature.size(), base.data(),
                                     base.size()) == 1;
  ERR_clear_error();
  return good;
}

}  // namespace

openssl::Handle<EVP_PKEY> ReadPublicKey(ByteView der) {
  const unsigned char* position = der.data();
  openssl::Handle<EVP_PKEY> key(d2i_PUBKEY(nullptr, &position, static_cast<long>(der.size())));
  ERR_clear_error();
  if (position != der.data() + der.size()) key.reset();
  return key;
}

std::optional<RequestAlgorithm> RequestAlgorithmOf(const EVP_PKEY* key) {
  if (key == nullptr) return std::nullopt;
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_EC:
      return OfCurve(key);
    case EVP_PKEY_ED25519:
      return RequestAlgorithm::kEd25519;
    case EVP_PKEY_RSA:
      if (EVP_PKEY_get_bits(key) < kLeastRsaBits) return std::nullopt;
      return RequestAlgorithm::kRsaPss;
    default:
      return std::nullopt;
  }
}

std::string_view NameOf(RequestAlgorithm algorithm) {
  switch (algorithm) {
    case RequestAlgorithm::kEcdsaP256:
      return "ecdsa-p256-sha256";
    case RequestAlgorithm::kEcdsaP384:
      return "ecdsa-p384-sha384";
    case RequestAlgorithm::kEd25519:
      return "ed25519";
    case RequestAlgorithm::kRsaPss:
      return "rsa-pss-sha512";
  }
  return "";
}

bool VerifySignatureOver(ByteView base, ByteView signature, ByteView public_key_der) {
  return VerifySignatureOver(base, signature, ReadPublicKey(public_key_der).get());
}

bool VerifySignatureOver(ByteView base, ByteView signature, EVP_PKEY* key) {
  const auto algorithm = RequestAlgorithmOf(key);
  if (!algorithm) return false;
  const std::size_t width = RawWidth(*algorithm);
  if (width == 0) return Verify(key, *algorithm, base, signature);
  return signature.size() == width && Verify(key, *algorithm, base, EcdsaToDer(signature));
}

Bytes SignOver(ByteView base, EVP_PKEY* key) {
  const auto algorithm = RequestAlgorithmOf(key);
  if (!algorithm) {
    throw Error(Code::kCryptographyFailed,
                "Requests are signed with keys on P-256 or P-384, with Ed25519, or with RSA of "
                "3,072 bits and more.");
  }
  const openssl::Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key_context = nullptr;  // the digest context's
  bool ready = context && EVP_DigestSignInit(context.get(), &key_context, HashOf(*algorithm),
                                             nullptr, key) == 1;
  if (*algorithm == RequestAlgorithm::kRsaPss) ready = ready && SetPss(key_context);
  std::size_t size = 0;
  if (!ready || EVP_DigestSign(context.get(), nullptr, &size, base.data(), base.size()) != 1) {
    throw openssl::Failure("A request could not be signed.");
  }
  Bytes signature(size);
  if (EVP_DigestSign(context.get(), signature.data(), &size, base.data(), base.size()) != 1) {
    throw openssl::Failure("A request could not be signed.");
  }
  signature.resize(size);
  const std::size_t width = RawWidth(*algorithm);
  return width == 0 ? signature : EcdsaToRaw(signature, width / 2);
}

}  // namespace signet
