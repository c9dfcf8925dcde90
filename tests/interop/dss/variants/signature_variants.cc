#include <openssl/rsa.h>

#include "appliance/base/encoding.h"
#include "tests/interop/dss/variants/variant.h"

namespace signet::interop {
namespace {

using seal::Algorithm;
using test::KeyKind;

// Another value, stamped and archived like a sound one.
Make Value(const std::function<std::string(LongTermSeal&)>& value) {
  return [=](LongTermSeal& s) {
    s.signature = value(s);
    s.Stamp();
    s.AddValues();
    s.Archive();
    return s.Write();
  };
}

// The value respelt after all.
Make Respelt(const std::function<std::string(std::string)>& change) {
  return After([=](LongTermSeal& s) { s.signature = change(s.signature); });
}

std::string InDer(LongTermSeal& s) {
  const Bytes raw = s.seal.Signature();
  const openssl::Handle<ECDSA_SIG> value(ECDSA_SIG_new());
  ECDSA_SIG_set0(value.get(), BN_bin2bn(raw.data(), 32, nullptr),
                 BN_bin2bn(raw.data() + 32, 32, nullptr));
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(value.get(), &der);
  std::string out = EncodeBase64Url({der, static_cast<std::size_t>(size)});
  OPENSSL_free(der);
  return out;
}

std::string PssWithSalt(LongTermSeal& s, int salt) {
  const std::string input = s.seal.Protected() + "." + s.seal.payload;
  const openssl::Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key = nullptr;
  EVP_DigestSignInit_ex(context.get(), &key, "SHA256", nullptr, nullptr, s.seal.key, nullptr);
  EVP_PKEY_CTX_set_rsa_padding(key, RSA_PKCS1_PSS_PADDING);
  EVP_PKEY_CTX_set_rsa_pss_saltlen(key, salt);
  Bytes out(384);
  std::size_t size = out.size();
  EVP_DigestSign(context.get(), out.data(), &size, AsBytes(input).data(), input.size());
  return EncodeBase64Url(out);
}

std::string ShortSalt(LongTermSeal& s) {
  s = SoundLongTermSeal(Algorithm::kPs256);
  return PssWithSalt(s, 20);
}

std::string Pkcs1CalledPss(LongTermSeal& s) {
  s = SoundLongTermSeal(Algorithm::kPs256);
  s.seal.algorithm = Algorithm::kRs256;
  return EncodeBase64Url(s.seal.Signature());
}

// Standard base64 of the same octets; signed again until the alphabets differ.
std::string StandardBase64(LongTermSeal& s) {
  for (;;) {
    std::string text = EncodeBase64(s.seal.Signature());
    if (text.find_first_of("+/") != std::string::npos) return text;
  }
}

// The last character of a value of 64 octets holds four bits that count and two that do not.
std::string WithStrayBits(std::string text) {
  static const std::string alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  text.back() = alphabet[alphabet.find(text.back()) | 1U];
  return text;
}

const Variant kSignature[] = {
    {"signature.bit", Value([](LongTermSeal& s) {
       Bytes value = s.seal.Signature();
       value[40] ^= 1U;
       return EncodeBase64Url(value);
     })},
    {"signature.bit-after-the-stamps", After([](LongTermSeal& s) {
       Bytes value = DecodeBase64Url(s.signature).value();
       value[40] ^= 1U;
       s.signature = EncodeBase64Url(value);
     })},
    {"signature.in-der", Value(InDer)},
    {"signature.cut", Value([](LongTermSeal& s) {
       Bytes value = s.seal.Signature();
       value.pop_back();
       return EncodeBase64Url(value);
     })},
    {"signature.zero", Value([](LongTermSeal&) { return EncodeBase64Url(Bytes(64)); })},
    {"signature.empty", After([](LongTermSeal& s) { s.signature.clear(); })},
    {"signature.padded", Respelt([](const std::string& text) { return text + "=="; })},
    {"signature.standard-base64", Value(StandardBase64)},
    {"signature.stray-bits", Respelt(WithStrayBits)},
    {"signature.line-break", Respelt([](const std::string& text) { return text + "\n"; })},
    {"signature.of-another-key",
     Before([](LongTermSeal& s) { s.seal.key = test::TestKey(KeyKind::kP256, 7); })},
    {"signature.certificate-swapped", After([](LongTermSeal& s) {
       const Certificate other = IssueSigner(test::TestKey(KeyKind::kP256, 7));
       s.seal.Set("x5c", "[\"" + EncodeBase64(other.der()) + "\"]");
     })},
    {"signature.certificate-and-digest-swapped", After([](LongTermSeal& s) {
       s.seal.SetChain({IssueSigner(test::TestKey(KeyKind::kP256, 7))});
     })},
    {"signature.header-changed",
     After([](LongTermSeal& s) { s.SetClaimedTime("2024-01-01T00:00:00Z"); })},
    {"signature.pss-short-salt", Value(ShortSalt)},
    {"signature.pkcs1-called-pss", Value(Pkcs1CalledPss)},
};

}  // namespace

std::vector<Variant> SignatureVariants() { return {std::begin(kSignature), std::end(kSignature)}; }

}  // namespace signet::interop
