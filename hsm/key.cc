#include "hsm/key.h"

#include <fmt/format.h>
#include <openssl/bn.h>

#include "appliance/base/error.h"
#include "appliance/base/openssl.h"
#include "hsm/curve.h"
#include "hsm/object.h"
#include "hsm/return_value.h"

namespace signet::hsm {
namespace {

unsigned ModulusBits(const Bytes& modulus) {
  const openssl::Handle<BIGNUM> n(
      BN_bin2bn(modulus.data(), static_cast<int>(modulus.size()), nullptr));
  if (!n) throw openssl::Failure("The token's RSA modulus cannot be read.");
  return static_cast<unsigned>(BN_num_bits(n.get()));
}

unsigned BitsOf(const Session& session, CK_OBJECT_HANDLE handle, CK_KEY_TYPE type) {
  if (type == CKK_RSA) {
    const auto modulus = ReadAttribute(session, handle, CKA_MODULUS);
    return modulus ? ModulusBits(*modulus) : 0;
  }
  const auto parameters = ReadAttribute(session, handle, CKA_EC_PARAMS);
  return parameters ? CurveBits(*parameters) : 0;
}

CK_KEY_TYPE TypeFor(Mechanism mechanism) {
  switch (mechanism) {
    case Mechanism::kEcdsaP256:
    case Mechanism::kEcdsaP384:
      return CKK_EC;
    case Mechanism::kRsaPssSha256:
    case Mechanism::kRsaPkcs1Sha256:
      return CKK_RSA;
    case Mechanism::kEd25519:
      return CKK_EC_EDWARDS;
  }
  throw Error(Code::kInternal, "There is no such mechanism.");
}

unsigned CurveBitsFor(Mechanism mechanism) {
  if (mechanism == Mechanism::kEcdsaP384) return 384;
  return mechanism == Mechanism::kEd25519 ? 255 : 256;
}

}  // namespace

PrivateKey DescribePrivateKey(const Session& session, CK_OBJECT_HANDLE handle) {
  PrivateKey key;
  key.handle = handle;
  key.type = ReadNumber(session, handle, CKA_KEY_TYPE).value_or(CK_UNAVAILABLE_INFORMATION);
  key.bits = BitsOf(session, handle, key.type);
  key.always_authenticate = ReadFlag(session, handle, CKA_ALWAYS_AUTHENTICATE).value_or(false);
  key.id = ReadAttribute(session, handle, CKA_ID).value_or(Bytes());
  return key;
}

bool NeverLeavesTheToken(const Session& session, CK_OBJECT_HANDLE handle) {
  return ReadFlag(session, handle, CKA_SENSITIVE).value_or(false) &&
         !ReadFlag(session, handle, CKA_EXTRACTABLE).value_or(true);
}

PrivateKey FindPrivateKey(const Session& session, const std::string& label) {
  const auto found = FindObjects(session, CKO_PRIVATE_KEY, label);
  if (found.empty()) {
    throw Error(
        Code::kTokenKeyMissing,
        fmt::format("The token has no private key named \"{}\". Check the key's label.", label));
  }
  if (found.size() > 1) {
    throw Error(Code::kTokenFailed,
                fmt::format("The token has {} private keys named \"{}\". Rename or delete all but "
                            "one.",
                            found.size(), label));
  }
  if (!NeverLeavesTheToken(session, found.front())) {
    throw Error(Code::kTokenKeyUnsafe,
                fmt::format("The key \"{}\" could leave the token: it is not marked sensitive and "
                            "not extractable. Make a new one with signetctl key generate.",
                            label));
  }
  PrivateKey key = DescribePrivateKey(session, found.front());
  if (key.type == CKK_RSA && key.bits < kMinRsaBits) {
    throw Error(Code::kTokenFailed,
                fmt::format("The RSA key \"{}\" has {} bits; at least {} are needed. Make a new "
                            "key.",
                            label, key.bits, kMinRsaBits));
  }
  return key;
}

std::optional<KeyKind> KindOf(const PrivateKey& key) {
  if (key.type == CKK_RSA && key.bits == 2048) return KeyKind::kRsa2048;
  if (key.type == CKK_RSA && key.bits == 3072) return KeyKind::kRsa3072;
  if (key.type == CKK_RSA && key.bits == 4096) return KeyKind::kRsa4096;
  if (key.type == CKK_EC && key.bits == 256) return KeyKind::kP256;
  if (key.type == CKK_EC && key.bits == 384) return KeyKind::kP384;
  if (key.type == CKK_EC_EDWARDS && key.bits == 255) return KeyKind::kEd25519;
  return std::nullopt;
}

void RequireFit(const PrivateKey& key, Mechanism mechanism) {
  const bool type_fits = key.type == TypeFor(mechanism);
  // Some cards do not show the curve at the private key; then the signature's size decides.
  const bool curve_fits =
      key.type == CKK_RSA || key.bits == 0 || key.bits == CurveBitsFor(mechanism);
  if (type_fits && curve_fits) return;
  throw Error(Code::kTokenFailed,
              fmt::format("This key cannot make {} signatures. Give the key its own algorithm.",
                          NameOf(mechanism)));
}

std::size_t SignatureSize(const PrivateKey& key, Mechanism mechanism) {
  if (key.type == CKK_RSA) return (key.bits + 7U) / 8U;
  return mechanism == Mechanism::kEcdsaP384 ? 96 : 64;
}

}  // namespace signet::hsm
