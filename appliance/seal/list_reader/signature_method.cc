#include "appliance/seal/list_reader/signature_method.h"

#include <openssl/rsa.h>

#include <algorithm>
#include <array>

#include "appliance/base/ecdsa_signature.h"
#include "appliance/base/openssl.h"

namespace signet::list_reader {
namespace {

struct NamedDigest {
  std::string_view uri;
  const char* name;
};

constexpr auto kDigests = std::to_array<NamedDigest>({
    {"http://www.w3.org/2001/04/xmlenc#sha256", "SHA2-256"},
    {"http://www.w3.org/2001/04/xmldsig-more#sha384", "SHA2-384"},
    {"http://www.w3.org/2001/04/xmlenc#sha512", "SHA2-512"},
    {"http://www.w3.org/2007/05/xmldsig-more#sha3-256", "SHA3-256"},
    {"http://www.w3.org/2007/05/xmldsig-more#sha3-384", "SHA3-384"},
    {"http://www.w3.org/2007/05/xmldsig-more#sha3-512", "SHA3-512"},
});
constexpr NamedDigest kSha1{"http://www.w3.org/2000/09/xmldsig#sha1", "SHA1"};

enum class Scheme { kPkcs1, kPss, kEcdsa };

struct Method {
  std::string_view uri;
  Scheme scheme;
  const char* digest;
};

constexpr auto kMethods = std::to_array<Method>({
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", Scheme::kPkcs1, "SHA2-256"},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", Scheme::kPkcs1, "SHA2-384"},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", Scheme::kPkcs1, "SHA2-512"},
    {"http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", Scheme::kPss, "SHA2-256"},
    {"http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1", Scheme::kPss, "SHA2-384"},
    {"http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1", Scheme::kPss, "SHA2-512"},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", Scheme::kEcdsa, "SHA2-256"},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", Scheme::kEcdsa, "SHA2-384"},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", Scheme::kEcdsa, "SHA2-512"},
});

const Method* FindMethod(std::string_view uri) {
  const auto* const found = std::ranges::find(kMethods, uri, &Method::uri);
  return found == kMethods.end() ? nullptr : found;
}

bool Fits(Scheme scheme, const EVP_PKEY* key) {
  const int type = EVP_PKEY_get_base_id(key);
  switch (scheme) {
    case Scheme::kPkcs1:
      return type == EVP_PKEY_RSA;
    case Scheme::kPss:
      return type == EVP_PKEY_RSA || type == EVP_PKEY_RSA_PSS;
    case Scheme::kEcdsa:
      return type == EVP_PKEY_EC;
  }
  return false;
}

bool Verify(const Method& method, EVP_PKEY* key, std::string_view octets, ByteView value) {
  const openssl::Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key_context = nullptr;  // owned by `context`
  bool ready = context && EVP_DigestVerifyInit_ex(context.get(), &key_context, method.digest,
                                                  nullptr, nullptr, key, nullptr) == 1;
  if (method.scheme == Scheme::kPss) {
    ready = ready && EVP_PKEY_CTX_set_rsa_padding(key_context, RSA_PKCS1_PSS_PADDING) == 1 &&
            EVP_PKEY_CTX_set_rsa_pss_saltlen(key_context, RSA_PSS_SALTLEN_DIGEST) == 1;
  }
  const ByteView text = AsBytes(octets);
  return ready &&
         EVP_DigestVerify(context.get(), value.data(), value.size(), text.data(), text.size()) == 1;
}

}  // namespace

const char* DigestNameOf(std::string_view algorithm) {
  const auto* const found = std::ranges::find(kDigests, algorithm, &NamedDigest::uri);
  return found == kDigests.end() ? nullptr : found->name;
}

const char* CertificateDigestNameOf(std::string_view algorithm) {
  return algorithm == kSha1.uri ? kSha1.name : DigestNameOf(algorithm);
}

Bytes DigestOf(const char* name, std::string_view octets) {
  Bytes out(EVP_MAX_MD_SIZE);
  std::size_t size = 0;
  if (EVP_Q_digest(nullptr, name, nullptr, octets.data(), octets.size(), out.data(), &size) != 1) {
    throw openssl::Failure("A digest could not be computed.");
  }
  out.resize(size);
  return out;
}

bool IsSignatureMethod(std::string_view algorithm) { return FindMethod(algorithm) != nullptr; }

bool VerifyValue(std::string_view algorithm, const Certificate& signer, std::string_view octets,
                 ByteView value) {
  const Method* const method = FindMethod(algorithm);
  EVP_PKEY* const key = signer.public_key();
  if (method == nullptr || !Fits(method->scheme, key)) return false;
  const auto width = static_cast<std::size_t>(signer.key_bits() + 7) / 8;
  const bool ecdsa = method->scheme == Scheme::kEcdsa;
  if (value.size() != (ecdsa ? 2 * width : width)) return false;
  const Bytes der = ecdsa ? EcdsaToDer(value) : Bytes();
  const bool good = Verify(*method, key, octets, ecdsa ? ByteView(der) : value);
  openssl::TakeErrors();
  return good;
}

}  // namespace signet::list_reader
