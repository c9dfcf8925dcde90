#include "appliance/seal/time_stamp_token.h"

#include <openssl/asn1t.h>
#include <openssl/cms.h>
#include <openssl/ess.h>
#include <openssl/ts.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "appliance/base/asn1_time.h"
#include "appliance/base/digest.h"
#include "appliance/base/openssl.h"
#include "appliance/seal/asn1_value.h"

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

int NidOf(const X509_ALGOR* algorithm) {
  const ASN1_OBJECT* object = nullptr;
  X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
  return OBJ_obj2nid(object);
}

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

// The signed attributes as they are signed: a SET, in the order of the token (RFC 5652 5.4).
// clang-format off
ASN1_ITEM_TEMPLATE(SignedAttributes) =
    ASN1_EX_TEMPLATE_TYPE(ASN1_TFLG_SEQUENCE_OF | ASN1_TFLG_IMPTAG | ASN1_TFLG_UNIVERSAL,
                          V_ASN1_SET, SignedAttributes, X509_ATTRIBUTE)
static_ASN1_ITEM_TEMPLATE_END(SignedAttributes);
// clang-format on

using Attributes = STACK_OF(X509_ATTRIBUTE);
struct FreeStack {
  // The attributes are the token's.
  void operator()(Attributes* p) const { sk_X509_ATTRIBUTE_free(p); }
};

bool VerifiesOver(Attributes* attributes, CMS_SignerInfo* signer, EVP_PKEY* key) {
  X509_ALGOR* digest = nullptr;
  X509_ALGOR* algorithm = nullptr;
  CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, &algorithm);
  const ASN1_OCTET_STRING* const signature = CMS_SignerInfo_get0_signature(signer);
  if (NidOf(algorithm) != NID_rsaEncryption) {
    return ASN1_item_verify(ASN1_ITEM_rptr(SignedAttributes), algorithm, signature, attributes,
                            key) == 1;
  }
  // Older tokens name the key's algorithm only (RFC 3370 3.2): PKCS #1 v1.5 with the digest's hash.
  unsigned char* der = nullptr;
  const int size = ASN1_item_i2d(reinterpret_cast<const ASN1_VALUE*>(attributes), &der,
                                 ASN1_ITEM_rptr(SignedAttributes));
  const Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  const EVP_MD* const hash = EVP_get_digestbynid(NidOf(digest));
  const bool good = size > 0 && context && hash != nullptr &&
                    EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA &&
                    EVP_DigestVerifyInit(context.get(), nullptr, hash, nullptr, key) == 1 &&
                    EVP_DigestVerify(context.get(), ASN1_STRING_get0_data(signature),
                                     static_cast<std::size_t>(ASN1_STRING_length(signature)), der,
                                     static_cast<std::size_t>(size)) == 1;
  OPENSSL_free(der);
  return good;
}

// RFC 5652 5.4, 5.6 and 11.1, 11.2: the attributes are signed, and they hold the content's type and
// digest. OpenSSL's own CMS_verify would read all public keys in the token for it.
bool VerifiesWith(CMS_SignerInfo* signer, const ASN1_OCTET_STRING* content,
                  const Certificate& certificate) {
  const auto attribute = [&](int nid, int type) {
    return CMS_signed_get0_data_by_OBJ(signer, OBJ_nid2obj(nid), -3, type);
  };
  X509_ALGOR* digest = nullptr;
  CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, nullptr);
  const EVP_MD* const hash = EVP_get_digestbynid(NidOf(digest));
  const auto* const type =
      static_cast<const ASN1_OBJECT*>(attribute(NID_pkcs9_contentType, V_ASN1_OBJECT));
  const auto* const stored =
      static_cast<const ASN1_STRING*>(attribute(NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING));
  if (hash == nullptr || type == nullptr || stored == nullptr ||
      OBJ_obj2nid(type) != NID_id_smime_ct_TSTInfo) {
    return false;
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> value{};
  unsigned size = 0;
  const ByteView octets = ViewOf(content);
  if (EVP_Digest(octets.data(), octets.size(), value.data(), &size, hash, nullptr) != 1 ||
      AsText({value.data(), size}) != AsText(ViewOf(stored))) {
    return false;
  }
  const std::unique_ptr<Attributes, FreeStack> attributes(sk_X509_ATTRIBUTE_new_null());
  for (int i = 0; i < CMS_signed_get_attr_count(signer); ++i) {
    if (sk_X509_ATTRIBUTE_push(attributes.get(), CMS_signed_get_attr(signer, i)) <= 0) return false;
  }
  return VerifiesOver(attributes.get(), signer, certificate.public_key());
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

bool WasValid(const Certificate& certificate, Time time) {
  return certificate.not_before() <= time && time <= certificate.not_after();
}

std::chrono::milliseconds AccuracyOf(const TS_ACCURACY* accuracy) {
  const auto part = [](const ASN1_INTEGER* value) {
    return std::max(value == nullptr ? 0L : ASN1_INTEGER_get(value), 0L);
  };
  if (accuracy == nullptr) return std::chrono::milliseconds(0);
  // An authority that is right to a year only is none; and the sum must not overflow.
  const long seconds = std::min(part(TS_ACCURACY_get_seconds(accuracy)), 31'536'000L);
  return std::chrono::seconds(seconds) +
         std::chrono::milliseconds(std::min(part(TS_ACCURACY_get_millis(accuracy)), 999L));
}

}  // namespace

struct TimeStampToken::Content {
  TokenHandle<CMS_ContentInfo> cms;
  TokenHandle<TS_TST_INFO> info;
  Time time;
  std::vector<Certificate> certificates;

  CMS_SignerInfo* signer() const {
    return sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(cms.get()), 0);
  }
  bool ReadInfo(ByteView der);
};

bool TimeStampToken::Content::ReadInfo(ByteView der) {
  const unsigned char* at = der.data();
  CMS_ContentInfo* shell = CMS_ContentInfo_new_ex(ContextWithoutKeys(), nullptr);
  d2i_CMS_ContentInfo(&shell, &at, static_cast<long>(der.size()));  // frees it if it fails
  cms.reset(shell);
  const bool signed_info =
      cms && at == der.data() + der.size() &&
      OBJ_obj2nid(CMS_get0_type(cms.get())) == NID_pkcs7_signed &&
      OBJ_obj2nid(CMS_get0_eContentType(cms.get())) == NID_id_smime_ct_TSTInfo &&
      sk_CMS_SignerInfo_num(CMS_get0_SignerInfos(cms.get())) == 1;
  ASN1_OCTET_STRING** const octets = signed_info ? CMS_get0_content(cms.get()) : nullptr;
  if (octets == nullptr || *octets == nullptr) return false;
  const ByteView content = ViewOf(*octets);
  const unsigned char* begin = content.data();
  info.reset(d2i_TS_TST_INFO(nullptr, &begin, static_cast<long>(content.size())));
  return info && begin == content.data() + content.size() &&
         TS_TST_INFO_get_version(info.get()) == 1;
}

TimeStampToken::TimeStampToken(std::unique_ptr<Content> content) : content_(std::move(content)) {}
TimeStampToken::TimeStampToken(TimeStampToken&&) noexcept = default;
TimeStampToken& TimeStampToken::operator=(TimeStampToken&&) noexcept = default;
TimeStampToken::~TimeStampToken() = default;

std::optional<TimeStampToken> TimeStampToken::Read(ByteView der) {
  auto content = std::make_unique<Content>();
  const bool good = content->ReadInfo(der);
  const auto time = good ? TimeFromAsn1(TS_TST_INFO_get_time(content->info.get())) : std::nullopt;
  openssl::TakeErrors();
  if (!time) return std::nullopt;
  content->time = *time;
  const Handle<STACK_OF(X509)> inside(CMS_get1_certs(content->cms.get()));
  auto certificates = CertificatesIn(inside.get());
  if (!certificates) return std::nullopt;
  content->certificates = *std::move(certificates);
  return TimeStampToken(std::move(content));
}

Time TimeStampToken::time() const { return content_->time; }

std::chrono::milliseconds TimeStampToken::accuracy() const {
  return AccuracyOf(TS_TST_INFO_get_accuracy(content_->info.get()));
}

std::vector<Certificate> TimeStampToken::certificates() const { return content_->certificates; }

std::optional<Certificate> TimeStampToken::signer(const std::vector<Certificate>& known) const {
  for (const auto* list : {&std::as_const(content_->certificates), &known}) {
    for (const Certificate& candidate : *list) {
      if (CMS_SignerInfo_cert_cmp(content_->signer(), candidate.x509()) == 0) return candidate;
    }
  }
  return std::nullopt;
}

int TimeStampToken::imprint_hash() const {
  return NidOf(TS_MSG_IMPRINT_get_algo(TS_TST_INFO_get_msg_imprint(content_->info.get())));
}

int TimeStampToken::signature_hash() const {
  X509_ALGOR* digest = nullptr;
  CMS_SignerInfo_get0_algs(content_->signer(), nullptr, nullptr, &digest, nullptr);
  return NidOf(digest);
}

ByteView TimeStampToken::imprint() const {
  return ViewOf(TS_MSG_IMPRINT_get_msg(TS_TST_INFO_get_msg_imprint(content_->info.get())));
}

std::optional<ByteView> TimeStampToken::nonce() const {
  const ASN1_INTEGER* const nonce = TS_TST_INFO_get_nonce(content_->info.get());
  if (nonce == nullptr || ASN1_STRING_type(nonce) != V_ASN1_INTEGER) return std::nullopt;
  return ViewOf(nonce);
}

std::string TimeStampToken::policy() const {
  std::array<char, 128> text{};
  OBJ_obj2txt(text.data(), text.size(), TS_TST_INFO_get_policy_id(content_->info.get()), 1);
  return text.data();
}

bool TimeStampToken::Covers(std::initializer_list<ByteView> parts) const {
  const auto function = FunctionOf(imprint_hash());
  return function && AsText(Hash(*function, parts)) == AsText(imprint());
}

std::vector<TokenFault> TimeStampToken::Faults(std::initializer_list<ByteView> parts,
                                               const std::vector<Certificate>& known) const {
  std::vector<TokenFault> out;
  if (!Covers(parts)) {
    out.push_back({SubIndication::kHashFailure, "it was not made over this content"});
  }
  std::ranges::move(Faults(known), std::back_inserter(out));
  return out;
}

std::vector<TokenFault> TimeStampToken::Faults(const std::vector<Certificate>& known) const {
  std::vector<TokenFault> out;
  const auto certificate = signer(known);
  if (!certificate) {
    out.push_back({SubIndication::kNoSigningCertificateFound,
                   "the certificate of the time-stamp authority is missing"});
    return out;
  }
  if (!VerifiesWith(content_->signer(), *CMS_get0_content(content_->cms.get()), *certificate)) {
    out.push_back({SubIndication::kSigCryptoFailure, "its signature does not verify"});
  }
  const Handle<STACK_OF(X509)> inside(CMS_get1_certs(content_->cms.get()));
  if (!NamesItsCertificate(content_->signer(), certificate->x509(), inside.get())) {
    out.push_back(
        {SubIndication::kNoSigningCertificateFound, "it does not name its certificate by digest"});
  }
  if (!IsForTimeStamping(certificate->x509())) {
    out.push_back({SubIndication::kChainConstraintsFailure,
                   "its certificate is not one for time-stamping alone"});
  }
  if (!WasValid(*certificate, content_->time)) {
    out.push_back(
        {SubIndication::kSigConstraintsFailure, "its certificate was not valid at its time"});
  }
  openssl::TakeErrors();
  return out;
}

}  // namespace signet::seal
