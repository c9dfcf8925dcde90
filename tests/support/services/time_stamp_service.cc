#include "tests/support/services/time_stamp_service.h"

#include <openssl/cms.h>
#include <openssl/rand.h>
#include <openssl/ts.h>

#include <array>
#include <chrono>
#include <memory>

#include "appliance/base/bytes.h"
#include "tests/support/services/der.h"

namespace signet::test {
namespace {

struct FreeService {
  void operator()(TS_REQ* p) const { TS_REQ_free(p); }
  void operator()(TS_RESP* p) const { TS_RESP_free(p); }
  void operator()(TS_RESP_CTX* p) const { TS_RESP_CTX_free(p); }
  void operator()(ASN1_OBJECT* p) const { ASN1_OBJECT_free(p); }
  void operator()(ASN1_INTEGER* p) const { ASN1_INTEGER_free(p); }
  void operator()(CMS_ContentInfo* p) const { CMS_ContentInfo_free(p); }
};
template <typename T>
using ServiceHandle = std::unique_ptr<T, FreeService>;

constexpr const char* kPolicy = "1.3.6.1.4.1.99999.1";
constexpr const char* kOtherPolicy = "1.3.6.1.4.1.99999.2";

ASN1_INTEGER* RandomSerial(TS_RESP_CTX*, void*) {
  std::array<unsigned char, 8> octets{};
  RAND_bytes(octets.data(), octets.size());
  octets[0] &= 0x7FU;
  const openssl::Handle<BIGNUM> number(BN_bin2bn(octets.data(), octets.size(), nullptr));
  return BN_to_ASN1_INTEGER(number.get(), nullptr);
}

int GiveTime(TS_RESP_CTX*, void* data, long* seconds, long* microseconds) {
  const Time time = *static_cast<const Time*>(data);
  const auto whole = std::chrono::floor<std::chrono::seconds>(time);
  *seconds = static_cast<long>(whole.time_since_epoch().count());
  *microseconds = static_cast<long>((time - whole).count()) * 1000;
  return 1;
}

// What the authority is made to believe it was asked.
std::string Bend(std::string_view request, Behaviour behaviour) {
  const auto* at = reinterpret_cast<const unsigned char*>(request.data());
  const ServiceHandle<TS_REQ> read(d2i_TS_REQ(nullptr, &at, static_cast<long>(request.size())));
  Require(read != nullptr);
  TS_MSG_IMPRINT* const imprint = TS_REQ_get_msg_imprint(read.get());
  if (behaviour == Behaviour::kWrongImprint) {
    const ASN1_OCTET_STRING* const digest = TS_MSG_IMPRINT_get_msg(imprint);
    Bytes other(ASN1_STRING_get0_data(digest),
                ASN1_STRING_get0_data(digest) + ASN1_STRING_length(digest));
    other.front() ^= 1U;
    Require(TS_MSG_IMPRINT_set_msg(imprint, other.data(), static_cast<int>(other.size())) == 1);
  }
  if (behaviour == Behaviour::kWrongNonce) {
    const ServiceHandle<ASN1_INTEGER> nonce(RandomSerial(nullptr, nullptr));
    Require(TS_REQ_set_nonce(read.get(), nonce.get()) == 1);
  }
  // TS_REQ has no way to take a nonce or a policy out again, so a new one is made without.
  const ServiceHandle<TS_REQ> made(TS_REQ_new());
  Require(TS_REQ_set_version(made.get(), 1) == 1 &&
          TS_REQ_set_msg_imprint(made.get(), imprint) == 1 &&
          TS_REQ_set_cert_req(made.get(), TS_REQ_get_cert_req(read.get())) == 1);
  const ASN1_INTEGER* const nonce = TS_REQ_get_nonce(read.get());
  if (nonce != nullptr && behaviour != Behaviour::kNoNonce) {
    Require(TS_REQ_set_nonce(made.get(), nonce) == 1);
  }
  ASN1_OBJECT* const policy = TS_REQ_get_policy_id(read.get());
  if (policy != nullptr && behaviour != Behaviour::kWrongPolicy) {
    Require(TS_REQ_set_policy_id(made.get(), policy) == 1);
  }
  return Der<TS_REQ>(made.get(), i2d_TS_REQ);
}

// PKIStatusInfo "granted" and a token, as RFC 3161 2.4.2 puts them together.
std::string Granted(const std::string& token) {
  constexpr std::array<unsigned char, 5> kGranted = {0x30, 0x03, 0x02, 0x01, 0x00};
  const int length = static_cast<int>(kGranted.size() + token.size());
  Bytes out(static_cast<std::size_t>(ASN1_object_size(1, length, V_ASN1_SEQUENCE)));
  unsigned char* at = out.data();
  ASN1_put_object(&at, 1, length, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL);
  at = std::copy(kGranted.begin(), kGranted.end(), at);
  std::copy(token.begin(), token.end(), at);
  return ToString(out);
}

// The same TSTInfo signed by somebody whom OpenSSL's own time-stamp code would not let sign.
std::string SignedBy(const Credentials& signer, TS_RESP* response) {
  const std::string info = Der<TS_TST_INFO>(TS_RESP_get_tst_info(response), i2d_TS_TST_INFO);
  const openssl::Handle<BIO> content(BIO_new_mem_buf(info.data(), static_cast<int>(info.size())));
  const unsigned flags = CMS_PARTIAL | CMS_BINARY | CMS_NOSMIMECAP;
  const ServiceHandle<CMS_ContentInfo> cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, flags));
  Require(cms != nullptr &&
          CMS_set1_eContentType(cms.get(), OBJ_nid2obj(NID_id_smime_ct_TSTInfo)) == 1 &&
          CMS_add1_signer(cms.get(), signer.certificate.x509(), signer.key.get(), EVP_sha256(),
                          flags | CMS_CADES) != nullptr &&
          CMS_set_detached(cms.get(), 0) == 1 &&
          CMS_final(cms.get(), content.get(), nullptr, flags) == 1);
  return Granted(Der<CMS_ContentInfo>(cms.get(), i2d_CMS_ContentInfo));
}

}  // namespace

std::string AnswerTimeStamp(const ServiceHierarchy& hierarchy, std::size_t number,
                            Behaviour behaviour, std::string_view request, Time now) {
  Time time = behaviour == Behaviour::kWrongTime ? now + std::chrono::hours(1) : now;
  const Credentials& signer =
      behaviour == Behaviour::kUntrusted ? hierarchy.stranger : hierarchy.tsa.at(number);
  const ServiceHandle<ASN1_OBJECT> policy(OBJ_txt2obj(kPolicy, 1));
  const ServiceHandle<ASN1_OBJECT> other_policy(OBJ_txt2obj(kOtherPolicy, 1));
  const ServiceHandle<TS_RESP_CTX> context(TS_RESP_CTX_new());
  TS_RESP_CTX* const c = context.get();
  Require(TS_RESP_CTX_set_signer_cert(c, signer.certificate.x509()) == 1 &&
          TS_RESP_CTX_set_signer_key(c, signer.key.get()) == 1 &&
          TS_RESP_CTX_set_signer_digest(c, EVP_sha256()) == 1 &&
          TS_RESP_CTX_set_ess_cert_id_digest(c, EVP_sha256()) == 1 &&
          TS_RESP_CTX_set_def_policy(c, policy.get()) == 1 &&
          TS_RESP_CTX_add_policy(c, other_policy.get()) == 1 &&
          TS_RESP_CTX_set_clock_precision_digits(c, 3) == 1);
  for (const EVP_MD* hash : {EVP_sha256(), EVP_sha384(), EVP_sha512()}) {
    // Without a hash function that it takes, every request is rejected.
    if (behaviour == Behaviour::kRejected) break;
    Require(TS_RESP_CTX_add_md(c, hash) == 1);
  }
  TS_RESP_CTX_set_serial_cb(c, RandomSerial, nullptr);
  TS_RESP_CTX_set_time_cb(c, GiveTime, &time);
  const std::string asked = Bend(request, behaviour);
  const openssl::Handle<BIO> in(BIO_new_mem_buf(asked.data(), static_cast<int>(asked.size())));
  const ServiceHandle<TS_RESP> response(TS_RESP_create_response(c, in.get()));
  Require(response != nullptr);
  openssl::TakeErrors();
  if (behaviour == Behaviour::kWrongUsage) return SignedBy(hierarchy.wrong_usage, response.get());
  std::string out = Der<TS_RESP>(response.get(), i2d_TS_RESP);
  // The last octet of a token is the last of its signature value.
  if (behaviour == Behaviour::kBadSignature) out.back() = static_cast<char>(out.back() ^ 1);
  return out;
}

}  // namespace signet::test
