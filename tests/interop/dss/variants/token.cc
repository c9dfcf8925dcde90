#include "tests/interop/dss/variants/token.h"

#include <openssl/cms.h>
#include <openssl/ts.h>

#include <memory>

#include "tests/interop/dss/variants/long_term_seal.h"

namespace signet::interop {
namespace {

struct FreeToken {
  void operator()(PKCS7* p) const { PKCS7_free(p); }
  void operator()(TS_TST_INFO* p) const { TS_TST_INFO_free(p); }
  void operator()(CMS_ContentInfo* p) const { CMS_ContentInfo_free(p); }
};
template <typename T>
using TokenHandle = std::unique_ptr<T, FreeToken>;

bool MayStamp(const Certificate& certificate) {
  return X509_check_purpose(certificate.x509(), X509_PURPOSE_TIMESTAMP_SIGN, 0) == 1;
}

template <typename Encode, typename Value>
Bytes Encoded(Encode encode, Value* value) {
  unsigned char* der = nullptr;
  const int size = encode(value, &der);
  if (size <= 0) throw openssl::Failure("A token could not be encoded.");
  Bytes out(der, der + size);
  OPENSSL_free(der);
  return out;
}

// What a sound authority says, for another to sign.
Bytes Info(ByteView content, Time time, const char* hash) {
  const Bytes token = test::TimeStampOver(SoundStampAuthority(), content, time, hash);
  const unsigned char* at = token.data();
  const TokenHandle<PKCS7> signed_data(d2i_PKCS7(nullptr, &at, static_cast<long>(token.size())));
  const TokenHandle<TS_TST_INFO> info(PKCS7_to_TS_TST_INFO(signed_data.get()));
  return Encoded(i2d_TS_TST_INFO, info.get());
}

}  // namespace

Bytes TokenBy(const test::TimeStampAuthority& authority, ByteView content, Time time,
              const char* hash) {
  if (MayStamp(authority.certificate)) return test::TimeStampOver(authority, content, time, hash);
  const Bytes info = Info(content, time, hash);
  const openssl::Handle<BIO> in(BIO_new_mem_buf(info.data(), static_cast<int>(info.size())));
  constexpr unsigned kFlags = CMS_PARTIAL | CMS_BINARY;
  const TokenHandle<CMS_ContentInfo> token(CMS_sign(nullptr, nullptr, nullptr, nullptr, kFlags));
  // CMS_CADES adds signingCertificateV2 (RFC 5816).
  if (!token || CMS_set1_eContentType(token.get(), OBJ_nid2obj(NID_id_smime_ct_TSTInfo)) != 1 ||
      CMS_add1_signer(token.get(), authority.certificate.x509(), authority.key, EVP_sha256(),
                      kFlags | CMS_CADES | CMS_NOSMIMECAP) == nullptr ||
      CMS_final(token.get(), in.get(), nullptr, kFlags) != 1) {
    throw openssl::Failure("A token could not be signed.");
  }
  return Encoded(i2d_CMS_ContentInfo, token.get());
}

}  // namespace signet::interop
