#include "hsm/curve.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "appliance/base/error.h"

namespace signet::hsm {
namespace {

using namespace std::string_view_literals;

struct Spelling {
  KeyKind kind;
  unsigned bits;
  std::string_view der;
};

// The first spelling of a kind is the one that is written.
constexpr std::array kSpellings{
    Spelling{KeyKind::kP256, 256, "\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07"sv},
    Spelling{KeyKind::kP384, 384, "\x06\x05\x2b\x81\x04\x00\x22"sv},
    Spelling{KeyKind::kEd25519, 255, "\x06\x03\x2b\x65\x70"sv},        // RFC 8410 3
    Spelling{KeyKind::kEd25519, 255, "\x13\x0c\x65\x64wards25519"sv},  // PKCS#11 3.0 2.3.5
    Spelling{KeyKind::kEd25519, 255, "\x06\x09\x2b\x06\x01\x04\x01\xda\x47\x0f\x01"sv},  // GnuPG's
};

}  // namespace

Bytes CurveParameters(KeyKind kind) {
  const auto* found = std::ranges::find(kSpellings, kind, &Spelling::kind);
  if (found == kSpellings.end()) {
    throw Error(Code::kInternal, "Only keys on elliptic curves have curve parameters.");
  }
  return ToBytes(found->der);
}

unsigned CurveBits(ByteView parameters) {
  const auto* found = std::ranges::find(kSpellings, AsText(parameters), &Spelling::der);
  return found == kSpellings.end() ? 0 : found->bits;
}

}  // namespace signet::hsm
