#include "tests/support/test_time_stamp.h"

#include <openssl/cms.h>
#include <openssl/ts.h>

#include <array>
#include <chrono>
#include <memory>

#include "tests/support/test_certificates.h"

namespace signet::test {
namespace {

struct FreeTimeStamp {
  void operator()(CMS_ContentInfo* p) const { CMS_ContentInfo_free(p); }
  void operator()(TS_REQ* p) const { TS_REQ_free(p); }
  void operator()(TS_RESP* p) const { TS_RESP_free(p); }
  void operator()(TS_RESP_CTX* p) const { TS_RESP_CTX_free(p); }
  void operator()(TS_MSG_IMPRINT* p) const { TS_MSG_IMPRINT_free(p); }
  void operator()(X509_ALGOR* p) const { X509_ALGOR_free(p); }
  void operator()(ASN1_OBJECT* p) const { ASN1_OBJECT_free(p); }
};
template <typename T>
using TimeStampHandle = std::unique_ptr<T, FreeTimeStamp>;

void Require(bool good) {
  if (!good) throw openssl::Failure("A test time-stamp could not be made.");
}

Bytes RequestOver(ByteView content, const EVP_MD* hash) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  Require(EVP_Digest(content.data(), content.size(), digest.data(), &size, hash, nullptr) == 1);
  const TimeStampHandle<X509_ALGOR> algorithm(X509_ALGOR_new());
  X509_ALGOR_set_md(algorithm.get(), hash);
  const TimeStampHandle<TS_MSG_IMPRINT> imprint(TS_MSG_IMPRINT_new());
  const TimeStampHandle<TS_REQ> request(TS_REQ_new());
  Require(TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
          TS_MSG_IMPRINT_set_msg(imprint.get(), digest.data(), static_cast<int>(size)) == 1 &&
          TS_REQ_set_version(request.get(), 1) == 1 &&
          TS_REQ_set_msg_imprint(request.get(), imprint.get()) == 1 &&
          TS_REQ_set_cert_req(request.get(), 1) == 1);
  unsigned char* der = nullptr;
  const int length = i2d_TS_REQ(request.get(), &der);
  Require(length > 0);
  Bytes out(der, der + length);
  OPENSSL_free(der);
  return out;
}

ASN1_INTEGER* NextSerial(TS_RESP_CTX*, void*) {
  ASN1_INTEGER* const serial = ASN1_INTEGER_new();
  ASN1_INTEGER_set(serial, 1);
  return serial;
}

int GiveTime(TS_RESP_CTX*, void* data, long* seconds, long* microseconds) {
  *seconds = static_cast<long>(std::chrono::system_clock::to_time_t(*static_cast<Time*>(data)));
  *microseconds = 0;
  return 1;
}

}  // namespace

Bytes TimeStampOver(const TimeStampAuthority& authority, ByteView content, Time time,
                    const char* hash) {
  const EVP_MD* const md = EVP_get_digestbyname(hash);
  const TimeStampHandle<ASN1_OBJECT> policy(OBJ_txt2obj("1.3.6.1.4.1.99999.1", 1));
  const TimeStampHandle<TS_RESP_CTX> context(TS_RESP_CTX_new());
  TS_RESP_CTX* const c = context.get();
  Require(TS_RESP_CTX_set_signer_cert(c, authority.certificate.x509()) == 1 &&
          TS_RESP_CTX_set_signer_key(c, authority.key) == 1 &&
          TS_RESP_CTX_set_signer_digest(c, EVP_sha256()) == 1 &&
          TS_RESP_CTX_set_ess_cert_id_digest(c, EVP_sha256()) == 1 &&
          TS_RESP_CTX_set_def_policy(c, policy.get()) == 1 && TS_RESP_CTX_add_md(c, md) == 1);
  const openssl::Handle<STACK_OF(X509)> chain(sk_X509_new_null());
  for (const Certificate& certificate : authority.chain) {
    Require(X509_add_cert(chain.get(), certificate.x509(), X509_ADD_FLAG_UP_REF) == 1);
  }
  Require(TS_RESP_CTX_set_certs(c, chain.get()) == 1);
  TS_RESP_CTX_set_serial_cb(c, NextSerial, nullptr);
  TS_RESP_CTX_set_time_cb(c, GiveTime, &time);
  const Bytes request = RequestOver(content, md);
  const openssl::Handle<BIO> in(BIO_new_mem_buf(request.data(), static_cast<int>(request.size())));
  const TimeStampHandle<TS_RESP> response(TS_RESP_create_response(c, in.get()));
  Require(response != nullptr && TS_RESP_get_token(response.get()) != nullptr);
  unsigned char* der = nullptr;
  const int length = i2d_PKCS7(TS_RESP_get_token(response.get()), &der);
  Require(length > 0);
  Bytes out(der, der + length);
  OPENSSL_free(der);
  return out;
}

Bytes TimeStampByUnfit(const TimeStampAuthority& authority, ByteView content, Time time) {
  CertificateOptions options = SealCertificateOptions();
  options.extended_key_usage = "critical,timeStamping";
  const Bytes fit =
      TimeStampOver({MakeRoot(options, authority.key).certificate, authority.key}, content, time);
  const unsigned char* at = fit.data();
  const TimeStampHandle<CMS_ContentInfo> token(
      d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(fit.size())));
  const ASN1_OCTET_STRING* const info = *CMS_get0_content(token.get());
  const openssl::Handle<BIO> in(
      BIO_new_mem_buf(ASN1_STRING_get0_data(info), ASN1_STRING_length(info)));
  constexpr unsigned kFlags = CMS_BINARY | CMS_PARTIAL | CMS_CADES;
  const TimeStampHandle<CMS_ContentInfo> out(CMS_sign(nullptr, nullptr, nullptr, nullptr, kFlags));
  Require(out && CMS_set1_eContentType(out.get(), OBJ_nid2obj(NID_id_smime_ct_TSTInfo)) == 1 &&
          CMS_add1_signer(out.get(), authority.certificate.x509(), authority.key, EVP_sha256(),
                          kFlags) != nullptr);
  for (const Certificate& certificate : authority.chain) {
    Require(CMS_add1_cert(out.get(), certificate.x509()) == 1);
  }
  Require(CMS_final(out.get(), in.get(), nullptr, kFlags) == 1);
  unsigned char* der = nullptr;
  const int length = i2d_CMS_ContentInfo(out.get(), &der);
  Require(length > 0);
  Bytes made(der, der + length);
  OPENSSL_free(der);
  return made;
}

}  // namespace signet::test
