#include "hsm/token_mechanism.h"

#include <array>

namespace signet::hsm {
namespace {

// RFC 8017 9.2, note 1: the DER of DigestInfo for SHA-256 up to the digest.
constexpr std::array<std::uint8_t, 19> kSha256DigestInfo{0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60,
                                                         0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
                                                         0x01, 0x05, 0x00, 0x04, 0x20};

CK_MECHANISM_TYPE TypeOf(Mechanism mechanism) {
  switch (mechanism) {
    case Mechanism::kEcdsaP256:
    case Mechanism::kEcdsaP384:
      return CKM_ECDSA;
    case Mechanism::kRsaPssSha256:
      return CKM_RSA_PKCS_PSS;
    case Mechanism::kRsaPkcs1Sha256:
      return CKM_RSA_PKCS;
    case Mechanism::kEd25519:
      return CKM_EDDSA;
  }
  return CK_UNAVAILABLE_INFORMATION;
}

}  // namespace

TokenMechanism::TokenMechanism(Mechanism mechanism) {
  mechanism_.mechanism = TypeOf(mechanism);
  if (mechanism == Mechanism::kRsaPssSha256) {
    pss_ = {CKM_SHA256, CKG_MGF1_SHA256, 32};  // RFC 7518 3.5: the salt is as long as the digest
    mechanism_.pParameter = &pss_;
    mechanism_.ulParameterLen = sizeof pss_;
  }
}

Bytes TokenMechanism::InputFor(ByteView input) const {
  Bytes octets;
  // Room for one more: modules refuse the null pointer that an empty message would have.
  octets.reserve(kSha256DigestInfo.size() + input.size() + 1);
  if (mechanism_.mechanism == CKM_RSA_PKCS) {
    octets.assign(kSha256DigestInfo.begin(), kSha256DigestInfo.end());
  }
  octets.insert(octets.end(), input.begin(), input.end());
  return octets;
}

}  // namespace signet::hsm
