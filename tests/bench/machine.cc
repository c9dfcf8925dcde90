#include "tests/bench/machine.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <array>
#include <chrono>
#include <cstddef>

#include "appliance/base/openssl.h"

namespace signet::bench {

double MeasureOpensslRsa3072(double seconds) {
  using Clock = std::chrono::steady_clock;
  const openssl::Handle<EVP_PKEY> key(EVP_RSA_gen(3072));
  const openssl::Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(key.get(), nullptr));
  if (!context || EVP_PKEY_sign_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_signature_md(context.get(), EVP_sha256()) != 1) {
    throw openssl::Failure("OpenSSL makes no RSA key.");
  }
  const std::array<unsigned char, 32> digest{};
  std::array<unsigned char, 384> signature{};
  unsigned count = 0;
  const auto begin = Clock::now();
  std::chrono::duration<double> elapsed{};
  while (elapsed.count() < seconds) {
    std::size_t size = signature.size();
    if (EVP_PKEY_sign(context.get(), signature.data(), &size, digest.data(), digest.size()) != 1) {
      throw openssl::Failure("OpenSSL makes no RSA signature.");
    }
    ++count;
    elapsed = Clock::now() - begin;
  }
  return count / elapsed.count();
}

}  // namespace signet::bench
