#include "appliance/base/ecdsa_signature.h"

#include "appliance/base/openssl.h"

namespace signet {

Bytes EcdsaToDer(ByteView raw) {
  const std::size_t width = raw.size() / 2;
  if (width == 0 || raw.size() % 2 != 0) {
    throw Error(Code::kCryptographyFailed, "An ECDSA signature has two halves of the same width.");
  }
  openssl::Handle<BIGNUM> r(BN_bin2bn(raw.data(), static_cast<int>(width), nullptr));
  openssl::Handle<BIGNUM> s(BN_bin2bn(raw.data() + width, static_cast<int>(width), nullptr));
  const openssl::Handle<ECDSA_SIG> signature(ECDSA_SIG_new());
  if (!r || !s || !signature || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) {
    throw openssl::Failure("An ECDSA signature could not be read.");
  }
  // Both numbers belong to the signature from here.
  static_cast<void>(r.release());
  static_cast<void>(s.release());
  const int size = i2d_ECDSA_SIG(signature.get(), nullptr);
  if (size <= 0) throw openssl::Failure("An ECDSA signature could not be written.");
  Bytes der(static_cast<std::size_t>(size));
  unsigned char* out = der.data();
  i2d_ECDSA_SIG(signature.get(), &out);
  return der;
}

Bytes EcdsaToRaw(ByteView der, std::size_t width) {
  const unsigned char* in = der.data();
  const openssl::Handle<ECDSA_SIG> signature(
      d2i_ECDSA_SIG(nullptr, &in, static_cast<long>(der.size())));
  Bytes raw(2 * width);
  const auto size = static_cast<int>(width);
  if (!signature || in != der.data() + der.size() ||
      BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), raw.data(), size) != size ||
      BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), raw.data() + width, size) != size) {
    throw openssl::Failure("An ECDSA signature could not be read.");
  }
  return raw;
}

}  // namespace signet
