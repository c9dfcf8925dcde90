#pragma once

#include <array>
#include <compare>
#include <initializer_list>
#include <string>

#include "appliance/base/bytes.h"
#include "appliance/base/openssl.h"

namespace signet {

/// A SHA-256 value (FIPS 180-4): 32 octets, not a string that could be anything.
struct Sha256 {
  std::array<std::uint8_t, 32> octets{};

  ByteView view() const { return octets; }
  std::string hex() const;
  friend auto operator<=>(const Sha256&, const Sha256&) = default;
};

/// SHA-256 over the parts as if they stood in one piece; nothing is copied.
Sha256 HashSha256(std::initializer_list<ByteView> parts);
inline Sha256 HashSha256(ByteView whole) { return HashSha256({whole}); }
inline Sha256 HashSha256(std::string_view whole) { return HashSha256({AsBytes(whole)}); }

/// The same for the hash functions a seal may use.
enum class HashFunction { kSha256, kSha384, kSha512 };
Bytes Hash(HashFunction function, std::initializer_list<ByteView> parts);
/// OpenSSL's own implementation of it, for calls that want one.
const EVP_MD* ImplementationOf(HashFunction function);

/// 64 hexadecimal digits; throws Error(kParameterInvalid) for anything else.
Sha256 Sha256FromHex(std::string_view hex);
/// 32 octets; throws Error(kInternal) for anything else.
Sha256 Sha256FromOctets(ByteView octets);

}  // namespace signet
