#include "tests/support/services/revocation_service.h"

#include <openssl/ocsp.h>

#include <chrono>
#include <memory>

#include "appliance/base/bytes.h"
#include "tests/support/services/der.h"

namespace signet::test {
namespace {

struct FreeRevocation {
  void operator()(OCSP_REQUEST* p) const { OCSP_REQUEST_free(p); }
  void operator()(OCSP_RESPONSE* p) const { OCSP_RESPONSE_free(p); }
  void operator()(OCSP_BASICRESP* p) const { OCSP_BASICRESP_free(p); }
  void operator()(OCSP_CERTID* p) const { OCSP_CERTID_free(p); }
  void operator()(ASN1_TIME* p) const { ASN1_STRING_free(p); }
  void operator()(X509_CRL* p) const { X509_CRL_free(p); }
};
template <typename T>
using RevocationHandle = std::unique_ptr<T, FreeRevocation>;

RevocationHandle<ASN1_TIME> Asn1(Time time) {
  return RevocationHandle<ASN1_TIME>(
      ASN1_GENERALIZEDTIME_set(nullptr, std::chrono::system_clock::to_time_t(time)));
}

int StatusOf(Behaviour behaviour) {
  if (behaviour == Behaviour::kRevoked) return V_OCSP_CERTSTATUS_REVOKED;
  if (behaviour == Behaviour::kUnknown) return V_OCSP_CERTSTATUS_UNKNOWN;
  return V_OCSP_CERTSTATUS_GOOD;
}

struct Period {
  Time begin;
  Time end;
};

Period PeriodOf(Behaviour behaviour, Time now, std::chrono::minutes length) {
  const Time begin = behaviour == Behaviour::kStale ? now - 2 * length : now;
  return {begin, begin + length};
}

void AddStatus(OCSP_BASICRESP* basic, OCSP_CERTID* about, Behaviour behaviour, Time now) {
  const Period period = PeriodOf(behaviour, now, std::chrono::minutes(60));
  const auto begin = Asn1(period.begin);
  const auto end = Asn1(period.end);
  const auto revoked = Asn1(now - std::chrono::hours(24));
  Require(OCSP_basic_add1_status(basic, about, StatusOf(behaviour),
                                 OCSP_REVOKED_STATUS_KEYCOMPROMISE, revoked.get(), begin.get(),
                                 end.get()) != nullptr);
}

void AddStatuses(OCSP_BASICRESP* basic, OCSP_REQUEST* request, const Credentials& issuer,
                 Behaviour behaviour, Time now) {
  for (int i = 0; i < OCSP_request_onereq_count(request); ++i) {
    OCSP_CERTID* const about = OCSP_onereq_get0_id(OCSP_request_onereq_get0(request, i));
    const X509* const certificate = issuer.certificate.x509();
    const RevocationHandle<OCSP_CERTID> other(OCSP_cert_id_new(
        EVP_sha1(), X509_get_subject_name(certificate), X509_get0_pubkey_bitstr(certificate),
        X509_get0_serialNumber(certificate)));
    AddStatus(basic, behaviour == Behaviour::kOtherCertificate ? other.get() : about, behaviour,
              now);
  }
}

}  // namespace

std::string AnswerOcsp(const Credentials& issuer, const Credentials& responder,
                       const Credentials& stranger, Behaviour behaviour, std::string_view request,
                       Time now) {
  if (behaviour == Behaviour::kTryLater) {
    const RevocationHandle<OCSP_RESPONSE> later(
        OCSP_response_create(OCSP_RESPONSE_STATUS_TRYLATER, nullptr));
    return Der<OCSP_RESPONSE>(later.get(), i2d_OCSP_RESPONSE);
  }
  const auto* at = reinterpret_cast<const unsigned char*>(request.data());
  const RevocationHandle<OCSP_REQUEST> asked(
      d2i_OCSP_REQUEST(nullptr, &at, static_cast<long>(request.size())));
  const RevocationHandle<OCSP_BASICRESP> basic(OCSP_BASICRESP_new());
  Require(asked != nullptr && basic != nullptr);
  AddStatuses(basic.get(), asked.get(), issuer, behaviour, now);
  OCSP_copy_nonce(basic.get(), asked.get());
  const Credentials& signer = behaviour == Behaviour::kUntrusted ? stranger : responder;
  Require(OCSP_basic_sign(basic.get(), signer.certificate.x509(), signer.key.get(), EVP_sha256(),
                          nullptr, 0) == 1);
  if (behaviour == Behaviour::kBadSignature) {
    auto* const value = const_cast<ASN1_OCTET_STRING*>(OCSP_resp_get0_signature(basic.get()));
    Bytes octets(ASN1_STRING_get0_data(value),
                 ASN1_STRING_get0_data(value) + ASN1_STRING_length(value));
    octets.back() ^= 1U;
    Require(ASN1_STRING_set(value, octets.data(), static_cast<int>(octets.size())) == 1);
  }
  const RevocationHandle<OCSP_RESPONSE> response(
      OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic.get()));
  openssl::TakeErrors();
  return Der<OCSP_RESPONSE>(response.get(), i2d_OCSP_RESPONSE);
}

std::string MakeCrl(const Credentials& issuer, const std::vector<Certificate>& certificates,
                    Behaviour behaviour, Time now) {
  const Period period = PeriodOf(behaviour, now, std::chrono::minutes(24 * 60));
  const auto begin = Asn1(period.begin);
  const auto end = Asn1(period.end);
  const RevocationHandle<X509_CRL> crl(X509_CRL_new());
  X509_CRL* const c = crl.get();
  Require(c != nullptr && X509_CRL_set_version(c, X509_CRL_VERSION_2) == 1 &&
          X509_CRL_set_issuer_name(c, X509_get_subject_name(issuer.certificate.x509())) == 1 &&
          X509_CRL_set1_lastUpdate(c, begin.get()) == 1 &&
          X509_CRL_set1_nextUpdate(c, end.get()) == 1);
  if (behaviour == Behaviour::kRevoked) {
    const auto when = Asn1(now - std::chrono::hours(24));
    for (const Certificate& certificate : certificates) {
      X509_REVOKED* const entry = X509_REVOKED_new();
      auto* const serial = const_cast<ASN1_INTEGER*>(X509_get0_serialNumber(certificate.x509()));
      Require(X509_REVOKED_set_serialNumber(entry, serial) == 1 &&
              X509_REVOKED_set_revocationDate(entry, when.get()) == 1 &&
              X509_CRL_add0_revoked(c, entry) == 1);
    }
  }
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer.certificate.x509(), nullptr, nullptr, c, X509V3_CTX_REPLACE);
  X509_EXTENSION* const authority =
      X509V3_EXT_conf_nid(nullptr, &context, NID_authority_key_identifier, "keyid:always");
  Require(authority != nullptr && X509_CRL_add_ext(c, authority, -1) == 1);
  X509_EXTENSION_free(authority);
  const openssl::Handle<BIGNUM> number(BN_new());
  BN_set_word(number.get(), static_cast<BN_ULONG>(now.time_since_epoch().count()));
  ASN1_INTEGER* const serial = BN_to_ASN1_INTEGER(number.get(), nullptr);
  const int numbered = X509_CRL_add1_ext_i2d(c, NID_crl_number, serial, 0, 0);
  ASN1_STRING_free(serial);
  Require(numbered == 1 && X509_CRL_sort(c) == 1 &&
          X509_CRL_sign(c, issuer.key.get(), EVP_sha256()) > 0);
  std::string out = Der<X509_CRL>(c, i2d_X509_CRL);
  if (behaviour == Behaviour::kBadSignature) out.back() = static_cast<char>(out.back() ^ 1);
  return out;
}

}  // namespace signet::test
