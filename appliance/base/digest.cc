#include "appliance/base/digest.h"

#include <algorithm>

#include "appliance/base/encoding.h"

namespace signet {
namespace {

unsigned HashInto(HashFunction function, std::initializer_list<ByteView> parts, std::uint8_t* out) {
  thread_local const openssl::Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  unsigned written = 0;
  bool good = context != nullptr &&
              EVP_DigestInit_ex2(context.get(), ImplementationOf(function), nullptr) == 1;
  for (const ByteView part : parts) {
    good = good && EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1;
  }
  if (!good || EVP_DigestFinal_ex(context.get(), out, &written) != 1) {
    throw openssl::Failure("A hash could not be computed.");
  }
  return written;
}

}  // namespace

const EVP_MD* ImplementationOf(HashFunction function) {
  // Fetching once keeps OpenSSL's provider look-up out of every hash.
  static const EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA2-256", nullptr);
  static const EVP_MD* const sha384 = EVP_MD_fetch(nullptr, "SHA2-384", nullptr);
  static const EVP_MD* const sha512 = EVP_MD_fetch(nullptr, "SHA2-512", nullptr);
  switch (function) {
    case HashFunction::kSha256:
      return sha256;
    case HashFunction::kSha384:
      return sha384;
    case HashFunction::kSha512:
      return sha512;
  }
  return nullptr;
}

std::string Sha256::hex() const { return EncodeHex(octets); }

Sha256 HashSha256(std::initializer_list<ByteView> parts) {
  Sha256 out;
  HashInto(HashFunction::kSha256, parts, out.octets.data());
  return out;
}

Bytes Hash(HashFunction function, std::initializer_list<ByteView> parts) {
  Bytes out(EVP_MAX_MD_SIZE);
  out.resize(HashInto(function, parts, out.data()));
  return out;
}

Sha256 Sha256FromHex(std::string_view hex) {
  const auto octets = DecodeHex(hex);
  if (!octets || octets->size() != 32) {
    throw Error(Code::kParameterInvalid, "A SHA-256 value has 64 lower-case hexadecimal digits.");
  }
  return Sha256FromOctets(*octets);
}

Sha256 Sha256FromOctets(ByteView octets) {
  Sha256 out;
  if (octets.size() != out.octets.size()) {
    throw Error(Code::kInternal, "A stored SHA-256 value does not have 32 octets.");
  }
  std::ranges::copy(octets, out.octets.begin());
  return out;
}

}  // namespace signet
