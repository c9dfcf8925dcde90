#include "appliance/seal/ocsp_request.h"

#include <openssl/ocsp.h>

#include <memory>

#include "appliance/base/openssl.h"

namespace signet::seal {
namespace {

struct FreeRequest {
  void operator()(OCSP_REQUEST* p) const { OCSP_REQUEST_free(p); }
  void operator()(OCSP_CERTID* p) const { OCSP_CERTID_free(p); }
};
template <typename T>
using RequestHandle = std::unique_ptr<T, FreeRequest>;

}  // namespace

Bytes MakeOcspRequest(const Certificate& certificate, const Certificate& issuer) {
  const RequestHandle<OCSP_REQUEST> request(OCSP_REQUEST_new());
  RequestHandle<OCSP_CERTID> about(OCSP_cert_to_id(EVP_sha1(), certificate.x509(), issuer.x509()));
  if (!request || !about || OCSP_request_add0_id(request.get(), about.get()) == nullptr) {
    throw openssl::Failure("A request for a certificate's status could not be written.");
  }
  static_cast<void>(about.release());  // the request's now
  unsigned char* der = nullptr;
  const int length = i2d_OCSP_REQUEST(request.get(), &der);
  if (length <= 0) throw openssl::Failure("A request for a status could not be encoded.");
  Bytes out(der, der + length);
  OPENSSL_free(der);
  return out;
}

}  // namespace signet::seal
