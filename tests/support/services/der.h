#pragma once

#include <openssl/crypto.h>

#include <string>

#include "appliance/base/openssl.h"

namespace signet::test {

inline void Require(bool good) {
  if (!good) throw openssl::Failure("A test service could not answer.");
}

/// What one of OpenSSL's i2d functions makes of `value`.
template <typename T>
std::string Der(T* value, int (*encode)(const T*, unsigned char**)) {
  unsigned char* der = nullptr;
  const int length = encode(value, &der);
  Require(length > 0);
  std::string out(reinterpret_cast<char*>(der), static_cast<std::size_t>(length));
  OPENSSL_free(der);
  return out;
}

}  // namespace signet::test
