#include "appliance/seal/asn1_value.h"

#include <openssl/crypto.h>
#include <openssl/provider.h>

#include <algorithm>
#include <memory>

#include "appliance/base/error.h"
#include "appliance/base/openssl.h"

namespace signet::seal {
namespace {

struct Free {
  void operator()(OSSL_LIB_CTX* p) const { OSSL_LIB_CTX_free(p); }
  void operator()(OSSL_PROVIDER* p) const { OSSL_PROVIDER_unload(p); }
};

/// A context of OpenSSL's with the null provider, which knows no algorithm. Without a provider of
/// its own the context would load the default one.
struct NullContext {
  std::unique_ptr<OSSL_LIB_CTX, Free> context{OSSL_LIB_CTX_new()};
  std::unique_ptr<OSSL_PROVIDER, Free> provider{context ? OSSL_PROVIDER_load(context.get(), "null")
                                                        : nullptr};
  NullContext() {
    if (!provider) throw openssl::Failure("OpenSSL could not be set up.");
  }
};

}  // namespace

OSSL_LIB_CTX* ContextWithoutKeys() {
  static const NullContext null;
  return null.context.get();
}

ByteView ViewOf(const ASN1_STRING* value) {
  return {ASN1_STRING_get0_data(value), static_cast<std::size_t>(ASN1_STRING_length(value))};
}

std::optional<std::vector<Certificate>> CertificatesIn(const STACK_OF(X509) * stack) {
  constexpr int kMost = 16;
  if (sk_X509_num(stack) > kMost) return std::nullopt;
  std::vector<Certificate> out;
  for (int i = 0; i < sk_X509_num(stack); ++i) {
    unsigned char* der = nullptr;
    const int size = i2d_X509(sk_X509_value(stack, i), &der);
    const Bytes octets(der, der + std::max(size, 0));
    OPENSSL_free(der);
    try {
      out.push_back(Certificate::FromDer(octets));
    } catch (const Error&) {
      return std::nullopt;
    }
  }
  return out;
}

RevocationReason ReasonFromNumber(long number) {
  switch (number) {
    case 1:
    case 2:
    case 3:
    case 4:
    case 5:
    case 6:
    case 8:
    case 9:
    case 10:
      return static_cast<RevocationReason>(number);
    default:
      return RevocationReason::kUnspecified;
  }
}

}  // namespace signet::seal
