#include "appliance/seal/time_stamp_request.h"

#include <openssl/ts.h>

#include <memory>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/base/identifier.h"
#include "appliance/base/openssl.h"

namespace signet::seal {
namespace {

using openssl::Handle;

struct FreeRequest {
  void operator()(TS_REQ* p) const { TS_REQ_free(p); }
  void operator()(TS_MSG_IMPRINT* p) const { TS_MSG_IMPRINT_free(p); }
  void operator()(X509_ALGOR* p) const { X509_ALGOR_free(p); }
  void operator()(ASN1_INTEGER* p) const { ASN1_INTEGER_free(p); }
  void operator()(ASN1_OBJECT* p) const { ASN1_OBJECT_free(p); }
};
template <typename T>
using RequestHandle = std::unique_ptr<T, FreeRequest>;

constexpr std::size_t kNonceOctets = 12;

void Require(bool good) {
  if (!good) throw openssl::Failure("A request for a time-stamp could not be written.");
}

void SetPolicy(TS_REQ* request, const std::string& policy) {
  if (policy.empty()) return;
  const RequestHandle<ASN1_OBJECT> id(OBJ_txt2obj(policy.c_str(), 1));
  if (!id) {
    throw Error(
        Code::kParameterInvalid,
        "The policy of a time-stamp authority is an object identifier like 1.2.3.4, not \"" +
            policy + "\".",
        openssl::TakeErrors());
  }
  Require(TS_REQ_set_policy_id(request, id.get()) == 1);
}

}  // namespace

TimeStampRequest NewTimeStampRequest(HashFunction function, Bytes imprint, std::string policy) {
  TimeStampRequest request{function, std::move(imprint), std::move(policy),
                           RandomOctets(kNonceOctets)};
  // The first bit is the sign of a DER integer, and a zero octet in front would not come back.
  request.nonce.front() = static_cast<std::uint8_t>((request.nonce.front() & 0x7FU) | 0x40U);
  return request;
}

Bytes TimeStampRequest::Encode() const {
  const RequestHandle<TS_REQ> request(TS_REQ_new());
  const RequestHandle<TS_MSG_IMPRINT> message(TS_MSG_IMPRINT_new());
  const RequestHandle<X509_ALGOR> algorithm(X509_ALGOR_new());
  const Handle<BIGNUM> number(BN_bin2bn(nonce.data(), static_cast<int>(nonce.size()), nullptr));
  const RequestHandle<ASN1_INTEGER> once(BN_to_ASN1_INTEGER(number.get(), nullptr));
  Require(request && message && algorithm && once);
  X509_ALGOR_set_md(algorithm.get(), ImplementationOf(function));
  Bytes digest = imprint;
  Require(TS_MSG_IMPRINT_set_algo(message.get(), algorithm.get()) == 1 &&
          TS_MSG_IMPRINT_set_msg(message.get(), digest.data(), static_cast<int>(digest.size())) ==
              1 &&
          TS_REQ_set_version(request.get(), 1) == 1 &&
          TS_REQ_set_msg_imprint(request.get(), message.get()) == 1 &&
          TS_REQ_set_nonce(request.get(), once.get()) == 1 &&
          TS_REQ_set_cert_req(request.get(), 1) == 1);
  SetPolicy(request.get(), policy);
  unsigned char* der = nullptr;
  const int length = i2d_TS_REQ(request.get(), &der);
  Require(length > 0);
  Bytes out(der, der + length);
  OPENSSL_free(der);
  return out;
}

}  // namespace signet::seal
