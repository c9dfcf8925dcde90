#include "tests/support/test_revocation.h"

#include <openssl/ocsp.h>

#include <chrono>
#include <memory>

#include "appliance/base/openssl.h"

namespace signet::test {
namespace {

struct FreeRevocation {
  void operator()(OCSP_RESPONSE* p) const { OCSP_RESPONSE_free(p); }
  void operator()(OCSP_BASICRESP* p) const { OCSP_BASICRESP_free(p); }
  void operator()(OCSP_CERTID* p) const { OCSP_CERTID_free(p); }
  void operator()(X509_CRL* p) const { X509_CRL_free(p); }
  void operator()(X509_REVOKED* p) const { X509_REVOKED_free(p); }
  void operator()(X509_EXTENSION* p) const { X509_EXTENSION_free(p); }
  void operator()(ASN1_OBJECT* p) const { ASN1_OBJECT_free(p); }
  // Octet strings, times, integers and enumerations are all of this type.
  void operator()(ASN1_STRING* p) const { ASN1_STRING_free(p); }
};
template <typename T>
using RevocationHandle = std::unique_ptr<T, FreeRevocation>;

void Require(bool good) {
  if (!good) throw openssl::Failure("Test revocation data could not be made.");
}

std::time_t Seconds(Time time) { return std::chrono::system_clock::to_time_t(time); }

RevocationHandle<ASN1_TIME> Generalized(Time time) {
  RevocationHandle<ASN1_TIME> out(ASN1_GENERALIZEDTIME_set(nullptr, Seconds(time)));
  Require(out != nullptr);
  return out;
}

template <typename Encode, typename Value>
Bytes Encoded(Encode encode, Value* value) {
  unsigned char* der = nullptr;
  const int size = encode(value, &der);
  Require(size > 0);
  Bytes out(der, der + size);
  OPENSSL_free(der);
  return out;
}

void AddAnswer(OCSP_BASICRESP* basic, const RevocationOf& answer, const OcspOptions& options) {
  const RevocationHandle<OCSP_CERTID> id(OCSP_cert_to_id(
      EVP_get_digestbyname(options.hash), answer.certificate.x509(), answer.issuer.x509()));
  const auto this_update = Generalized(options.this_update);
  const auto next_update =
      options.next_update ? Generalized(*options.next_update) : RevocationHandle<ASN1_TIME>();
  const auto revoked =
      answer.revoked_at ? Generalized(*answer.revoked_at) : RevocationHandle<ASN1_TIME>();
  const int status = answer.unknown      ? V_OCSP_CERTSTATUS_UNKNOWN
                     : answer.revoked_at ? V_OCSP_CERTSTATUS_REVOKED
                                         : V_OCSP_CERTSTATUS_GOOD;
  Require(OCSP_basic_add1_status(basic, id.get(), status, answer.reason, revoked.get(),
                                 this_update.get(), next_update.get()) != nullptr);
}

void AddExtension(X509_CRL* crl, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, nullptr, nullptr, nullptr, crl, 0);
  const RevocationHandle<X509_EXTENSION> extension(
      X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
  Require(extension && X509_CRL_add_ext(crl, extension.get(), -1) == 1);
}

// An extension that nobody knows, critical.
RevocationHandle<X509_EXTENSION> UnknownExtension() {
  const RevocationHandle<ASN1_OBJECT> object(OBJ_txt2obj("1.3.6.1.4.1.99999.7", 1));
  const RevocationHandle<ASN1_OCTET_STRING> value(ASN1_OCTET_STRING_new());
  const unsigned char null[] = {0x05, 0x00};
  Require(ASN1_OCTET_STRING_set(value.get(), null, sizeof null) == 1);
  return RevocationHandle<X509_EXTENSION>(
      X509_EXTENSION_create_by_OBJ(nullptr, object.get(), 1, value.get()));
}

void AddRevoked(X509_CRL* crl, const RevocationOf& entry, const CrlOptions& options) {
  RevocationHandle<X509_REVOKED> revoked(X509_REVOKED_new());
  const auto at = Generalized(entry.revoked_at.value());
  const RevocationHandle<ASN1_INTEGER> serial(
      ASN1_INTEGER_dup(X509_get0_serialNumber(entry.certificate.x509())));
  Require(X509_REVOKED_set_serialNumber(revoked.get(), serial.get()) == 1 &&
          X509_REVOKED_set_revocationDate(revoked.get(), at.get()) == 1);
  if (entry.reason >= 0) {
    const RevocationHandle<ASN1_ENUMERATED> reason(ASN1_ENUMERATED_new());
    Require(ASN1_ENUMERATED_set(reason.get(), entry.reason) == 1 &&
            X509_REVOKED_add1_ext_i2d(revoked.get(), NID_crl_reason, reason.get(), 0, 0) == 1);
  }
  if (options.unknown_critical_entry_extension) {
    Require(X509_REVOKED_add_ext(revoked.get(), UnknownExtension().get(), -1) == 1);
  }
  Require(X509_CRL_add0_revoked(crl, revoked.get()) == 1);
  static_cast<void>(revoked.release());  // the list owns it now
}

}  // namespace

Bytes MakeOcspResponse(const Authority& responder, const OcspOptions& options) {
  const RevocationHandle<OCSP_BASICRESP> basic(OCSP_BASICRESP_new());
  for (const RevocationOf& answer : options.answers) AddAnswer(basic.get(), answer, options);
  if (!options.nonce.empty()) {
    std::string nonce = options.nonce;
    Require(OCSP_basic_add1_nonce(basic.get(), reinterpret_cast<unsigned char*>(nonce.data()),
                                  static_cast<int>(nonce.size())) == 1);
  }
  // OpenSSL offers no setter for producedAt; OCSP_NOTIME keeps it from writing its own.
  Require(ASN1_GENERALIZEDTIME_set(
              const_cast<ASN1_GENERALIZEDTIME*>(OCSP_resp_get0_produced_at(basic.get())),
              Seconds(options.produced_at)) != nullptr);
  unsigned long flags = OCSP_NOTIME;
  if (options.by_key) flags |= OCSP_RESPID_KEY;
  if (!options.with_certificate) flags |= OCSP_NOCERTS;
  Require(OCSP_basic_sign(basic.get(), responder.certificate.x509(), responder.key, EVP_sha256(),
                          nullptr, flags) == 1);
  const RevocationHandle<OCSP_RESPONSE> response(
      OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic.get()));
  Require(response != nullptr);
  return Encoded(i2d_OCSP_RESPONSE, response.get());
}

Bytes MakeOcspError(int status) {
  const RevocationHandle<OCSP_RESPONSE> response(OCSP_response_create(status, nullptr));
  Require(response != nullptr);
  return Encoded(i2d_OCSP_RESPONSE, response.get());
}

Bytes MakeCrl(const Authority& issuer, const CrlOptions& options) {
  const RevocationHandle<X509_CRL> made(X509_CRL_new());
  X509_CRL* const crl = made.get();
  const auto this_update = Generalized(options.this_update);
  Require(X509_CRL_set_version(crl, X509_CRL_VERSION_2) == 1 &&
          X509_CRL_set_issuer_name(crl, X509_get_subject_name(issuer.certificate.x509())) == 1 &&
          X509_CRL_set1_lastUpdate(crl, this_update.get()) == 1);
  if (options.next_update) {
    Require(X509_CRL_set1_nextUpdate(crl, Generalized(*options.next_update).get()) == 1);
  }
  for (const RevocationOf& entry : options.revoked) AddRevoked(crl, entry, options);
  if (!options.issuing_distribution_point.empty()) {
    AddExtension(crl, NID_issuing_distribution_point, options.issuing_distribution_point);
  }
  if (options.delta) {
    const RevocationHandle<ASN1_INTEGER> base(ASN1_INTEGER_new());
    Require(ASN1_INTEGER_set(base.get(), 1) == 1 &&
            X509_CRL_add1_ext_i2d(crl, NID_delta_crl, base.get(), 1, 0) == 1);
  }
  if (options.unknown_critical_extension) {
    Require(X509_CRL_add_ext(crl, UnknownExtension().get(), -1) == 1);
  }
  Require(X509_CRL_sort(crl) == 1 && X509_CRL_sign(crl, issuer.key, EVP_sha256()) > 0);
  return Encoded(i2d_X509_CRL, crl);
}

CertificateOptions OcspResponderOptions() {
  CertificateOptions out = SealCertificateOptions();
  out.subject.common_name = "TEST OCSP responder";
  out.key_usage = "critical,digitalSignature";
  out.extended_key_usage = "OCSPSigning";
  return out;
}

}  // namespace signet::test
