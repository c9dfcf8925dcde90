#include "appliance/seal/certificate_path.h"

#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "appliance/base/openssl.h"

namespace signet::seal {
namespace {

using openssl::Handle;

// What the callback needs of the judgement that runs.
struct Attempt {
  const std::vector<Certificate>& anchors;
  Findings& findings;
};

// Forms of RFC 5280 that CAs of old did not keep, and that no path depends on.
constexpr std::array kForm = {X509_V_ERR_MISSING_SUBJECT_KEY_IDENTIFIER,
                              X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER,
                              X509_V_ERR_CA_BCONS_NOT_CRITICAL};

bool IsAnchor(const Attempt& attempt, const X509* certificate) {
  return std::ranges::any_of(attempt.anchors, [&](const Certificate& anchor) {
    return X509_cmp(anchor.x509(), certificate) == 0;
  });
}

int OnVerify(int good, X509_STORE_CTX* context) {
  if (good == 1) return 1;
  const auto& attempt = *static_cast<const Attempt*>(X509_STORE_CTX_get_app_data(context));
  const int error = X509_STORE_CTX_get_error(context);
  const bool out_of_time =
      error == X509_V_ERR_CERT_HAS_EXPIRED || error == X509_V_ERR_CERT_NOT_YET_VALID;
  // RFC 5280 6.1.1 (d): an anchor is a name and a key, its dates are no part of it.
  if (out_of_time && X509_STORE_CTX_get_error_depth(context) > 0 &&
      IsAnchor(attempt, X509_STORE_CTX_get_current_cert(context))) {
    return 1;
  }
  if (std::ranges::find(kForm, error) == kForm.end()) return 0;
  attempt.findings.Warn("chain.form",
                        std::string("A certificate on the way to the anchor does not keep the "
                                    "form of RFC 5280: ") +
                            X509_verify_cert_error_string(error) + ".");
  return 1;
}

Handle<STACK_OF(X509)> StackOf(const std::vector<Certificate>& certificates) {
  Handle<STACK_OF(X509)> out(sk_X509_new_null());
  if (!out) throw openssl::Failure("A certificate path could not be prepared.");
  for (const Certificate& certificate : certificates) {
    if (X509_add_cert(out.get(), certificate.x509(), X509_ADD_FLAG_UP_REF) != 1) {
      throw openssl::Failure("A certificate path could not be prepared.");
    }
  }
  return out;
}

std::vector<Certificate> PathOf(X509_STORE_CTX* context) {
  std::vector<Certificate> out;
  const STACK_OF(X509)* const chain = X509_STORE_CTX_get0_chain(context);
  for (int i = 0; i < sk_X509_num(chain); ++i) {
    unsigned char* der = nullptr;
    const int size = i2d_X509(sk_X509_value(chain, i), &der);
    if (size <= 0) throw openssl::Failure("A certificate could not be encoded.");
    const Bytes octets(der, der + size);
    OPENSSL_free(der);
    out.push_back(Certificate::FromDer(octets));
  }
  return out;
}

void Explain(X509_STORE_CTX* context, Findings& findings) {
  const int error = X509_STORE_CTX_get_error(context);
  const bool signer = X509_STORE_CTX_get_error_depth(context) == 0;
  const std::string whose =
      signer ? "The certificate of the seal" : "A certificate above the seal's";
  switch (error) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_CERT_UNTRUSTED:
      return findings.Fail(SubIndication::kNoCertificateChainFound, "chain.anchor",
                           "No path leads from the certificate of the seal to a trusted CA. Give "
                           "the CA's certificate as trust anchor if you trust it.");
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return findings.Fail(SubIndication::kOutOfBoundsNoPoe, "chain.validity",
                           whose +
                               " has expired at the time of this judgement, and no "
                               "time-stamp that is judged here proves the seal older.");
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return findings.Fail(SubIndication::kOutOfBoundsNoPoe, "chain.validity",
                           whose + " is not valid yet at the time of this judgement.");
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
    case X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY:
      return findings.Fail(SubIndication::kCertificateChainGeneralFailure, "chain.signature",
                           whose +
                               " is not signed by the CA that it names. It was changed or "
                               "forged.");
    default:
      return findings.Fail(
          SubIndication::kChainConstraintsFailure, "chain.constraints",
          whose + " may not be used this way: " + X509_verify_cert_error_string(error) + ".");
  }
}

}  // namespace

std::vector<Certificate> JudgePath(const Certificate& signer,
                                   const std::vector<Certificate>& untrusted,
                                   const std::vector<Certificate>& anchors, Time at,
                                   Findings& findings) {
  const Handle<X509_STORE> store(X509_STORE_new());
  const Handle<X509_STORE_CTX> context(X509_STORE_CTX_new());
  const Handle<STACK_OF(X509)> others = StackOf(untrusted);
  for (const Certificate& anchor : anchors) {
    if (!store || X509_STORE_add_cert(store.get(), anchor.x509()) != 1) {
      throw openssl::Failure("A trust anchor could not be used.");
    }
  }
  if (!store || !context ||
      X509_STORE_CTX_init(context.get(), store.get(), signer.x509(), others.get()) != 1) {
    throw openssl::Failure("A certificate path could not be prepared.");
  }
  Attempt attempt{anchors, findings};
  X509_STORE_CTX_set_app_data(context.get(), &attempt);
  X509_STORE_CTX_set_verify_cb(context.get(), OnVerify);
  X509_VERIFY_PARAM* const parameters = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_X509_STRICT);
  X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_ANY);
  X509_VERIFY_PARAM_set_time(parameters, std::chrono::system_clock::to_time_t(at));
  const bool found = X509_verify_cert(context.get()) == 1;
  if (!found) Explain(context.get(), findings);
  openssl::TakeErrors();
  return found ? PathOf(context.get()) : std::vector<Certificate>();
}

}  // namespace signet::seal
