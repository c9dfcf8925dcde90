#include "hsm/public_key.h"

#include <fmt/format.h>
#include <openssl/asn1.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/openssl.h"
#include "hsm/object.h"

namespace signet::hsm {
namespace {

Error NoPublicKey(const std::string& what) {
  return {Code::kTokenFailed, "The token's public key cannot be read: " + what + ".",
          openssl::TakeErrors()};
}

Bytes Encode(EVP_PKEY* key) {
  const int size = i2d_PUBKEY(key, nullptr);
  if (size <= 0) throw NoPublicKey("it does not encode");
  Bytes der(static_cast<std::size_t>(size));
  auto* out = der.data();
  i2d_PUBKEY(key, &out);
  return der;
}

openssl::Handle<EVP_PKEY> Build(const char* type, std::span<OSSL_PARAM> parameters) {
  const openssl::Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.data()) != 1) {
    throw NoPublicKey(std::string("it is no ") + type + " key");
  }
  return openssl::Handle<EVP_PKEY>(key);
}

/// OSSL_PARAM takes integers in the machine's order, PKCS#11 gives them big-endian.
Bytes NativeInteger(const Bytes& big_endian) {
  const openssl::Handle<BIGNUM> number(
      BN_bin2bn(big_endian.data(), static_cast<int>(big_endian.size()), nullptr));
  Bytes native(big_endian.size());
  if (!number ||
      BN_bn2nativepad(number.get(), native.data(), static_cast<int>(native.size())) < 0) {
    throw NoPublicKey("a number of it is out of range");
  }
  return native;
}

Bytes EncodeRsa(const Bytes& modulus, const Bytes& exponent) {
  Bytes n = NativeInteger(modulus);
  Bytes e = NativeInteger(exponent);
  std::array parameters{OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_RSA_N, n.data(), n.size()),
                        OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_RSA_E, e.data(), e.size()),
                        OSSL_PARAM_construct_end()};
  return Encode(Build("RSA", parameters).get());
}

/// CKA_EC_POINT is an OCTET STRING that holds the point (PKCS#11 2.40 2.3.3); some modules give the
/// point itself. An uncompressed point starts with 0x04 too, so the length decides.
Bytes PointOf(const Bytes& attribute, std::size_t point_size) {
  if (attribute.size() == point_size) return attribute;
  const unsigned char* at = attribute.data();
  long length = 0;
  int tag = 0;
  int tag_class = 0;
  const int header =
      ASN1_get_object(&at, &length, &tag, &tag_class, static_cast<long>(attribute.size()));
  if ((header & 0x80) != 0 || tag != V_ASN1_OCTET_STRING ||
      static_cast<std::size_t>(length) != point_size) {
    throw NoPublicKey("its point is not of this curve");
  }
  return {at, at + length};
}

Bytes EncodeEc(const Bytes& attribute, unsigned bits) {
  Bytes point = PointOf(attribute, 1 + 2 * std::size_t{bits / 8});
  std::string group = bits == 256 ? "P-256" : "P-384";
  std::array parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), group.size()),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
      OSSL_PARAM_construct_end()};
  return Encode(Build("EC", parameters).get());
}

Bytes EncodeEd25519(const Bytes& attribute) {
  const Bytes point = PointOf(attribute, 32);
  const openssl::Handle<EVP_PKEY> key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, point.data(), point.size()));
  if (!key) throw NoPublicKey("it is no Ed25519 key");
  return Encode(key.get());
}

std::optional<CK_OBJECT_HANDLE> FindPublicObject(const Session& session, const PrivateKey& key,
                                                 const std::string& label) {
  for (const CK_OBJECT_HANDLE object : FindObjects(session, CKO_PUBLIC_KEY, label)) {
    if (ReadAttribute(session, object, CKA_ID).value_or(Bytes()) == key.id) return object;
  }
  return std::nullopt;
}

Bytes Required(const Session& session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) {
  auto value = ReadAttribute(session, object, type);
  if (!value || value->empty()) throw NoPublicKey("an attribute of it is missing");
  return *std::move(value);
}

}  // namespace

Bytes ReadPublicKey(const Session& session, const PrivateKey& key, const std::string& label) {
  const auto object = FindPublicObject(session, key, label);
  if (key.type == CKK_RSA) {
    const CK_OBJECT_HANDLE source = object.value_or(key.handle);
    return EncodeRsa(Required(session, source, CKA_MODULUS),
                     Required(session, source, CKA_PUBLIC_EXPONENT));
  }
  if (!object) {
    throw Error(Code::kTokenKeyMissing,
                fmt::format("The token has no public key object for \"{}\". Import the public key "
                            "under the same label and id.",
                            label));
  }
  const Bytes point = Required(session, *object, CKA_EC_POINT);
  const auto kind = KindOf(key);
  if (kind == KeyKind::kEd25519) return EncodeEd25519(point);
  if (kind == KeyKind::kP256 || kind == KeyKind::kP384) return EncodeEc(point, key.bits);
  throw NoPublicKey("its curve is none that Signet uses");
}

}  // namespace signet::hsm
