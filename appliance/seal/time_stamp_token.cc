#include "appliance/seal/time_stamp_token.h"

#include <openssl/cms.h>
#include <openssl/ess.h>
#include <openssl/ts.h>

#include <chrono>
#include <ctime>
#include <utility>

#include "appliance/base/digest.h"
#include "appliance/base/openssl.h"

namespace signet::seal {
namespace {

using openssl::Handle;

// The C types of time-stamps, which only this file uses.
struct FreeToken {
  void operator()(CMS_ContentInfo* p) const { CMS_ContentInfo_free(p); }
  void operator()(TS_TST_INFO* p) const { TS_TST_INFO_free(p); }
  void operator()(ESS_SIGNING_CERT* p) const { ESS_SIGNING_CERT_free(p); }
  void operator()(ESS_SIGNING_CERT_V2* p) const { ESS_SIGNING_CERT_V2_free(p); }
  void operator()(EXTENDED_KEY_USAGE* p) const { sk_ASN1_OBJECT_pop_free(p, ASN1_OBJECT_free); }
};
template <typename T>
using TokenHandle = std::unique_ptr<T, FreeToken>;

std::optional<HashFunction> FunctionOf(int nid) {
  switch (nid) {
    case NID_sha256:
      return HashFunction::kSha256;
    case NID_sha384:
      return HashFunction::kSha384;
    case NID_sha512:
      return HashFunction::kSha512;
    default:
      return std::nullopt;
  }
}

bool Covers(TS_TST_INFO* info, std::initializer_list<ByteView> parts) {
  TS_MSG_IMPRINT* const imprint = TS_TST_INFO_get_msg_imprint(info);
  const ASN1_OBJECT* algorithm = nullptr;
  X509_ALGOR_get0(&algorithm, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
  const auto function = FunctionOf(OBJ_obj2nid(algorithm));
  const ASN1_OCTET_STRING* const value = TS_MSG_IMPRINT_get_msg(imprint);
  const ByteView stored(ASN1_STRING_get0_data(value),
                        static_cast<std::size_t>(ASN1_STRING_length(value)));
  return function && AsText(Hash(*function, parts)) == AsText(stored);
}

// The content of a signed attribute that must occur once at most, decoded by `decode`.
template <typename T>
TokenHandle<T> SignedAttribute(const CMS_SignerInfo* signer, int nid,
                               T* (*decode)(T**, const unsigned char**, long)) {
  const auto* const value = static_cast<const ASN1_STRING*>(
      CMS_signed_get0_data_by_OBJ(signer, OBJ_nid2obj(nid), -3, V_ASN1_SEQUENCE));
  if (value == nullptr) return {};
  const unsigned char* at = ASN1_STRING_get0_data(value);
  return TokenHandle<T>(decode(nullptr, &at, ASN1_STRING_length(value)));
}

// RFC 5816: the first digest is the signer's certificate.
bool NamesItsCertificate(const CMS_SignerInfo* signer, X509* certificate,
                         const STACK_OF(X509) * others) {
  const auto v1 = SignedAttribute(signer, NID_id_smime_aa_signingCertificate, d2i_ESS_SIGNING_CERT);
  const auto v2 =
      SignedAttribute(signer, NID_id_smime_aa_signingCertificateV2, d2i_ESS_SIGNING_CERT_V2);
  const Handle<STACK_OF(X509)> chain(sk_X509_new_null());
  bool ready = chain && X509_add_cert(chain.get(), certificate, X509_ADD_FLAG_UP_REF) == 1;
  for (int i = 0; ready && i < sk_X509_num(others); ++i) {
    ready = X509_add_cert(chain.get(), sk_X509_value(others, i),
                          X509_ADD_FLAG_UP_REF | X509_ADD_FLAG_NO_DUP) == 1;
  }
  return ready && OSSL_ESS_check_signing_certs(v1.get(), v2.get(), chain.get(), 1) == 1;
}

// RFC 3161 2.3: critical, and nothing but time-stamping.
bool IsForTimeStamping(const X509* certificate) {
  int critical = 0;
  const TokenHandle<EXTENDED_KEY_USAGE> usage(static_cast<EXTENDED_KEY_USAGE*>(
      X509_get_ext_d2i(certificate, NID_ext_key_usage, &critical, nullptr)));
  return usage && critical == 1 && sk_ASN1_OBJECT_num(usage.get()) == 1 &&
         OBJ_obj2nid(sk_ASN1_OBJECT_value(usage.get(), 0)) == NID_time_stamp;
}

bool WasValid(const X509* certificate, Time time) {
  std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  return X509_cmp_time(X509_get0_notBefore(certificate), &seconds) < 0 &&
         X509_cmp_time(X509_get0_notAfter(certificate), &seconds) > 0;
}

}  // namespace

struct TimeStampToken::Content {
  TokenHandle<CMS_ContentInfo> cms;
  TokenHandle<TS_TST_INFO> info;
  Time time;
};

TimeStampToken::TimeStampToken(std::unique_ptr<Content> content) : content_(std::move(content)) {}
TimeStampToken::TimeStampToken(TimeStampToken&&) noexcept = default;
TimeStampToken& TimeStampToken::operator=(TimeStampToken&&) noexcept = default;
TimeStampToken::~TimeStampToken() = default;

std::optional<TimeStampToken> TimeStampToken::Read(ByteView der) {
  auto content = std::make_unique<Content>();
  const unsigned char* at = der.data();
  content->cms.reset(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(der.size())));
  CMS_ContentInfo* const cms = content->cms.get();
  const bool signed_info = cms != nullptr && at == der.data() + der.size() &&
                           OBJ_obj2nid(CMS_get0_type(cms)) == NID_pkcs7_signed &&
                           OBJ_obj2nid(CMS_get0_eContentType(cms)) == NID_id_smime_ct_TSTInfo &&
                           sk_CMS_SignerInfo_num(CMS_get0_SignerInfos(cms)) == 1;
  ASN1_OCTET_STRING** const octets = signed_info ? CMS_get0_content(cms) : nullptr;
  if (octets != nullptr && *octets != nullptr) {
    const unsigned char* const begin = ASN1_STRING_get0_data(*octets);
    const unsigned char* info = begin;
    const int size = ASN1_STRING_length(*octets);
    content->info.reset(d2i_TS_TST_INFO(nullptr, &info, size));
    if (info != begin + size) content->info.reset();
  }
  std::tm fields{};
  const bool good = content->info && TS_TST_INFO_get_version(content->info.get()) == 1 &&
                    ASN1_TIME_to_tm(TS_TST_INFO_get_time(content->info.get()), &fields) == 1;
  openssl::TakeErrors();
  if (!good) return std::nullopt;
  content->time = Time(std::chrono::seconds(timegm(&fields)));
  return TimeStampToken(std::move(content));
}

Time TimeStampToken::time() const { return content_->time; }

std::vector<std::string> TimeStampToken::Faults(std::initializer_list<ByteView> parts,
                                                const std::vector<Certificate>& known) const {
  std::vector<std::string> out;
  if (!Covers(content_->info.get(), parts)) {
    out.emplace_back("it was not made over this content");
  }
  const Handle<STACK_OF(X509)> certificates(sk_X509_new_null());
  for (const Certificate& certificate : known) {
    if (X509_add_cert(certificates.get(), certificate.x509(), X509_ADD_FLAG_UP_REF) != 1) {
      throw openssl::Failure("A time-stamp could not be verified.");
    }
  }
  // Finds the signer's certificate and verifies what it signed; trust is not asked for.
  const Handle<BIO> content(BIO_new(BIO_s_mem()));
  CMS_ContentInfo* const cms = content_->cms.get();
  const bool verified = CMS_verify(cms, certificates.get(), nullptr, nullptr, content.get(),
                                   CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY) == 1;
  CMS_SignerInfo* const signer = sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(cms), 0);
  X509* certificate = nullptr;  // owned by `cms`
  CMS_SignerInfo_get0_algs(signer, nullptr, &certificate, nullptr, nullptr);
  if (certificate == nullptr) {
    out.emplace_back("the certificate of the time-stamp authority is missing");
  } else {
    const Handle<STACK_OF(X509)> inside(CMS_get1_certs(cms));
    if (!verified) out.emplace_back("its signature does not verify");
    if (!NamesItsCertificate(signer, certificate, inside.get())) {
      out.emplace_back("it does not name its certificate by digest");
    }
    if (!IsForTimeStamping(certificate)) {
      out.emplace_back("its certificate is not one for time-stamping alone");
    }
    if (!WasValid(certificate, content_->time)) {
      out.emplace_back("its certificate was not valid at its time");
    }
  }
  openssl::TakeErrors();
  return out;
}

}  // namespace signet::seal
