#include "hsm/mechanism.h"

namespace signet::hsm {

bool Takes(Mechanism mechanism, std::size_t input_size) {
  switch (mechanism) {
    case Mechanism::kEcdsaP256:
    case Mechanism::kRsaPssSha256:
    case Mechanism::kRsaPkcs1Sha256:
      return input_size == 32;
    case Mechanism::kEcdsaP384:
      return input_size == 48;
    case Mechanism::kEd25519:
      return input_size <= kMaxEd25519Message;
  }
  return false;
}

std::string_view NameOf(Mechanism mechanism) {
  switch (mechanism) {
    case Mechanism::kEcdsaP256:
      return "ECDSA P-256";
    case Mechanism::kEcdsaP384:
      return "ECDSA P-384";
    case Mechanism::kRsaPssSha256:
      return "RSA-PSS SHA-256";
    case Mechanism::kRsaPkcs1Sha256:
      return "RSA PKCS#1 v1.5 SHA-256";
    case Mechanism::kEd25519:
      return "Ed25519";
  }
  return "unknown mechanism";
}

std::string_view NameOf(KeyKind kind) {
  switch (kind) {
    case KeyKind::kP256:
      return "P-256";
    case KeyKind::kP384:
      return "P-384";
    case KeyKind::kRsa2048:
      return "RSA-2048";
    case KeyKind::kRsa3072:
      return "RSA-3072";
    case KeyKind::kRsa4096:
      return "RSA-4096";
    case KeyKind::kEd25519:
      return "Ed25519";
  }
  return "unknown kind of key";
}

}  // namespace signet::hsm
