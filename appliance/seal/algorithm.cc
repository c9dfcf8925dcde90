#include "appliance/seal/algorithm.h"

#include <openssl/rsa.h>

#include <array>

#include "appliance/base/ecdsa_signature.h"
#include "appliance/base/error.h"
#include "appliance/base/openssl.h"

namespace signet::seal {
namespace {

enum class Scheme { kEcdsa, kPss, kPkcs1 };

struct AlgorithmInfo {
  Algorithm algorithm;
  std::string_view name;
  Scheme scheme;
  HashFunction hash;
  KeyType key;
  std::size_t ecdsa_width;  // octets of r and of s each (RFC 7518 3.4)
};

constexpr std::array kAlgorithms = {
    AlgorithmInfo{Algorithm::kEs256, "ES256", Scheme::kEcdsa, HashFunction::kSha256,
                  KeyType::kEcP256, 32},
    AlgorithmInfo{Algorithm::kEs384, "ES384", Scheme::kEcdsa, HashFunction::kSha384,
                  KeyType::kEcP384, 48},
    AlgorithmInfo{Algorithm::kEs512, "ES512", Scheme::kEcdsa, HashFunction::kSha512,
                  KeyType::kEcP521, 66},
    AlgorithmInfo{Algorithm::kPs256, "PS256", Scheme::kPss, HashFunction::kSha256, KeyType::kRsa,
                  0},
    AlgorithmInfo{Algorithm::kPs384, "PS384", Scheme::kPss, HashFunction::kSha384, KeyType::kRsa,
                  0},
    AlgorithmInfo{Algorithm::kPs512, "PS512", Scheme::kPss, HashFunction::kSha512, KeyType::kRsa,
                  0},
    AlgorithmInfo{Algorithm::kRs256, "RS256", Scheme::kPkcs1, HashFunction::kSha256, KeyType::kRsa,
                  0},
    AlgorithmInfo{Algorithm::kRs384, "RS384", Scheme::kPkcs1, HashFunction::kSha384, KeyType::kRsa,
                  0},
    AlgorithmInfo{Algorithm::kRs512, "RS512", Scheme::kPkcs1, HashFunction::kSha512, KeyType::kRsa,
                  0},
};

const AlgorithmInfo& InfoOf(Algorithm algorithm) {
  for (const AlgorithmInfo& info : kAlgorithms) {
    if (info.algorithm == algorithm) return info;
  }
  throw Error(Code::kInternal, "A signature algorithm without an entry was asked for.");
}

bool SetScheme(EVP_PKEY_CTX* context, const AlgorithmInfo& info) {
  if (EVP_PKEY_CTX_set_signature_md(context, ImplementationOf(info.hash)) != 1) return false;
  return info.scheme != Scheme::kPss ||
         (EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
          EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1);
}

}  // namespace

std::string_view NameOf(Algorithm algorithm) { return InfoOf(algorithm).name; }

std::optional<Algorithm> AlgorithmFromName(std::string_view name) {
  for (const AlgorithmInfo& info : kAlgorithms) {
    if (info.name == name) return info.algorithm;
  }
  return std::nullopt;
}

HashFunction HashOf(Algorithm algorithm) { return InfoOf(algorithm).hash; }

bool Fits(Algorithm algorithm, const Certificate& certificate) {
  const AlgorithmInfo& info = InfoOf(algorithm);
  if (certificate.key_type() != info.key) return false;
  // A key that its certificate reserves for PSS (RFC 4055 1.2) makes no PKCS #1 v1.5 signature.
  return info.scheme != Scheme::kPkcs1 ||
         EVP_PKEY_get_base_id(certificate.public_key()) == EVP_PKEY_RSA;
}

bool VerifySignature(Algorithm algorithm, const Certificate& certificate,
                     std::initializer_list<ByteView> parts, ByteView signature) {
  if (!Fits(algorithm, certificate)) return false;
  return VerifyDigest(algorithm, certificate, Hash(HashOf(algorithm), parts), signature);
}

bool VerifyDigest(Algorithm algorithm, const Certificate& certificate, ByteView digest,
                  ByteView signature) {
  if (!Fits(algorithm, certificate)) return false;
  const AlgorithmInfo& info = InfoOf(algorithm);
  const bool ecdsa = info.scheme == Scheme::kEcdsa;
  if (ecdsa && signature.size() != 2 * info.ecdsa_width) return false;
  const Bytes der = ecdsa ? EcdsaToDer(signature) : Bytes();
  const ByteView value = ecdsa ? ByteView(der) : signature;

  EVP_PKEY* const key = certificate.public_key();
  const openssl::Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(key, nullptr));
  const bool ready =
      context && EVP_PKEY_verify_init(context.get()) == 1 && SetScheme(context.get(), info);
  if (!ready && EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA_PSS) {
    // Such a key may forbid this hash function (RFC 4055 3.1): then it did not make the signature.
    openssl::TakeErrors();
    return false;
  }
  if (!ready) throw openssl::Failure("A signature could not be verified.");
  const bool good =
      EVP_PKEY_verify(context.get(), value.data(), value.size(), digest.data(), digest.size()) == 1;
  openssl::TakeErrors();
  return good;
}

}  // namespace signet::seal
